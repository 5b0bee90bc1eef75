"""The doorbell's other side: imports that are too long for a request."""

from uuid import UUID

from celery import shared_task

from spreadsheets import services


@shared_task(name=services.PERFORM, time_limit=services.LONGEST_SECONDS)
def perform(institution: str, import_id: str) -> None:
    services.import_perform(UUID(institution), UUID(import_id))


@shared_task(name="spreadsheets.sweep")
def sweep() -> None:
    services.sweep()
