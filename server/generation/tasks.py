"""The doorbell's other side: tasks that call a service and end within seconds."""

from uuid import UUID

from celery import shared_task

from generation.doorbell import CLAIM, STOP
from generation.services import cleaning, delivery, sweeping, watching


@shared_task(name=CLAIM)
def claim(solve: str) -> None:  # noqa: ARG001
    """`solve` says who rang; served is whose turn it is."""
    delivery.hand_over_waiting()


@shared_task(name=STOP)
def stop(solve: str) -> None:
    delivery.stop(UUID(solve))


@shared_task(name="generation.sweep")
def sweep() -> None:
    sweeping.sweep()


@shared_task(name="generation.watch")
def watch() -> None:
    watching.watch()


@shared_task(name="generation.clean")
def clean() -> None:
    cleaning.clean()
