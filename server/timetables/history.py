"""What earlier timetables teach about a term, by the ids of its problem document."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from campus.models import Room, Term
from courses.clock import Clock
from courses.compile import Fixed
from courses.models import Class
from timetables.models import (
    ClassRating,
    FrozenDepartment,
    Placement,
    Rating,
    Timetable,
    TimetableState,
)
from timetables.selectors.edits import standing_edits

_COURSE = "cls__subpart__config__offering__course"


def history(term: Term, clock: Clock) -> dict[str, Any]:
    """The `history` part: the timetable published last, and how instructors liked theirs.

    Places of terms with another number of days a week mean nothing, and are left out.
    """
    if term.self_contained:
        return {}
    past: dict[str, Any] = {}
    last = last_published(term)
    if last is not None and last.term.days == term.days:
        past["timetable"] = {"term": last.term.name, "classes": _placed(last, term, clock)}
        if edits := _edits(last, term, clock):
            past["edits"] = edits
    ratings = Rating.objects.exclude(timetable__term=term).order_by("id")
    rows = ratings.values_list("instructor__external_id", "timetable__term__name", "stars")
    if rows:
        past["ratings"] = [
            {"instructor": instructor, "term": name, "stars": stars}
            for instructor, name, stars in rows
        ]
    liked = ClassRating.objects.exclude(timetable__term=term)
    liked = liked.filter(timetable__term__days=term.days)
    if rated := _class_ratings(liked, clock):
        past["class_ratings"] = rated
    if past:
        past["institution"] = term.institution.name
    return past


def _edits(last: Timetable, term: Term, clock: Clock) -> list[dict[str, Any]]:
    """What people moved by hand in the timetable published last, and in what that came from.

    As far as the term still has the classes.
    """
    line, source = [last.pk], last.copy_of
    while source is not None and source.pk not in line:
        line.append(source.pk)
        source = source.copy_of
    rows = standing_edits(Timetable.objects.filter(pk__in=line))
    rows = rows.filter(before__isnull=False, after__isnull=False)
    moved: list[Any] = list(rows.select_related("cls"))
    ids = {place["room"] for row in moved for place in (row.before, row.after)}
    still = _ids(term)
    rooms = dict(Room.objects.filter(pk__in=ids - {None}).values_list("pk", "external_id"))
    return [
        {
            name: _place(row.cls.external_id, place, rooms, clock)
            for name, place in (("before", row.before), ("after", row.after))
        }
        for row in moved
        if row.cls.external_id in still
        and min(row.before["start_minute"], row.after["start_minute"]) >= clock.day_start
    ]


def _place(
    id: str, place: dict[str, Any], rooms: dict[UUID, str], clock: Clock
) -> dict[str, Any]:
    return {
        "id": id,
        "days": place["days"],
        "start": clock.slot_at(place["start_minute"]),
        "length": clock.slots(place["length_minutes"]),
        "room": rooms.get(UUID(place["room"])) if place["room"] else None,
    }


def _class_ratings(rows: QuerySet[ClassRating], clock: Clock) -> list[dict[str, Any]]:
    """Stars of times and rooms, with where the class was when it was rated."""
    placed = {
        (row.timetable_id, row.cls_id): row
        for row in Placement.objects.filter(
            timetable__in=rows.order_by().values("timetable"),
            cls__in=rows.order_by().values("cls"),
        ).select_related("room")
    }
    found = []
    for row in rows.select_related("instructor", "cls", "timetable__term").order_by("id"):
        place = placed.get((row.timetable_id, row.cls_id))
        if place is None or place.start_minute < clock.day_start:
            continue
        found.append(
            {
                "instructor": row.instructor.external_id,
                "term": row.timetable.term.name,
                "class": {
                    "id": row.cls.external_id,
                    "days": place.days,
                    "start": clock.slot_at(place.start_minute),
                    "length": clock.slots(place.length_minutes),
                    "room": place.room.external_id if place.room else None,
                },
                "time": row.time_stars,
                "room": row.room_stars,
            }
        )
    return found


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


def frozen(
    term: Term, classes: Collection[UUID] | None = None
) -> tuple[list[str], dict[UUID, Fixed]]:
    """Ids of the departments that stay, and where each of their classes (of `classes`) is."""
    rows = FrozenDepartment.objects.filter(term=term).select_related("department")
    fixed: dict[UUID, Fixed] = {}
    for row in rows:
        placed = Placement.objects.filter(
            timetable=row.timetable_id, **{f"{_COURSE}__department": row.department_id}
        )
        if classes is not None:
            placed = placed.filter(cls__in=classes)
        fixed |= {
            cls: ((weeks, days, start, length), room, instead)
            for cls, weeks, days, start, length, room, instead in placed.values_list(
                "cls_id",
                "weeks",
                "days",
                "start_minute",
                "length_minutes",
                "room_id",
                "instructor_id",
            )
        }
    return [row.department.external_id for row in rows], fixed


def _placed(timetable: Timetable, term: Term, clock: Clock) -> list[dict[str, Any]]:
    """Where classes were that the term still has, as far as they fall on its hours."""
    ids = _ids(term)
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


def _ids(term: Term) -> set[str]:
    return set(Class.objects.filter(term=term).values_list("external_id", flat=True))
