"""Asks generators for the solves they hold: one that was killed costs seconds, not a lease."""

import logging
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.tenancy import platform_context
from config.generator import GeneratorBusyError, GeneratorRefusedError
from generation.generator_client import Holdings, holdings_of
from generation.models import Solve
from generation.services import solves
from generation.services.locking import FencedError, fence, known_solve, only_one
from generation.states import SOLVE_HELD

log = logging.getLogger(__name__)

WATCH_LOCK = 7_201_002
"""Key of the advisory lock: one watcher at a time."""

SETTLING = timedelta(seconds=20)
"""What a worker has, after its claim, to hand the solve over and note who took it."""

_FIELDS = ("generator_url", "id", "attempt", "generator_instance", "started_at", "heartbeat")


def watch() -> bool:
    """Return what no generator holds any more to the queue; False when another watches.

    A generator that does not answer is left to the lease: it may only be cut off.
    """
    with only_one(WATCH_LOCK) as mine:
        if not mine:
            return False
        with platform_context():
            solves_held = Solve.objects.filter(state__in=SOLVE_HELD)
            rows = list(solves_held.order_by("generator_url").values(*_FIELDS))
        for url, held in groupby(rows, key=lambda row: str(row["generator_url"])):
            try:
                holdings = holdings_of(url)
            except (GeneratorBusyError, GeneratorRefusedError) as error:
                log.warning("generator %s does not say what it holds: %s", url, error)
                continue
            for row in held:
                if _is_gone(row, holdings):
                    _lose(row["id"], row["attempt"])
    return True


def _is_gone(row: dict[str, Any], holdings: Holdings) -> bool:
    """Whether this answer proves that nobody works on the attempt any more."""
    if holdings.attempts.get(str(row["id"])) == row["attempt"]:
        return False
    if row["generator_instance"]:
        # Of another host that answers at the same address, nothing follows.
        return _host(row["generator_instance"]) == _host(holdings.instance)
    silent = row["heartbeat"] == row["started_at"]
    return bool(silent and row["started_at"] < timezone.now() - SETTLING)


def _host(instance: str) -> str:
    return instance.rpartition("/")[0]


def _lose(solve_id: UUID, attempt: int) -> None:
    try:
        with known_solve(solve_id) as solve:
            fence(solve, attempt)
            parameters = {"heartbeat": str(solve.heartbeat)}
            solves.lose(solve, {"code": "solver_lost", "parameters": parameters})
    except FencedError as moved_on:
        log.info("solve %s moved on meanwhile: %s", solve_id, moved_on)
