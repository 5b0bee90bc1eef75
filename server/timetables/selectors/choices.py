"""What a student may choose from: seats, and whether it fits the published week."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from campus.models import Student, Term
from courses.compile.demand import seats
from courses.models import Class, CourseRequest, Enrolment, Offering, Subpart
from timetables.models import Attendance, Placement, Timetable
from timetables.selectors.dated import published_of


def offerings_to_choose(student: Student | None, term: Term | None) -> QuerySet[Offering]:
    """Those of the term that the student can take; none for whoever is no student of it."""
    rows = Offering.objects.select_related("course__department").order_by("course__code", "id")
    if student is None or term is None:
        return rows.none()
    if student.term_id != (term.own.pk if term.own else None):
        return rows.none()
    return rows.filter(term=term)


def choices_shown(student: Student, offerings: Sequence[Offering]) -> list[dict[str, Any]]:
    """Each offering with its `seats` (None: no limit), and how many are enrolled or ask for it.

    `clashes` names the student's classes that meet at the same time as every way to take it;
    None where nothing is published, or nothing of it placed.
    """
    keys = [offering.pk for offering in offerings]
    classes = _classes(keys)
    enrolled = _counted(Enrolment.objects.filter(offering__in=keys))
    asked = _counted(CourseRequest.objects.filter(offering__in=keys))
    own = set(
        Enrolment.objects.filter(student=student, offering__in=keys).values_list(
            "offering", flat=True
        )
    )
    timetable = published_of(offerings[0].term) if offerings else None
    week = (
        _Week(timetable, student, [c for o in classes.values() for c in o])
        if timetable
        else None
    )
    return [
        {
            "offering": offering.pk,
            "course": offering.course,
            "department": offering.course.department,
            "credits": offering.course.credits,
            "type": offering.course.type,
            "seats": seats(_ways(classes[offering.pk]).values()),
            "enrolled": enrolled.get(offering.pk, 0),
            "requested": asked.get(offering.pk, 0),
            "taken": offering.pk in own,
            "clashes": week.clashes(offering.pk, classes[offering.pk]) if week else None,
        }
        for offering in offerings
    ]


class _Week:
    """The student's published week, with the places of what could be taken beside it."""

    def __init__(
        self, timetable: Timetable, student: Student, others: Collection[Class]
    ) -> None:
        attended = Attendance.objects.filter(timetable=timetable, student=student)
        mine = list(attended.values_list("cls", flat=True))
        rows = Placement.objects.filter(
            Q(cls__in=mine) | Q(cls__in=[cls.pk for cls in others]), timetable=timetable
        )
        places = {row.cls_id: row for row in rows}
        self.places = places
        own = Class.objects.select_related("subpart__config").in_bulk(mine)
        self.own = [(cls, places[key]) for key, cls in own.items() if key in places]

    def clashes(self, offering: UUID, classes: Sequence[Class]) -> list[str] | None:
        """By way to take it the own classes in the way; of the way with the fewest."""
        beside = [row for row in self.own if row[0].subpart.config.offering_id != offering]
        found: list[set[str]] = []
        for subparts in _ways(classes).values():
            blocked: set[str] = set()
            for group in subparts:
                placed = [self.places[cls.pk] for cls in group if cls.pk in self.places]
                if not placed:
                    break
                met = [{cls.name for cls, at in beside if _meet(at, row)} for row in placed]
                blocked |= min(met, key=len)
            else:
                found.append(blocked)
        if not found:
            return None
        fewest: set[str] = min(found, key=len)
        return sorted(fewest)


def _ways(classes: Sequence[Class]) -> dict[UUID, Collection[list[Class]]]:
    """By configuration the classes of each of its parts."""
    found: dict[UUID, dict[UUID, list[Class]]] = defaultdict(lambda: defaultdict(list))
    for cls in classes:
        found[cls.subpart.config_id][cls.subpart_id].append(cls)
    return {config: subparts.values() for config, subparts in found.items()}


def _meet(one: Placement, other: Placement) -> bool:
    return (
        one.start_minute < other.start_minute + other.length_minutes
        and other.start_minute < one.start_minute + one.length_minutes
        and _share(one.days, other.days)
        and _share(one.weeks, other.weeks)
    )


def _share(one: str, other: str) -> bool:
    return any(a == b == "1" for a, b in zip(one, other, strict=False))


def _classes(offerings: Collection[UUID]) -> dict[UUID, list[Class]]:
    subparts = Subpart.objects.filter(config__offering__in=offerings)
    rows = Class.objects.filter(subpart__in=subparts).select_related("subpart__config")
    found: dict[UUID, list[Class]] = {key: [] for key in offerings}
    for cls in rows.order_by("name", "id"):
        found[cls.subpart.config.offering_id].append(cls)
    return found


def _counted(rows: QuerySet[Any]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("offering").annotate(n=Count("pk")))
