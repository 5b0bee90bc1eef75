"""The doorbell's other side: tasks that call a service and end within seconds."""

from uuid import UUID

from celery import shared_task

from generation.doorbell import CLAIM, STOP
from generation.services import delivery, sweeping


@shared_task(name=CLAIM)
def claim(solve: str) -> None:
    delivery.hand_over(UUID(solve))


@shared_task(name=STOP)
def stop(solve: str) -> None:
    delivery.stop(UUID(solve))


@shared_task(name="generation.sweep")
def sweep() -> None:
    sweeping.sweep()
