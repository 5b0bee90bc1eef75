"""The life of one solve: claimed, leased, put back, ended.

Everything here runs with the solve and its job locked (`locked_solve`).
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from generation import doorbell
from generation.budget import LEAST, variant_limit
from generation.events import announce
from generation.live import slots_of_hosts
from generation.models import Outbox, Solve
from generation.services.checkpoints import checkpoint_of, forget_checkpoint
from generation.services.finishing import finish_job
from generation.services.queue import may_run_one_more
from generation.services.results import keep_result
from generation.states import SOLVE_ENDED, JobState, SolveKind, SolveState
from horarium_contracts.limits import LEASE_SECONDS, RENEWAL_SECONDS
from timetables.services import ResultRefusedError

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=LEASE_SECONDS)
RENEWAL = timedelta(seconds=RENEWAL_SECONDS)

OVERRUN = timedelta(seconds=300)
"""Beyond its time limit, what a solve may take to start and to deliver."""

BACKOFF = [timedelta(seconds=seconds) for seconds in (0, 5, 20, 60)]
"""How long a solve waits after each interruption; after one more it is given up."""

Error = dict[str, Any]


def claim(solve: Solve, generator_url: str) -> bool:
    """Take a queued solve for the generator at this address; False when it may not be taken.

    Of several claims of one solve only the first finds it waiting.
    """
    if solve.state != SolveState.QUEUED or solve.job.state == JobState.CANCELLING:
        return False
    if solve.job.state == JobState.QUEUED and not may_run_one_more(solve.job):
        return False
    now = timezone.now()
    solve.state, solve.attempt = SolveState.RUNNING, solve.attempt + 1
    solve.generator_url, solve.generator_instance = generator_url, ""
    solve.started_at = solve.heartbeat = now
    solve.lease_until = _lease(solve, now)
    solve.save()
    Outbox.objects.filter(solve=solve).delete()
    if solve.job.state == JobState.QUEUED:
        solve.job.state = JobState.RUNNING
        solve.job.started_at = now
        solve.job.save()
    return True


def put_back(solve: Solve, *, ring: bool = False) -> None:
    """Return a solve that a generator could not take to the queue.

    Unless another may take it at once, the sweeper rings for it.
    """
    if solve.state == SolveState.CANCELLING:
        return end(solve, SolveState.CANCELLED)
    solve.state = SolveState.QUEUED
    solve.lease_until = solve.started_at = None
    solve.save()
    if solve.kind == SolveKind.PREPARE:
        solve.job.state, solve.job.started_at = JobState.QUEUED, None
        solve.job.save()
    return doorbell.enqueue(solve, ring=ring)


def renew(solve: Solve) -> None:
    """Extend the lease of a running solve; one that is being stopped keeps its last one."""
    now = timezone.now()
    solve.heartbeat = now
    if solve.state == SolveState.RUNNING:
        solve.lease_until = _lease(solve, now)
    solve.save(update_fields=["heartbeat", "lease_until"])


def lose(solve: Solve, error: Error) -> None:
    """An attempt was interrupted: queue the next one, or give up after several.

    It goes on from the checkpoint, with the time that is left, or begins anew. A generator
    that stops in good order does not count against the solve.
    """
    log.warning("solve %s: attempt %s lost: %s", solve.id, solve.attempt, error["code"])
    if solve.state == SolveState.CANCELLING:
        return give_up(solve, None)  # it was to end anyway, which is no failure
    if checkpoint_of(solve) is not None:
        solve.spent += _searched(solve)
    solve.losses += error["code"] != "generator_stopping"
    if solve.losses > len(BACKOFF):
        return give_up(solve, error)
    solve.state, solve.lease_until = SolveState.QUEUED, None
    solve.save()
    doorbell.enqueue(solve, after=BACKOFF[max(0, solve.losses - 1)])
    return announce(solve.job)


def lose_for_memory(solve: Solve, error: Error) -> None:
    """An attempt was killed for want of memory: its best is kept, or a smaller one tried."""
    if checkpoint_of(solve) is not None or solve.threads == 1:
        return give_up(solve, error)
    solve.threads = 1
    return lose(solve, error)


def give_up(solve: Solve, error: Error | None) -> None:
    """End a solve that brings no result itself, with its checkpoint where that may be kept."""
    stopping = solve.state == SolveState.CANCELLING
    checkpoint = checkpoint_of(solve)
    if checkpoint is not None and (solve.job.keep_best or not stopping):
        return end_with(solve, SolveState.PARTIAL, checkpoint.result, error)
    return end(solve, SolveState.CANCELLED if stopping else SolveState.FAILED, error)


def end_with(
    solve: Solve, state: SolveState, result: dict[str, Any], error: Error | None = None
) -> None:
    """`end`, with a result to keep; one that does not fit the term is a failure."""
    try:
        keep_result(solve, result)
    except ResultRefusedError as refused:
        refusal = {"code": "result_refused", "parameters": refused.parameters}
        return end(solve, SolveState.FAILED, refusal)
    return end(solve, state, error)


def time_left(solve: Solve) -> float | None:
    """Seconds that its next attempt may take; None without a limit."""
    if solve.time_limit is None:
        return None
    return max(LEAST, solve.time_limit - solve.spent)


def end(solve: Solve, state: SolveState, error: Error | None = None) -> None:
    """Give a solve its one terminal state and go on with its job."""
    if solve.state in SOLVE_ENDED:
        raise ValueError(f"solve {solve.id} has ended already")
    solve.state, solve.error = state, error
    solve.lease_until, solve.finished_at = None, timezone.now()
    solve.save()
    Outbox.objects.filter(solve=solve).delete()
    if state != SolveState.FAILED:
        forget_checkpoint(solve)  # of a failed one, a retry may begin there
    if solve.kind == SolveKind.PREPARE:
        _go_on(solve)
    finish_job(solve.job)
    announce(solve.job)
    doorbell.ring_for_waiting(due=False)


def _go_on(prepare: Solve) -> None:
    """After the preparation: queue the variants, or end them where nothing can be solved."""
    job, now = prepare.job, timezone.now()
    solvable = prepare.state in {SolveState.SUCCEEDED, SolveState.PARTIAL}
    spent = prepare.spent + (now - (prepare.started_at or now)).total_seconds()
    limit = variant_limit(job.time_budget, spent, job.variants, slots_of_hosts())
    for solve in job.solves.filter(state=SolveState.WAITING):
        if solvable and not prepare.infeasible and job.state == JobState.RUNNING:
            solve.state, solve.time_limit = SolveState.QUEUED, limit
            solve.save()
            doorbell.enqueue(solve, ring=False)  # one ring is enough for all: see `end`
        else:
            solve.state, solve.finished_at = SolveState.CANCELLED, now
            solve.save()


def _searched(solve: Solve) -> float:
    """Seconds for which a lost attempt was at work.

    Until now, where its loss is known before its next renewal; where one did not come, nobody
    knows what it did after the last.
    """
    now = timezone.now()
    began, heard = solve.started_at or now, solve.heartbeat or now
    until = now if now - heard < RENEWAL else heard
    return max(0.0, (until - began).total_seconds())


def _lease(solve: Solve, now: datetime) -> datetime:
    limit = timedelta(seconds=solve.time_limit or 0)
    return min(now + LEASE, (solve.started_at or now) + limit + OVERRUN)
