"""Handing solves to the generator, and taking their ends from it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from config.generator import GeneratorBusyError, GeneratorRefusedError
from generation.documents import digest_of, store_document
from generation.events import announce
from generation.generator_client import cancel_solve, solving_slots, start_solve
from generation.models import DocumentKind, Job, Solve
from generation.services import solves
from generation.services.locking import SolveUnknownError, locked_solve
from generation.states import SOLVE_HELD, SolveKind, SolveState
from timetables.services import ResultRefusedError, store_result

log = logging.getLogger(__name__)

INTERRUPTED = {"solver_crashed", "generator_stopping", "api_unreachable"}
"""Errors of a callback after which another attempt may well succeed."""


class FencedError(Exception):
    """The message is of an attempt that no longer counts."""


@dataclass(frozen=True, slots=True)
class Renewal:
    state: SolveState
    keep_best: bool


def hand_over(solve_id: UUID) -> None:
    """Claim a solve that waits and start it on this host's generator."""
    url = settings.GENERATOR_URL
    try:
        with locked_solve(solve_id) as solve:
            if not solves.claim(solve, url):
                return
            attempt, request = solve.attempt, _request(solve)
    except SolveUnknownError:
        return
    try:
        if solve.kind == SolveKind.PREPARE:
            _note_slots(solve_id, solving_slots(url))
        start_solve(url, request)
    except GeneratorBusyError as busy:
        log.info("solve %s goes back to the queue: %s", solve_id, busy)
        _settle(solve_id, attempt, None)
    except GeneratorRefusedError as refused:
        error = {"status": refused.status, "code": refused.code}
        log.error("solve %s was refused by the generator: %s", solve_id, refused)
        _settle(solve_id, attempt, {"code": "generator_refused", "parameters": error})
    else:
        with locked_solve(solve_id) as solve:
            announce(solve.job)


def stop(solve_id: UUID) -> None:
    """Tell the solve's generator to stop it, when that is still wanted."""
    try:
        with locked_solve(solve_id) as solve:
            wanted = solve.state == SolveState.CANCELLING
            url, keep_best = solve.generator_url, solve.job.keep_best
        if wanted:
            cancel_solve(url, str(solve_id), keep_best=keep_best)
    except SolveUnknownError:
        return
    except (GeneratorBusyError, GeneratorRefusedError) as error:
        log.warning("solve %s: its generator did not stop it yet: %s", solve_id, error)


def renew_lease(solve_id: UUID, attempt: int) -> Renewal:
    """A solving process is alive; the answer tells it to go on or to stop.

    Raises FencedError: it must stop and say nothing more.
    """
    with _known(solve_id) as solve:
        _fence(solve, attempt)
        solves.renew(solve)
        return Renewal(SolveState(solve.state), solve.job.keep_best)


def accept_callback(document: dict[str, Any]) -> bool:
    """Count the end of a solve (a `callback` document) once; False when it was counted before.

    Raises FencedError, and changes nothing, when the attempt no longer counts.
    """
    event = UUID(document["event"])
    with _known(UUID(document["job"])) as solve:
        if solve.event == event:
            log.warning("solve %s: event %s came again", solve.id, event)
            return False
        _fence(solve, document["attempt"])
        solve.event = event
        _end(solve, document)
    return True


def _end(solve: Solve, document: dict[str, Any]) -> None:
    outcome, result = document["outcome"], document.get("result")
    error = document.get("error")
    stopping = solve.state == SolveState.CANCELLING
    if outcome == "infeasible":
        solve.infeasible = True
        return solves.end(solve, SolveState.SUCCEEDED)
    if not stopping and (outcome == "cancelled" or (error or {}).get("code") in INTERRUPTED):
        return solves.lose(solve, error or {"code": "solve_interrupted", "parameters": {}})
    if outcome in {"failed", "cancelled"} or (stopping and not solve.job.keep_best):
        state = SolveState.CANCELLED if stopping else SolveState.FAILED
        return solves.end(solve, state, error)
    if result is None:
        return solves.end(solve, SolveState.FAILED, {"code": "result_missing"})
    complete = outcome == "succeeded" and result["score"]["hard"] == 0
    state = SolveState.SUCCEEDED if complete else SolveState.PARTIAL
    solve.solution = store_document(DocumentKind.SOLUTION, result["solution"])
    if solve.kind == SolveKind.PREPARE:
        solve.job.start_report = {k: v for k, v in result.items() if k != "solution"}
        solve.job.save()
    else:
        try:
            with transaction.atomic():
                solve.timetable = store_result(
                    solve.job.term, f"Variant {solve.index}", result, solve.job.clock
                )
        except ResultRefusedError as refused:
            refusal = {"code": "result_refused", "parameters": refused.parameters}
            return solves.end(solve, SolveState.FAILED, refusal)
    return solves.end(solve, state)


@contextmanager
def _known(solve_id: UUID) -> Iterator[Solve]:
    """`locked_solve` for a message of the generator: one of no solve counts for nothing."""
    try:
        with locked_solve(solve_id) as solve:
            yield solve
    except SolveUnknownError:
        raise FencedError("unknown") from None


def _fence(solve: Solve, attempt: int) -> None:
    if solve.state not in SOLVE_HELD or solve.attempt != attempt:
        raise FencedError(f"{solve.state}, attempt {solve.attempt}")


def _settle(solve_id: UUID, attempt: int, error: dict[str, Any] | None) -> None:
    """Put back a solve that no generator took, or end it with the error for which."""
    try:
        with _known(solve_id) as solve:
            _fence(solve, attempt)
            if error is None:
                solves.put_back(solve)
            else:
                solves.end(solve, SolveState.FAILED, error)
    except FencedError as fenced:
        log.info("solve %s moved on meanwhile: %s", solve_id, fenced)


def _note_slots(solve_id: UUID, slots: int) -> None:
    with locked_solve(solve_id) as solve:
        Job.objects.filter(id=solve.job_id).update(slots=slots)


def _request(solve: Solve) -> dict[str, Any]:
    """The `generate` document of the solve's current attempt."""
    prepares = solve.kind == SolveKind.PREPARE
    start = None if prepares else solve.job.solves.get(kind=SolveKind.PREPARE)
    options = {
        "solver": solve.job.solver,
        "seed": solve.seed,
        "time_limit": solve.time_limit,
        "initial": None if start is None else digest_of(start.solution_id),
    }
    return {
        "version": 1,
        "job": str(solve.id),
        "attempt": solve.attempt,
        "kind": solve.kind,
        "problem": digest_of(solve.job.problem_id),
        "options": options,
    }
