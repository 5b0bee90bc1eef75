"""Handing solves to the generator, and taking their ends from it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.tenancy import platform_context
from config.generator import GeneratorBusyError, GeneratorRefusedError
from generation.documents import store_document
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
    with _held(solve_id, attempt) as solve:
        solves.renew(solve)
        return Renewal(SolveState(solve.state), solve.job.keep_best)


def accept_callback(document: dict[str, Any]) -> bool:
    """Count the end of a solve (a `callback` document) once; False when it was counted before.

    Raises FencedError, and changes nothing, when the attempt no longer counts.
    """
    solve_id, event = UUID(document["job"]), UUID(document["event"])
    if _counted(solve_id, event):
        log.warning("solve %s: event %s came again", solve_id, event)
        return False
    with _held(solve_id, document["attempt"]) as solve:
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
    start = None
    if solve.kind == SolveKind.PREPARE and not stopping:
        start = store_document(DocumentKind.SOLUTION, result["solution"])
    else:
        try:
            with transaction.atomic():
                solve.timetable = store_result(
                    solve.job.term, _name(solve), result, solve.job.clock
                )
        except ResultRefusedError as refused:
            refusal = {"code": "result_refused", "parameters": refused.parameters}
            return solves.end(solve, SolveState.FAILED, refusal)
    return solves.end(solve, state, start=start)


@contextmanager
def _held(solve_id: UUID, attempt: int) -> Iterator[Solve]:
    """The locked solve while this attempt holds it. Raises FencedError."""
    try:
        with locked_solve(solve_id) as solve:
            if solve.state not in SOLVE_HELD or solve.attempt != attempt:
                raise FencedError(f"{solve.state}, attempt {solve.attempt}")
            yield solve
    except SolveUnknownError:
        raise FencedError("unknown") from None


def _counted(solve_id: UUID, event: UUID) -> bool:
    with platform_context():
        return Solve.objects.filter(id=solve_id, event=event).exists()


def _settle(solve_id: UUID, attempt: int, error: dict[str, Any] | None) -> None:
    """Put back a solve that no generator took, or end it with the error for which."""
    try:
        with _held(solve_id, attempt) as solve:
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
    options = {
        "solver": solve.job.solver,
        "seed": solve.seed,
        "time_limit": solve.time_limit,
        "initial": solve.initial.digest if solve.initial else None,
    }
    return {
        "version": 1,
        "job": str(solve.id),
        "attempt": solve.attempt,
        "kind": solve.kind,
        "problem": solve.job.problem.digest,
        "options": options,
    }


def _name(solve: Solve) -> str:
    return f"Variant {solve.index}" if solve.index else "Start"
