"""Handing solves to the generator, and taking their ends from it."""

import logging
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from uuid import UUID

from django.conf import settings

from config.generator import GeneratorBusyError, GeneratorRefusedError
from generation.documents import digest_of
from generation.events import announce
from generation.generator_client import Hardware, cancel_solve, hardware_of, start_solve
from generation.live import note_host
from generation.models import Solve
from generation.services import cache, solves
from generation.services.checkpoints import checkpoint_of
from generation.services.finishing import finish_job
from generation.services.locking import (
    FencedError,
    SolveUnknownError,
    fence,
    known_solve,
    locked_solve,
)
from generation.services.queue import next_waiting
from generation.states import SOLVE_HELD, SolveKind, SolveState

log = logging.getLogger(__name__)

INTERRUPTED = {"solver_crashed", "generator_stopping", "api_unreachable"}
"""Errors of a callback after which another attempt may well succeed."""


FULL = "no_free_slot"
"""What a generator says that filled up after it was asked for its room."""


@dataclass(frozen=True, slots=True)
class Renewal:
    state: SolveState
    keep_best: bool


AT_ONCE = 20
"""Solves that one ring looks at at most: tasks last seconds."""


class HandedOver(Enum):
    """`LEFT` is one that needs this host no more, such as one that another has claimed."""

    TAKEN = auto()
    LEFT = auto()
    FULL = auto()


def hand_over_waiting() -> None:
    """Hand over what waits, one after the other, until this host's generator takes no more.

    A full one claims nothing, since other hosts answer the same ring.
    """
    seen: set[UUID] = set()
    room = _this_host().free
    while room and len(seen) < AT_ONCE and (solve_id := next_waiting(seen)) is not None:
        seen.add(solve_id)
        match hand_over(solve_id):
            case HandedOver.TAKEN:
                room -= 1
            case HandedOver.FULL:
                return


def hand_over(solve_id: UUID) -> HandedOver:
    """Claim a solve that waits and start it on this host's generator."""
    url = settings.GENERATOR_URL
    try:
        with locked_solve(solve_id) as solve:
            if not solves.claim(solve, url):
                return HandedOver.LEFT
            attempt, request = solve.attempt, _request(solve)
    except SolveUnknownError:
        return HandedOver.LEFT
    try:
        if solve.kind == SolveKind.PREPARE and _recalled(solve_id, attempt):
            return HandedOver.LEFT
        instance = start_solve(url, request)
    except GeneratorBusyError as busy:
        log.info("solve %s goes back to the queue: %s", solve_id, busy)
        _settle(solve_id, attempt, None, ring=busy.code == FULL)
        return HandedOver.FULL
    except GeneratorRefusedError as refused:
        error = {"status": refused.status, "code": refused.code}
        log.error("solve %s was refused by the generator: %s", solve_id, refused)
        _settle(solve_id, attempt, {"code": "generator_refused", "parameters": error})
        return HandedOver.LEFT
    _note_instance(solve_id, attempt, instance)
    return HandedOver.TAKEN


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
    with known_solve(solve_id) as solve:
        fence(solve, attempt)
        solves.renew(solve)
        return Renewal(SolveState(solve.state), solve.job.keep_best)


def accept_callback(document: dict[str, Any]) -> bool:
    """Count the end of a solve (a `callback` document) once; False when it was counted before.

    Raises FencedError, and changes nothing, when the attempt no longer counts.
    """
    event = UUID(document["event"])
    with known_solve(UUID(document["job"])) as solve:
        if solve.event == event:
            log.warning("solve %s: event %s came again", solve.id, event)
            return False
        fence(solve, document["attempt"])
        solve.event = event
        _end(solve, document)
    return True


