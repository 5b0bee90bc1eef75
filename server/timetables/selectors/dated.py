"""Changes of one date: what there are, and what stands in the way of a new one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import Membership
from campus.models import (
    Holiday,
    Hours,
    Instructor,
    InstructorUnavailability,
    Room,
    RoomUnavailability,
    Term,
)
from courses.compile.offers import teaching_week
from courses.models import Class, ClassInstructor
from courses.options.hours import only, overlap
from timetables.models import (
    Attendance,
    DatedChange,
    DatedKind,
    Placement,
    Timetable,
    TimetableState,
)
from timetables.selectors.overlaps import taught


def dated_changes() -> QuerySet[DatedChange]:
    """The institution's changes by date, with what they are about."""
    return DatedChange.objects.select_related(
        "cls__subpart__config__offering__course__department",
        "cls__term",
        "room",
        "instructor",
    ).order_by("date", "id")


def own_changes(
    timetable: Timetable, member: Membership, classes: Collection[UUID]
) -> list[DatedChange]:
    """Those of the member's classes in the timetable, or that have the member teach instead."""
    mine = Q(cls__in=list(classes)) | Q(instructor__membership=member)
    return list(dated_changes().filter(mine, cls__term=timetable.term_id))


def published_of(term: Term) -> Timetable | None:
    return Timetable.objects.filter(term=term, state=TimetableState.PUBLISHED).first()


def meets_on(placement: Placement, term: Term, day: date) -> bool:
    """Whether the class meets on the date, by its weeks and days and the holidays."""
    position = position_of(term, day)
    if position is None or is_holiday(term, day):
        return False
    week, weekday = position
    return placement.weeks[week] == "1" and placement.days[weekday : weekday + 1] == "1"


def position_of(term: Term, day: date) -> tuple[int, int] | None:
    """Week and day of the date in the term, both from 0; None outside of it."""
    if term.first_day is None:
        return None
    week, weekday = divmod((day - term.first_day).days, 7)
    return (week, weekday) if 0 <= week < term.weeks and weekday < term.days else None


def is_holiday(term: Term, day: date) -> bool:
    return Holiday.objects.filter(term=term, first_day__lte=day, last_day__gte=day).exists()


def date_of(term: Term, week: int, weekday: int) -> date:
    assert term.first_day is not None
    return term.first_day + timedelta(weeks=week, days=weekday)


@dataclass(frozen=True, slots=True)
class DateClash:
    """`code` with the thing (a room, a person) or number it is about, and the other class."""

    code: str
    thing: str
    other: str
    key: str


def clashes_on(
    timetable: Timetable,
    change: DatedChange,
    day: date,
    hours: tuple[int, int],
    room: UUID | None,
    instructors: Collection[UUID],
) -> list[DateClash]:
    """What the class would meet with on that day at these minutes (start, end)."""
    position = position_of(timetable.term, day)
    week, weekday = position if position else (-1, -1)
    with connection.cursor() as cursor:
        cursor.execute(
            _CLASHES,
            {
                "timetable": timetable.pk,
                "term": timetable.term_id,
                "day": day,
                "week": week + 1,
                "weekday": weekday + 1,
                "cls": change.cls_id,
                "start": hours[0],
                "end": hours[1],
                "room": room,
                "instructors": list(instructors),
            },
        )
        rows = cursor.fetchall()
    found = [DateClash(code, thing, other, f"{code}:{key}") for code, thing, other, key in rows]
    if position is not None:
        found += _not_free(timetable, change, position, hours, room, instructors)
        start, end = hours
        if not teaching_week(timetable.term).teaches(week, weekday, start, end):
            found.insert(0, DateClash("outside_teaching", str(day), "", "outside_teaching"))
    if is_holiday(timetable.term, day):
        found.insert(0, DateClash("on_holiday", str(day), "", f"on_holiday:{day}"))
    return found


