"""Who studies together: compact days for the students whom two classes share."""

from collections.abc import Iterator
from itertools import product
from math import ceil

from horarium.context.known import Known
from horarium.context.reasons import Reason, Soft
from horarium.problem import Class, Constraint

STUDENTS_A_POINT = 10
"""So many students with a long day weigh a point."""

MOST_PAIRS = 20_000
"""Pairs of classes that are looked after, those with most students first."""


def constraints(known: Known) -> Iterator[Soft]:
    """Two classes of the same students lie within half a day of each other, or on two days.

    How many students two classes share is not known before they are seated: as many as
    take both courses, over the classes that each leaves to choose from.
    """
    weight = known.profile.student_compactness
    if not weight or not known.edges:
        return
    hours = max(last - first + 1 for first, last in known.edges.values())
    slots = ceil(hours / 2) * known.hour
    shared = sorted(_shared(known), key=lambda pair: -pair[0])
    for students, a, b in shared[:MOST_PAIRS]:
        reason = Reason(
            "social",
            "long_day",
            int(students // STUDENTS_A_POINT),
            weight,
            {"class": a, "other": b, "students": int(students), "slots": slots},
        )
        yield (
            Constraint(
                "WorkDay", (a, b), (slots,), penalty=reason.cost, id=f"context:day:{a}:{b}"
            ),
            reason,
        )


def _shared(known: Known) -> Iterator[tuple[float, str, str]]:
    """Expected common students of two classes, where that is worth a point."""
    parts = {
        course.id: [
            (cls, len(subpart.classes))
            for config in course.configs[:1]
            for subpart in config.subparts
            for cls in subpart.classes
        ]
        for course in known.problem.courses
    }
    for (course, other), students in known.together.items():
        if students < STUDENTS_A_POINT:
            continue
        for (a, choices), (b, others) in product(parts[course], parts[other]):
            expected = students / (choices * others)
            if expected >= STUDENTS_A_POINT and _can_part(a, b):
                yield expected, a.id, b.id


def _can_part(a: Class, b: Class) -> bool:
    """Whether there is anything to decide between the two."""
    return len(a.times) > 1 or len(b.times) > 1
