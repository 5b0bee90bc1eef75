"""How much memory a CP-SAT model of a problem takes, told before it is built."""

from itertools import combinations

from horarium.arrays.size import compiling_bytes
from horarium.constraints import KINDS, PairKind
from horarium.problem import Constraint, Problem

LIBRARY = 300 * 1024 * 1024
"""Bytes that OR-Tools takes itself, loaded and at work."""

PER_TERM = 120
"""Bytes for each literal in a rule, over all copies that the solver makes: measured."""


def model_terms(problem: Problem) -> int:
    """Literals in the rules of the model of the whole problem, about."""
    terms = _places(problem) + _students(problem)
    return terms + sum(_constraint(problem, constraint) for constraint in problem.constraints)


def model_bytes(problem: Problem) -> int:
    """Most memory in use while the model of the whole problem is built and solved."""
    return library_bytes(problem) + PER_TERM * model_terms(problem)


def library_bytes(problem: Problem) -> int:
    """Memory for the kernels' arrays and OR-Tools, models apart."""
    return compiling_bytes(problem) + LIBRARY


def _places(problem: Problem) -> int:
    """Literals for time and room together: in their sums, and once a slot in a room's rules."""
    return sum(
        len(cls.times) * len(cls.rooms) * (3 + _moments(cls.times[0].time.days))
        for cls in problem.classes.values()
        if cls.needs_room
    )


def _moments(days: int) -> int:
    return 2 * days.bit_count()


def _constraint(problem: Problem, constraint: Constraint) -> int:
    times = [len(problem.classes[id].times) for id in constraint.classes]
    own = sum(times) * 3 if constraint.taught_by else 0
    return own + _rules(constraint, times)


def _rules(constraint: Constraint, times: list[int]) -> int:
    if isinstance(KINDS[constraint.kind], PairKind):
        if constraint.required:
            return sum(times) * max(times, default=0)
        return sum(a * b for a, b in combinations(times, 2)) // 2
    meetings = sum(times)
    return meetings * max(times, default=0) * (4 if constraint.kind == "MaxBlock" else 1)


def _students(problem: Problem) -> int:
    """Four for each pair of classes that some student may have."""
    sizes = {
        course.id: sum(len(s.classes) for config in course.configs for s in config.subparts)
        for course in problem.courses
    }
    weeks = (sum(sizes[course] for course in set(s.courses)) for s in problem.students)
    return sum(2 * size * size for size in weeks)