def _end(solve: Solve, document: dict[str, Any]) -> None:
    outcome, result = document["outcome"], document.get("result")
    error = document.get("error")
    code = (error or {}).get("code")
    stopping = solve.state == SolveState.CANCELLING
    if outcome == "infeasible":
        solve.infeasible = True
        return solves.end(solve, SolveState.SUCCEEDED)
    if not stopping and (outcome == "cancelled" or code in INTERRUPTED):
        return solves.lose(solve, error or {"code": "solve_interrupted", "parameters": {}})
    if not stopping and error and code == "out_of_memory":
        return solves.lose_for_memory(solve, error)
    if outcome in {"failed", "cancelled"}:
        return solves.give_up(solve, error)
    if stopping and not solve.job.keep_best:
        return solves.end(solve, SolveState.CANCELLED)
    if result is None:
        return solves.give_up(solve, {"code": "result_missing", "parameters": {}})
    complete = outcome == "succeeded" and result["score"]["hard"] == 0
    return solves.end_with(
        solve, SolveState.SUCCEEDED if complete else SolveState.PARTIAL, result
    )


def _settle(
    solve_id: UUID, attempt: int, error: dict[str, Any] | None, *, ring: bool = False
) -> None:
    """Put back a solve that no generator took, or end it with the error for which."""
    try:
        with known_solve(solve_id) as solve:
            fence(solve, attempt)
            if error is None:
                solves.put_back(solve, ring=ring)
            else:
                solves.end(solve, SolveState.FAILED, error)
    except FencedError as fenced:
        log.info("solve %s moved on meanwhile: %s", solve_id, fenced)


def _this_host() -> Hardware:
    """What this host's generator has, of which the others are told too."""
    machine = hardware_of(settings.GENERATOR_URL)
    if machine.engine_version:
        note_host(settings.GENERATOR_URL, machine.slots)
    return machine


def _recalled(solve_id: UUID, attempt: int) -> bool:
    """Answer the job of this preparation from what was found before, if it was."""
    engine_version = _this_host().engine_version
    with locked_solve(solve_id) as solve:
        job = solve.job
        held = solve.state in SOLVE_HELD and solve.attempt == attempt
        if held and engine_version and cache.recall(job, engine_version):
            finish_job(job)
            announce(job)
            return True
        return False


def _note_instance(solve_id: UUID, attempt: int, instance: str) -> None:
    with locked_solve(solve_id) as solve:
        if solve.state in SOLVE_HELD and solve.attempt == attempt:
            solve.generator_instance = instance
            solve.save(update_fields=["generator_instance"])
            log.info("solve %s: attempt %s taken by %s", solve_id, attempt, instance)
        announce(solve.job)


def _request(solve: Solve) -> dict[str, Any]:
    """The `generate` document of the solve's current attempt."""
    options = {
        "solver": solve.job.solver,
        "seed": solve.seed,
        "time_limit": solves.time_left(solve),
        "initial": digest_of(_initial(solve)),
    }
    place = solve.replaces or solve.index
    if solve.kind == SolveKind.VARIANT and place <= len(solve.job.profiles):
        options["profile"] = solve.job.profiles[place - 1]
    if solve.replaces is not None:
        options["apart"] = _others(solve)
    if solve.threads is not None:
        options["threads"] = solve.threads
    return {
        "version": 1,
        "job": str(solve.id),
        "parent": str(solve.job_id),
        "attempt": solve.attempt,
        "kind": solve.kind,
        "problem": digest_of(solve.job.problem_id),
        "options": options,
    }


def _others(solve: Solve) -> list[str]:
    """Digests of the timetables that a replacement should not be near to."""
    variants = solve.job.solves.filter(kind=SolveKind.VARIANT, solution__isnull=False)
    own = [index for index in (solve.index, solve.replaces) if index is not None]
    others = variants.exclude(index__in=own)
    return list(others.values_list("solution__digest", flat=True))


def _initial(solve: Solve) -> UUID | None:
    """The solution to start from: the solve's own checkpoint, the preparation's, the job's."""
    checkpoint = checkpoint_of(solve)
    if checkpoint is not None:
        return checkpoint.solution_id
    if solve.kind == SolveKind.PREPARE:
        return solve.job.start_id
    return solve.job.solves.get(kind=SolveKind.PREPARE).solution_id
