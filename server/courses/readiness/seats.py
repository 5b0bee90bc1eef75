"""Seats against students, and hours of rooms against hours of classes."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from campus.models import Room
from courses.compile.demand import requests_of
from courses.models import Class, Enrolment, Offering, Part
from courses.options.seats import allot
from courses.readiness.facts import Facts
from courses.readiness.finding import Finding, Named, blocks, hours, warns

MOST_ROOMS = 20
"""Sets of more rooms than this are hardly what is short."""


def hours_of_rooms(facts: Facts) -> Iterator[Finding]:
    """Classes that need more hours of the same few rooms than these have in a week."""
    demand: dict[frozenset[UUID], list[Class]] = defaultdict(list)
    for cls in facts.classes:
        possible = facts.rooms_for.get(cls.pk, ())
        if 0 < len(possible) <= MOST_ROOMS:
            demand[frozenset(possible)].append(cls)
    sets_with: dict[UUID, list[frozenset[UUID]]] = defaultdict(list)
    for rooms in demand:
        for room in rooms:
            sets_with[room].append(rooms)
    for rooms in demand:
        within = {other for room in rooms for other in sets_with[room] if other <= rooms}
        classes = [cls for other in within for cls in demand[other]]
        needed = sum(facts.minutes[cls.pk] for cls in classes)
        offered = len(rooms) * facts.window
        if needed > offered:
            yield _short(facts, rooms, classes, needed, offered)


def enrolments(facts: Facts) -> Iterator[Finding]:
    """More students than seats."""
    for offering, size in facts.enrolled.items():
        limit = facts.seats.get(offering)
        if limit is not None and size > limit:
            yield blocks(
                "enrolled_above_limits",
                "course",
                _named(facts.offerings[offering]),
                students=size,
                seats=limit,
            )


def requests(facts: Facts) -> Iterator[Finding]:
    """Students who get neither what they asked for nor an alternative."""
    asked = requests_of(facts.term)
    if not asked:
        return
    free = {
        offering: None if limit is None else limit - facts.enrolled.get(offering, 0)
        for offering, limit in facts.seats.items()
    }
    students = {request.student for request in asked}
    taken: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Enrolment.objects.filter(offering__term=facts.term, student__in=students)
    for student, offering in rows.order_by().values_list("student_id", "offering_id"):
        taken[student].append(offering)
    refused: dict[UUID, int] = defaultdict(int)
    for request in allot(asked, free, taken, facts.term.external_id).refused:
        refused[request.offerings[0]] += 1
    for offering, count in refused.items():
        yield warns(
            "requests_without_seats",
            "course",
            _named(facts.offerings[offering]),
            students=count,
            seats=facts.seats[offering] or 0,
        )


def _named(offering: Offering) -> Named:
    return Named(offering.course.pk, str(offering.course))


def _short(
    facts: Facts, rooms: frozenset[UUID], classes: list[Class], needed: int, offered: int
) -> Finding:
    labs = all(
        facts.room[key].type == Room.Type.LAB for key in rooms if key in facts.room
    ) or all(cls.subpart.part == Part.LAB for cls in classes)
    return blocks(
        "lab_hours_short" if labs else "room_hours_short",
        "room",
        facts.room[min(rooms)],
        classes=len(classes),
        rooms=len(rooms),
        needed=hours(needed),
        offered=hours(offered),
        names=sorted(facts.room[key].name for key in rooms)[:5],
    )
