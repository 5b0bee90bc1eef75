"""A draft from any timetable: to try something, or to bring back what was archived."""

from uuid import UUID

from django.db import connection

from accounts.database import unhurried
from config.errors import Refused
from timetables.models import Timetable, TimetableState
from timetables.services.workflow import locked

_COLUMNS = "id, external_id, version, created_at, updated_at, institution_id, timetable_id"
_KEYS = "key, replace(key::text, '-', ''), 1, now(), now(), institution_id, %(copy)s::uuid"
_ROWS = {
    "timetables_placement": "cls_id, room_id, instructor_id, weeks, days, start_minute,"
    " length_minutes",
    "timetables_attendance": "student_id, cohort_id, place, cls_id",
}
_MEASURED = (
    "total",
    "hard",
    "components",
    "measures",
    "history",
    "solver",
    "seconds",
    "scored_of",
)


@unhurried()
def copy(timetable_id: UUID, name: str = "") -> Timetable:
    """A draft with the same classes, rooms and students; its name says of what, unless given.

    Raises Refused: timetable_gone.
    """
    source = locked(timetable_id)
    draft = Timetable.objects.create(
        term=source.term,
        name=name.strip() or f"Copy of {source.name}"[:200],
        copy_of=source,
        **{field: getattr(source, field) for field in _MEASURED},
    )
    with connection.cursor() as cursor:
        for table, columns in _ROWS.items():
            cursor.execute(
                f"INSERT INTO {table} ({_COLUMNS}, {columns}) SELECT {_KEYS}, {columns}"  # noqa: S608
                f" FROM (SELECT gen_random_uuid() AS key, * FROM {table}"
                " WHERE timetable_id = %(source)s) AS rows",
                {"copy": draft.pk, "source": source.pk},
            )
    return draft


def remove(timetable: Timetable) -> None:
    """Remove a draft; what was published, or is being agreed on, is kept.

    Raises Refused: timetable_not_draft.
    """
    if locked(timetable.pk).state != TimetableState.DRAFT:
        raise Refused(
            "timetable_not_draft",
            f"{timetable.name} is {timetable.state}: only drafts are removed or changed.",
            status=409,
            name=timetable.name,
            state=timetable.state,
        )
    timetable.delete()