def _not_free(
    timetable: Timetable,
    change: DatedChange,
    position: tuple[int, int],
    hours: tuple[int, int],
    room: UUID | None,
    instructors: Collection[UUID],
) -> Iterator[DateClash]:
    """A room that is closed then or too small, and people who are away, as in a week's plan."""
    week, weekday = position
    term, (start, end) = timetable.term, hours
    then = (only(term.weeks, week), only(term.days, weekday), start, end - start)
    closed = RoomUnavailability.objects.filter(room=room, term=timetable.term_id)
    for row in closed.select_related("room"):
        if overlap(_of_row(row), then):
            yield DateClash("room_closed", row.room.name, "", f"room_closed:{row.pk}")
    attending = Attendance.objects.filter(timetable=timetable, cls=change.cls_id).count()
    stays = Placement.objects.filter(timetable=timetable, cls=change.cls_id, room=room)
    for small in Room.objects.filter(pk__in=[room], capacity__lt=attending):
        if not stays.exists():
            yield DateClash("room_too_small", small.name, "", f"room_too_small:{small.pk}")
    away = InstructorUnavailability.objects.filter(
        instructor__in=instructors, term=timetable.term_id
    ).select_related("instructor")
    absent = {row.instructor for row in away if overlap(_of_row(row), then)}
    absent |= {*Instructor.objects.filter(pk__in=instructors, research_day=weekday)}
    for person in sorted(absent, key=lambda each: each.name):
        yield DateClash("instructor_away", person.name, "", f"instructor_away:{person.pk}")


def _of_row(row: Hours) -> tuple[str, str, int, int]:
    return row.weeks, row.days, row.start_minute, row.length_minutes


def teaching(timetable: Timetable, cls: Class) -> list[UUID]:
    """Who was chosen in the timetable to teach the class, else those of the class."""
    placed = Placement.objects.filter(timetable=timetable, cls=cls, instructor__isnull=False)
    if chosen := list(placed.values_list("instructor", flat=True)):
        return chosen
    rows = ClassInstructor.objects.filter(cls=cls)
    return list(rows.order_by("instructor").values_list("instructor", flat=True))


_CLASHES = f"""
WITH held AS (
    SELECT p.cls_id, p.room_id, ch.instructor_id AS substitute
    FROM timetables_placement p
    LEFT JOIN timetables_datedchange ch ON ch.cls_id = p.cls_id AND ch.date = %(day)s
    WHERE p.timetable_id = %(timetable)s
        AND substr(p.weeks, %(week)s, 1) = '1' AND substr(p.days, %(weekday)s, 1) = '1'
        AND (ch.id IS NULL OR ch.kind = '{DatedKind.SUBSTITUTED}')
        AND p.start_minute < %(end)s AND p.start_minute + p.length_minutes > %(start)s
    UNION ALL
    SELECT ch.cls_id, ch.room_id, NULL FROM timetables_datedchange ch
    JOIN courses_class c ON c.id = ch.cls_id AND c.term_id = %(term)s
    WHERE ch.kind = '{DatedKind.MOVED}' AND ch.new_date = %(day)s
        AND ch.start_minute < %(end)s AND ch.start_minute + ch.length_minutes > %(start)s
), others AS (SELECT * FROM held WHERE cls_id <> %(cls)s),
taught AS (
    SELECT o.cls_id, coalesce(o.substitute, t.instructor_id) AS instructor_id
    FROM others o LEFT JOIN {taught("p.timetable_id = %(timetable)s")} t
        ON t.cls_id = o.cls_id
)
SELECT 'room_clash', r.name, c.name, c.id::text FROM others o
JOIN campus_room r ON r.id = o.room_id JOIN courses_class c ON c.id = o.cls_id
WHERE o.room_id = %(room)s
UNION
SELECT 'instructor_clash', i.name, c.name, c.id::text FROM taught
JOIN campus_instructor i ON i.id = taught.instructor_id
JOIN courses_class c ON c.id = taught.cls_id
WHERE taught.instructor_id = ANY(%(instructors)s::uuid[])
UNION
SELECT 'students_clash', count(DISTINCT mine.student_id)::text, c.name, c.id::text
FROM others o JOIN courses_class c ON c.id = o.cls_id
JOIN timetables_attendance theirs
    ON theirs.cls_id = o.cls_id AND theirs.timetable_id = %(timetable)s
JOIN timetables_attendance mine ON mine.student_id = theirs.student_id
    AND mine.cls_id = %(cls)s AND mine.timetable_id = %(timetable)s
GROUP BY c.id, c.name
ORDER BY 1, 3
"""
