"""Celery as a doorbell: it says that a solve waits; PostgreSQL says whether it still does.

Every host hears a ring, so that each takes what it has room for. One that is missed is made
up for by the sweeper.
"""

import logging
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import redis
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu import Exchange
from kombu.common import maybe_declare
from kombu.exceptions import OperationalError

from accounts.tenancy import platform_context
from config.celery import BELL
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
        transaction.on_commit(partial(_ring, solve.id))


def stop_after_commit(solve: UUID) -> None:
    """Have the solve's generator told to stop it; a renewal of its lease tells it too."""
    transaction.on_commit(partial(_send, STOP, solve, priority=0))


def ring_for_waiting(*, due: bool) -> None:
    """Ring once if there is a solve that waits, and with `due` one that is due again.

    Rows that another process holds are left to it.
    """
    now = timezone.now()
    with platform_context():
        rows = Outbox.objects.select_for_update(skip_locked=True, of=("self",))
        rows = rows.select_related("solve__job").filter(not_before__lte=now)
        if due:
            rows = rows.filter(ring_at__lte=now)
        row = rows.order_by("solve__job__priority", "solve__job_id", "solve__index").first()
        if row is not None:
            Outbox.objects.filter(pk=row.pk).update(ring_at=now + RING_AGAIN)
            transaction.on_commit(partial(_ring, row.solve_id))


def _ring(solve: UUID) -> None:
    _send(CLAIM, solve, BELL.exchange, routing_key=BELL.routing_key)


def _send(task: str, solve: UUID, exchange: Exchange | None = None, **options: Any) -> None:
    try:
        with current_app.producer_or_acquire() as producer:
            if exchange is not None:
                # Whoever has not declared it would take it for a queue of one host. Not by
                # send_task: traces take what that declares for queues.
                maybe_declare(exchange, producer.channel)
                options |= {"exchange": exchange.name, "exchange_type": exchange.type}
            current_app.send_task(task, [str(solve)], producer=producer, retry=False, **options)
    except (OperationalError, redis.RedisError, OSError) as error:
        log.warning("solve %s: %s waits for the sweeper: %r", solve, task, error)
