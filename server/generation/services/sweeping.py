"""Finds what nobody answers for any more, so that no job gets stuck."""

import logging
from uuid import UUID

from django.utils import timezone

from accounts.tenancy import platform_context
from generation import doorbell
from generation.live import note_sweep
from generation.models import Solve
from generation.services import solves
from generation.services.locking import SolveUnknownError, locked_solve, only_one
from generation.states import SOLVE_HELD

log = logging.getLogger(__name__)

SWEEP_LOCK = 7_201_001
"""Key of the advisory lock: one sweeper at a time, however many beats there are."""


def sweep() -> bool:
    """Return expired leases to the queue and ring for what waits; False when another sweeps.

    Each solve is swept in a transaction of its own, and bells ring after it: while one
    is swept, or a broker is slow, no other row is held.
    """
    with only_one(SWEEP_LOCK) as mine:
        if not mine:
            return False
        with platform_context():
            held = Solve.objects.filter(state__in=SOLVE_HELD, lease_until__lt=timezone.now())
            expired = list(held.values_list("id", flat=True))
        for solve_id in expired:
            try:
                _expire(solve_id)
            except Exception:  # one bad row must not keep the others waiting
                log.exception("solve %s was not swept", solve_id)
        doorbell.ring_for_waiting(due=True)
        note_sweep()
    return True


def _expire(solve_id: UUID) -> None:
    try:
        with locked_solve(solve_id) as solve:
            lease = solve.lease_until
            if solve.state in SOLVE_HELD and lease and lease < timezone.now():
                parameters = {"heartbeat": str(solve.heartbeat)}
                solves.lose(solve, {"code": "solver_lost", "parameters": parameters})
    except SolveUnknownError:
        return
