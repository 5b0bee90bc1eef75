"""What earlier timetables teach about a term, by the ids of its problem document."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from campus.models import Term
from courses.clock import Clock
from courses.models import Class
from courses.options.hours import Hours
from timetables.models import FrozenDepartment, Placement, Rating, Timetable, TimetableState

_COURSE = "cls__subpart__config__offering__course"


def history(term: Term, clock: Clock) -> dict[str, Any]:
    """The `history` part: the timetable published last, and how instructors liked theirs."""
    if term.self_contained:
        return {}
    past: dict[str, Any] = {}
    last = last_published(term)
    if last is not None and last.term.days == term.days:
        past["timetable"] = {"term": last.term.name, "classes": _placed(last, term, clock)}
    ratings = Rating.objects.exclude(timetable__term=term).order_by("id")
    rows = ratings.values_list("instructor__external_id", "timetable__term__name", "stars")
    if rows:
        past["ratings"] = [
            {"instructor": instructor, "term": name, "stars": stars}
            for instructor, name, stars in rows
        ]
    if past:
        past["institution"] = term.institution.name
    return past


def last_published(term: Term) -> Timetable | None:
    """The published timetable of the term before this one; where no dates say, the newest."""
    rows = Timetable.objects.select_related("term").filter(
        state=TimetableState.PUBLISHED, term__self_contained=False
    )
    rows = rows.exclude(term=term)
    if term.first_day is not None:
        before = rows.filter(term__first_day__lt=term.first_day).order_by("-term__first_day")
        return before.first()
    return rows.order_by("-published_at").first()


def frozen(term: Term) -> tuple[list[str], dict[UUID, tuple[Hours, UUID | None]]]:
    """Ids of the departments that stay, and where each of their classes is."""
    rows = FrozenDepartment.objects.filter(term=term).select_related("department")
    fixed: dict[UUID, tuple[Hours, UUID | None]] = {}
    for row in rows:
        placed = Placement.objects.filter(
            timetable=row.timetable_id, **{f"{_COURSE}__department": row.department_id}
        )
        fixed |= {
            cls: ((weeks, days, start, length), room)
            for cls, weeks, days, start, length, room in placed.values_list(
                "cls_id", "weeks", "days", "start_minute", "length_minutes", "room_id"
            )
        }
    return [row.department.external_id for row in rows], fixed


def _placed(timetable: Timetable, term: Term, clock: Clock) -> list[dict[str, Any]]:
    """Where classes were that the term still has, as far as they fall on its hours."""
    ids = set(Class.objects.filter(term=term).values_list("external_id", flat=True))
    rows: Iterable[Any] = (
        Placement.objects.filter(timetable=timetable)
        .order_by("cls_id")
        .values_list(
            "cls__external_id", "days", "start_minute", "length_minutes", "room__external_id"
        )
    )
    return [
        {
            "id": id,
            "days": days,
            "start": clock.slot_at(start),
            "length": clock.slots(length),
            "room": room,
        }
        for id, days, start, length, room in rows
        if id in ids and start >= clock.day_start
    ]
