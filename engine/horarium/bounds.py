"""What the worst timetable could cost."""

from collections import Counter

from horarium.constraints import KINDS, PairKind
from horarium.problem import Constraint, Problem


def most_cost(problem: Problem) -> int:
    """A weighted cost that no timetable is above, kinds of one's own left out."""
    weights = problem.weights
    minded = {
        instructor.id: sum(o.penalty * o.time.days.bit_count() for o in instructor.preferences)
        for instructor in problem.instructors
    }
    slots = {
        id: max((option.time.week_slots for option in cls.times), default=0)
        for id, cls in problem.classes.items()
    }
    own = sum(
        weights.time * max((option.penalty for option in cls.times), default=0)
        + weights.room * max((option.penalty for option in cls.rooms), default=0)
        + weights.capacity * (cls.limit or 0)
        + weights.instructor
        * max(
            (o.penalty + sum(map(minded.__getitem__, o.instructors)) for o in cls.instructors),
            default=0,
        )
        for cls in problem.classes.values()
    )
    of_constraints = sum(
        constraint.penalty * _excess(constraint, slots)
        for constraint in problem.constraints
        if not constraint.required
    )
    parts = {
        course.id: max(len(config.subparts) for config in course.configs)
        for course in problem.courses
    }
    students = Counter(sum(map(parts.__getitem__, s.courses)) for s in problem.students)
    conflicts = sum(count * seats * (seats - 1) // 2 for seats, count in students.items())
    return own + weights.distribution * of_constraints + weights.student * conflicts


def _excess(constraint: Constraint, slots: dict[str, int]) -> int:
    """Broken pairs of classes, or how far a set can be from holding in a mean week.

    `slots` is how many of a week each class takes at most.
    """
    number = len(constraint.classes)
    if isinstance(KINDS[constraint.kind], PairKind):
        return number * (number - 1) // 2
    if constraint.kind == "MinimumWorkingDays":
        return constraint.parameters[0]
    # Whatever is counted: a class has no more days, spans or rooms than twice its slots.
    return 2 * sum(slots[id] for id in constraint.classes)
