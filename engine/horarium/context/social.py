"""Who studies together: compact days for students who take the same classes."""

from collections import Counter
from collections.abc import Iterator

from horarium.context.known import Known
from horarium.context.reasons import Reason, Soft
from horarium.problem import Constraint, Problem

MOST_GROUPS = 1000
"""Groups of students that are looked after, the largest first."""


def constraints(known: Known) -> Iterator[Soft]:
    """No breaks of more than an hour between the classes that a group has in common.

    Who sits in which class is not known before students are seated. So a group is
    those who have the same classes for certain, of parts that leave no choice; each
    break costs a point for each of them.
    """
    weight = known.profile.student_compactness
    if not weight:
        return
    for number, (classes, students) in enumerate(groups(known.problem), start=1):
        reason = Reason("social", "break", students, weight, {"students": students})
        yield (
            Constraint(
                "MaxBreaks",
                classes,
                (0, known.hour),
                penalty=reason.cost,
                id=f"context:break:{number}",
            ),
            reason,
        )


def groups(problem: Problem) -> list[tuple[tuple[str, ...], int]]:
    """Classes that some students all attend, with how many they are; the most first."""
    certain = {
        course.id: [
            subpart.classes[0].id
            for config in course.configs[:1]
            for subpart in config.subparts
            if len(course.configs) == len(subpart.classes) == 1
        ]
        for course in problem.courses
    }
    attended = Counter(
        tuple(sorted({id_ for course in student.courses for id_ in certain[course]}))
        for student in problem.students
    )
    several = [
        (classes, students)
        for classes, students in attended.items()
        if any(len(problem.classes[id_].times) > 1 for id_ in classes) and len(classes) > 1
    ]
    several.sort(key=lambda group: (-group[1], group[0]))
    return several[:MOST_GROUPS]
