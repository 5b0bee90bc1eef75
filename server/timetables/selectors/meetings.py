"""What is read about timetables: meetings for a page or a file, and one's own week."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Membership
from accounts.permissions import narrow
from campus.models import Cohort, Student, Term
from courses.models import Class, ClassInstructor
from timetables.meetings import CourseRef, Meeting, Ref
from timetables.models import Attendance, DatedChange, Placement, Timetable, TimetableState
from timetables.selectors.dated import own_changes

_OFFERING = "subpart__config__offering"

FILTERS = {
    "room": "room",
    "course": f"cls__{_OFFERING}__course",
    "department": f"cls__{_OFFERING}__course__department",
}
ATTENDED_BY = {"student": "id", "cohort": "cohort"}


def placements(
    timetable: Timetable, membership: Membership, wanted: Mapping[str, UUID]
) -> QuerySet[Placement]:
    """Placements of the classes that the member may see, narrowed to all that is `wanted`.

    `wanted` has ids by cohort, student, instructor, room, course and department.
    """
    classes = narrow(Class.objects.filter(term=timetable.term_id), membership, "view", "class")
    seen = Q(cls__in=classes) | Q(instructor__membership=membership)
    rows = Placement.objects.filter(seen, timetable=timetable)
    for name, value in wanted.items():
        if name == "instructor":
            rows = rows.filter(taught_by(cls__instructors=value) | Q(instructor=value))
        elif name in FILTERS:
            rows = rows.filter(**{FILTERS[name]: value})
        else:
            attended = _attended(timetable, **{ATTENDED_BY[name]: value})
            if name == "cohort":
                attended += _expected(timetable, value)
            rows = rows.filter(cls__in=attended)
    return rows


def taught_by(**who: Any) -> Q:
    """Placements of classes whose own instructors teach them, those of `who`."""
    return Q(**who, instructor__isnull=True)


def meetings(timetable: Timetable, rows: QuerySet[Placement]) -> list[Meeting]:
    """The timetable's placements as meetings, in the order of the week."""
    course = f"cls__{_OFFERING}__course__department"
    placed = list(rows.select_related(course, "room", "instructor", "cls__pin"))
    # Bit strings have Monday first: the earlier the first day, the greater.
    placed.sort(key=lambda row: (row.start_minute, row.cls.name))
    placed.sort(key=lambda row: row.days, reverse=True)
    classes = [row.cls_id for row in placed]
    instructors = _instructors(classes)
    sizes, cohorts = _attendants(timetable, classes)
    return [
        Meeting(
            class_id=row.cls_id,
            course=_course(row.cls),
            part=row.cls.subpart.part,
            name=row.cls.name,
            weeks=row.weeks,
            days=row.days,
            start_minute=row.start_minute,
            length_minutes=row.length_minutes,
            room=Ref(row.room.id, row.room.name) if row.room else None,
            instructors=(Ref(row.instructor.id, row.instructor.name),)
            if row.instructor
            else tuple(instructors[row.cls_id]),
            cohorts=tuple(cohorts[row.cls_id]),
            students=sizes[row.cls_id],
            department=_department(row.cls),
            **_pinned(row.cls),
        )
        for row in placed
    ]


@dataclass(frozen=True, slots=True)
class Week:
    """A person's own meetings, and what is different on a date; none without a timetable.

    `instead` are others' classes, of which the person teaches a date of `changes`.
    """

    timetable: Timetable | None
    meetings: list[Meeting]
    changes: list[DatedChange] = field(default_factory=list)
    instead: list[Meeting] = field(default_factory=list)


def own_week(membership: Membership, today: date) -> Week:
    """What the member teaches and attends in the published timetable of the current term."""
    timetable = current_timetable(today)
    if timetable is None:
        return Week(None, [])
    attended = _attended(timetable, membership=membership)
    taught = taught_by(cls__instructors__membership=membership)
    mine = taught | Q(instructor__membership=membership) | Q(cls__in=attended)
    rows = Placement.objects.filter(timetable=timetable)
    own = rows.filter(pk__in=rows.filter(mine).order_by().values("pk"))
    found = meetings(timetable, own)
    classes = [meeting.class_id for meeting in found]
    changes = own_changes(timetable, membership, classes)
    others = {change.cls_id for change in changes}.difference(classes)
    instead = meetings(timetable, rows.filter(cls__in=others)) if others else []
    return Week(timetable, found, changes, instead)


def current_timetable(today: date) -> Timetable | None:
    """The published timetable of the term that is on; else of the one that is nearest."""
    published = Timetable.objects.select_related("term").filter(state=TimetableState.PUBLISHED)
    return min(published, key=lambda row: _distance(row.term, today), default=None)


def _distance(term: Term, today: date) -> tuple[int, int]:
    """Days from today to the term's nearest; of two terms, one still to come is nearer."""
    if term.first_day is None:
        return 10**6, 0
    last = term.first_day + timedelta(weeks=term.weeks, days=-1)
    if today < term.first_day:
        return (term.first_day - today).days, 0
    return max(0, (today - last).days), 1


# Classes are asked for by their keys, not by joins: right after a timetable came in,
# the planner has no statistics of its rows, and would choose nested loops.


def _attended(timetable: Timetable, **who: Any) -> list[UUID]:
    students = list(Student.objects.filter(**who).values_list("id", flat=True))
    rows = Attendance.objects.filter(timetable=timetable, student__in=students)
    return list(rows.order_by().values_list("cls", flat=True).distinct())


def _expected(timetable: Timetable, cohort: UUID) -> list[UUID]:
    """The classes of those of a cohort whom nobody has on record yet."""
    rows = Attendance.objects.filter(timetable=timetable, cohort=cohort).order_by()
    return list(rows.values_list("cls", flat=True).distinct())


def _instructors(classes: Sequence[UUID]) -> Mapping[UUID, Sequence[Ref]]:
    found: dict[UUID, list[Ref]] = defaultdict(list)
    teaching = ClassInstructor.objects.filter(cls__in=classes)
    for cls, key, name in teaching.values_list("cls", "instructor", "instructor__name"):
        found[cls].append(Ref(key, name))
    return found


def _attendants(
    timetable: Timetable, classes: Sequence[UUID]
) -> tuple[Mapping[UUID, int], Mapping[UUID, Sequence[Ref]]]:
    """Students of each class, and the cohorts they belong to."""
    names = dict(Cohort.objects.order_by("name").values_list("id", "name"))
    rows = Attendance.objects.filter(timetable=timetable, cls__in=classes).order_by()
    group = Coalesce("cohort", "student__cohort")
    groups = rows.values_list("cls", group).annotate(size=Count("id"))
    sizes: dict[UUID, int] = defaultdict(int)
    members: dict[UUID, set[UUID | None]] = defaultdict(set)
    for cls, cohort, size in groups:
        sizes[cls] += size
        members[cls].add(cohort)
    cohorts = {
        cls: [Ref(key, name) for key, name in names.items() if key in members[cls]]
        for cls in classes
    }
    return sizes, cohorts


def _course(cls: Class) -> CourseRef:
    course = cls.subpart.config.offering.course
    return CourseRef(course.id, course.code, course.name)


def _pinned(cls: Class) -> dict[str, bool]:
    pin = getattr(cls, "pin", None)
    return {
        "time_pinned": pin is not None and pin.start_minute is not None,
        "room_pinned": pin is not None and pin.room_id is not None,
    }


def _department(cls: Class) -> Ref | None:
    department = cls.subpart.config.offering.course.department
    return Ref(department.id, department.name) if department else None
