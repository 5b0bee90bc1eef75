"""Required constraints that contradict each other, who teaches, or the rooms there are."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, islice, pairwise
from typing import Any
from uuid import UUID

from courses.compile.rows import grouped
from courses.models import Class, Constraint, ConstraintClass
from courses.options.hours import Hours, common
from courses.readiness import together
from courses.readiness.circles import circles
from courses.readiness.facts import Facts
from courses.readiness.finding import Finding, Named, blocks

SAME_HOURS = {"SameTime", "SameStart", "Overlap"}
"""Kinds by which two classes are at one time of the day."""

ONE_AT_A_TIME = {"SameRoom", "SameAttendees", "NotOverlap"}
"""Kinds by which two classes cannot take place at once."""

OPPOSITES = {
    "SameRoom": {"DifferentRoom"},
    "SameDays": {"DifferentDays"},
    "SameWeeks": {"DifferentWeeks"},
    "SameTime": {"DifferentTime"},
    "SameStart": {"DifferentTime"},
    "Overlap": {"DifferentTime", "DifferentDays", "DifferentWeeks"},
}
"""By kind those that cannot hold of the same two classes."""


_KINDS = {*together.KINDS, *ONE_AT_A_TIME, *OPPOSITES}.union(*OPPOSITES.values())


def contradictions(facts: Facts) -> Iterator[Finding]:
    required = _Required(facts)
    for constraint in required.rows.values():
        if constraint.kind == "SameRoom":
            yield from _rooms(facts, required, constraint)
        if constraint.kind in OPPOSITES:
            pairs = combinations(required.classes[constraint.pk], 2)
            found = (f for pair in pairs for f in _pair(facts, required, constraint, *pair))
            yield from islice(found, 1)
    yield from _order(required)
    yield from _never(required)


class _Required:
    """The term's required constraints of pairs: their classes, and each class's constraints."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.rows = {
            row.pk: row
            for row in Constraint.objects.filter(
                term=facts.term, required=True, kind__in=_KINDS
            ).order_by("id")
        }
        known = {cls.pk: cls for cls in facts.classes}
        members = grouped(
            ConstraintClass.objects.filter(constraint__in=self.rows), "constraint_id", "cls_id"
        )
        self.classes: dict[UUID, list[Class]] = {
            key: [known[cls] for cls in members.get(key, ())] for key in self.rows
        }
        self.of: dict[UUID, set[UUID]] = defaultdict(set)
        for key, classes in self.classes.items():
            for cls in classes:
                self.of[cls.pk].add(key)

    def both(self, first: Class, second: Class) -> set[str]:
        """The kinds that hold of both."""
        return {self.rows[key].kind for key in self.of[first.pk] & self.of[second.pk]}

    @cached_property
    def times(self) -> dict[UUID, list[Hours]]:
        """Of the classes whose hours a constraint is about."""
        classes = {
            cls.pk: cls
            for key, row in self.rows.items()
            if row.kind in together.KINDS
            for cls in self.classes[key]
        }
        return self.facts.times(list(classes.values()))

    def must_clash(self, first: Class, second: Class) -> bool:
        """Whether classes at the same hours can keep apart by no days, and by no weeks."""
        kinds = self.both(first, second)
        if "Overlap" in kinds:
            return True
        times, others = self.times[first.pk], self.times[second.pk]
        if not times or not others:
            return False
        free = [
            place
            for place, kind in enumerate(("SameWeeks", "SameDays"))
            if kind not in kinds and _apart(_each(times, place), _each(others, place))
        ]
        return not free


def _rooms(facts: Facts, required: _Required, constraint: Constraint) -> Iterator[Finding]:
    """Classes that must share a room, and have none in common."""
    classes = [cls for cls in required.classes[constraint.pk] if facts.rooms_for.get(cls.pk)]
    rooms = [set(facts.rooms_for[cls.pk]) for cls in classes]
    if rooms and not set.intersection(*rooms):
        names = [cls.name for cls in classes]
        yield _blocks("same_room_without_room", constraint, kind=constraint.kind, classes=names)


def _pair(
    facts: Facts, required: _Required, constraint: Constraint, first: Class, second: Class
) -> Iterator[Finding]:
    """Two classes of a constraint of which another says the opposite, or who cannot clash."""
    kinds = required.both(first, second)
    others = OPPOSITES[constraint.kind] & kinds
    taught = facts.teachers.get(second.pk, ())
    teachers = [i.name for i in facts.teaching(first) if i.pk in taught]
    if constraint.kind in SAME_HOURS and (teachers or ONE_AT_A_TIME & kinds):
        if required.must_clash(first, second):
            others |= ONE_AT_A_TIME & kinds
        else:
            teachers = []
    if others:
        yield _blocks(
            "constraints_contradict",
            constraint,
            kind=constraint.kind,
            other=min(others),
            first=first.name,
            second=second.name,
        )
    elif constraint.kind in SAME_HOURS and teachers:
        yield _blocks(
            "constraint_of_one_instructor",
            constraint,
            kind=constraint.kind,
            first=first.name,
            second=second.name,
            instructor=teachers[0],
        )


def _each(times: list[Hours], place: int) -> set[str]:
    return {str(time[place]) for time in times}


def _apart(these: set[str], those: set[str]) -> bool:
    return any(not common(this, that) for this in these for that in those)


def _order(required: _Required) -> Iterator[Finding]:
    """Classes of which each has to come before the next, in a circle."""
    before: dict[UUID, set[UUID]] = defaultdict(set)
    classes: dict[UUID, Class] = {}
    said: dict[tuple[UUID, UUID], Constraint] = {}
    for constraint in required.rows.values():
        if constraint.kind == "Precedence":
            for first, then in pairwise(required.classes[constraint.pk]):
                before[then.pk].add(first.pk)
                classes |= {first.pk: first, then.pk: then}
                said[first.pk, then.pk] = constraint
    for circle in circles(before):
        names = [classes[key].name for key in circle]
        constraint = said[circle[0], circle[1]]
        yield _blocks("precedence_in_a_circle", constraint, kind=constraint.kind, classes=names)


def _never(required: _Required) -> Iterator[Finding]:
    """Of each constraint the first two classes that cannot keep it, whatever their times."""
    known = together.Together()
    for key, constraint in required.rows.items():
        if constraint.kind not in together.KINDS:
            continue
        number = next(iter(constraint.parameters.values()), 0)
        timed = [
            (cls, known.parts(constraint.kind, required.times[cls.pk]))
            for cls in required.classes[key]
        ]
        for (first, these), (second, those) in combinations(timed, 2):
            if these and those and not known.can_hold(constraint.kind, number, these, those):
                yield _blocks(
                    "constraint_never_holds",
                    constraint,
                    kind=constraint.kind,
                    first=first.name,
                    second=second.name,
                )
                break


def _blocks(code: str, constraint: Constraint, **parameters: Any) -> Finding:
    named = Named(constraint.pk, str(constraint))
    return blocks(code, "constraint", named, **parameters)
