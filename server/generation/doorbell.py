"""Celery as a doorbell: it says that a solve waits; PostgreSQL says whether it still does."""

import logging
from datetime import timedelta
from functools import partial
from uuid import UUID

import redis
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.tenancy import platform_context
from generation.models import Outbox, Solve

log = logging.getLogger(__name__)

CLAIM, STOP = "generation.claim", "generation.stop"
RING_AGAIN = timedelta(seconds=15)


def enqueue(solve: Solve, *, ring: bool = True, after: timedelta = timedelta()) -> None:
    """Note that `solve` waits to be claimed; ring after commit, or not until it is due.

    With `after`, nobody may claim it, nor rings for it, until then.
    """
    now = timezone.now()
    times = {"ring_at": now + (after or RING_AGAIN), "not_before": now + after}
    Outbox.objects.update_or_create(solve=solve, defaults=times)
    if ring and not after:
        transaction.on_commit(partial(_send, CLAIM, solve.id, solve.job.priority))


def stop_after_commit(solve: UUID) -> None:
    """Have the solve's generator told to stop it; a renewal of its lease tells it too."""
    transaction.on_commit(partial(_send, STOP, solve, 0))


def ring_waiting(limit: int, *, due: bool) -> int:
    """Ring for the solves that wait longest: those that are due again, or any.

    Returns how many. Rows that another process holds are left to it.
    """
    now = timezone.now()
    with platform_context():
        rows = Outbox.objects.select_for_update(skip_locked=True, of=("self",))
        rows = rows.select_related("solve__job").filter(not_before__lte=now)
        if due:
            rows = rows.filter(ring_at__lte=now)
        waiting = list(
            rows.order_by("solve__job__priority", "solve__job_id", "solve__index")[:limit]
        )
        Outbox.objects.filter(pk__in=[row.pk for row in waiting]).update(
            ring_at=now + RING_AGAIN
        )
        for row in waiting:
            transaction.on_commit(partial(_send, CLAIM, row.solve_id, row.solve.job.priority))
    return len(waiting)


def _send(task: str, solve: UUID, priority: int) -> None:
    try:
        current_app.send_task(task, [str(solve)], priority=priority, retry=False)
    except (OperationalError, redis.RedisError, OSError) as error:
        log.warning("solve %s: %s waits for the sweeper: %r", solve, task, error)
