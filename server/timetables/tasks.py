"""Work in the background: thin, and done within seconds."""

from celery import shared_task

from timetables.services import notices


@shared_task(name=notices.MAIL)
def mail() -> None:
    if notices.send_due() == notices.BATCH:
        notices.ring()
