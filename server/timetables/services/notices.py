"""Who is told what of a timetable; and the mail of it, sent in batches by a task."""

import logging
from collections.abc import Collection, Iterable
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

import redis
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError
from psycopg.types.json import Jsonb

from accounts.models import Membership, Role
from accounts.tenancy import platform_context
from campus.models import Term
from timetables.models import NoticeKind, Notification, Timetable
from timetables.selectors.differences import Differences

log = logging.getLogger(__name__)

MAIL = "timetables.mail"
BATCH = 50
"""Mails of one transaction: few enough that a task ends within seconds."""


def tell(
    timetable: Timetable,
    kind: NoticeKind,
    recipients: QuerySet[Membership],
    but: Any = None,
    **parameters: Any,
) -> None:
    """A notification for each of the members, other than the one who did it."""
    told = {"timetable": timetable.name, "term": timetable.term.name, **parameters}
    Notification.objects.bulk_create(
        Notification(
            institution_id=timetable.institution_id,
            recipient=member,
            kind=kind,
            timetable=timetable,
            parameters=told,
        )
        for member in recipients.filter(_current()).exclude(user=but)
    )


def tell_job(
    term: Term, recipients: QuerySet[Membership], job: UUID, **parameters: Any
) -> None:
    """Tell the members that a generation of the term has ended."""
    told = {"term": term.name, "job": str(job), **parameters}
    Notification.objects.bulk_create(
        Notification(
            institution_id=term.institution_id,
            recipient=member,
            kind=NoticeKind.JOB_ENDED,
            term=term,
            parameters=told,
        )
        for member in recipients.filter(_current())
    )


def tell_publication(timetable: Timetable, previous: Timetable | None) -> None:
    """Tell everybody whose week differs from the previous publication, also by mail."""
    differences = Differences(previous, timetable)
    tell_people(
        timetable,
        NoticeKind.PUBLISHED,
        students=[row["id"] for row in differences.students()],
        instructors=[row["id"] for row in differences.instructors()],
        mail=True,
        number=timetable.number,
    )
    transaction.on_commit(ring, robust=True)


def tell_people(
    timetable: Timetable,
    kind: NoticeKind,
    *,
    students: Collection[UUID],
    instructors: Collection[UUID],
    mail: bool = False,
    **parameters: Any,
) -> None:
    """A notification for each of these people who has a login; in one statement."""
    told = {"timetable": timetable.name, "term": timetable.term.name, **parameters}
    values: dict[str, Any] = {
        "institution": timetable.institution_id,
        "kind": str(kind),
        "timetable": timetable.pk,
        "parameters": Jsonb(told),
        "mail": mail,
        "students": list(students),
        "instructors": list(instructors),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO timetables_notification (id, external_id, version, created_at,
                updated_at, institution_id, recipient_id, kind, timetable_id, parameters,
                mail_due)
            SELECT key, replace(key::text, '-', ''), 1, now(), now(), %(institution)s, member,
                %(kind)s, %(timetable)s, %(parameters)s, %(mail)s
            FROM (
                SELECT horarium_uuid7(row_number() OVER ()) AS key, m.id AS member
                FROM accounts_membership m
                WHERE m.is_active AND (m.expires_at IS NULL OR m.expires_at > now())
                AND m.id IN (
                    SELECT membership_id FROM campus_student WHERE id = ANY(%(students)s)
                    UNION ALL
                    SELECT membership_id FROM campus_instructor WHERE id = ANY(%(instructors)s)
                )
            ) AS told""",
            values,
        )


def staff_of(departments: Iterable[UUID], *roles: Role) -> QuerySet[Membership]:
    """Members with one of the roles in one of the departments."""
    return Membership.objects.filter(department__in=list(departments), role__in=roles)


def registrars() -> QuerySet[Membership]:
    return Membership.objects.filter(role=Role.REGISTRAR)


def mark_read(member: Membership, ids: Collection[UUID] | None) -> int:
    """Note that the member has read these notifications, or all; how many were new."""
    rows = Notification.objects.filter(recipient=member, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.update(read_at=timezone.now())


def ring() -> None:
    """Have due mail sent now; where no broker listens, the next round sends it."""
    try:
        current_app.send_task(MAIL, retry=False)
    except (OperationalError, redis.RedisError, OSError) as error:
        log.warning("mail waits for the next round: %r", error)


def send_due() -> int:
    """Send a batch of due mail; how many. What fails stays due, with the rest of its batch.

    Batches that another worker is sending are left to it.
    """
    with platform_context():
        rows = Notification.objects.select_for_update(skip_locked=True, of=("self",))
        due = list(
            rows.filter(mail_due=True)
            .select_related("recipient__user", "recipient__institution")
            .order_by("id")[:BATCH]
        )
        if not due:
            return 0
        with get_connection() as mail:
            for notice in due:
                try:
                    mail.send_messages([_mail(notice)])
                except SMTPRecipientsRefused as error:
                    log.warning("notification %s has no mailbox: %s", notice.pk, error)
        Notification.objects.filter(pk__in=[notice.pk for notice in due]).update(mail_due=False)
    return len(due)


def _mail(notice: Notification) -> EmailMessage:
    term = notice.parameters["term"]
    name = notice.recipient.institution.name
    text = (
        f"The timetable of {term} at {name} was published, and your week is new or changed.\n\n"
        f"{settings.WEB_URL}/my-week\n"
    )
    subject = f"{name}: your timetable of {term}"
    return EmailMessage(subject, text, None, [notice.recipient.user.email])


def _current() -> Q:
    alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return alive & Q(is_active=True)
