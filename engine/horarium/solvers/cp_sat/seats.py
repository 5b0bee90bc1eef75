"""Whether every student can have a class of each part of each course taken.

When classes meet does not matter here, so each course is a problem of its own: how many
of its students go to each combination of classes that may be attended together.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from math import inf

from horarium.arrays import Arrays
from horarium.arrays.students import parents_first
from horarium.contradictions import seats_are_exact, seats_of
from horarium.problem import Course
from horarium.solvers.cp_sat.minimal import smallest
from horarium.solvers.cp_sat.requirements import Member

MOST = 20_000
"""Courses with more combinations of classes are counted by their narrowest parts."""

Bundle = tuple[str, ...]


class Seats:
    """The seats of a problem's courses, looked at until `over`.

    `doubts` says that of some course it was not found out whether they are enough.
    """

    def __init__(self, arrays: Arrays, over: Callable[[], bool]) -> None:
        self._arrays = arrays
        self._over = over
        self.doubts = False

    def short(self) -> list[Member]:
        """The students of a course and the limits that leave some of them without a seat."""
        problem = self._arrays.problem
        wanted = Counter(id for student in problem.students for id in set(student.courses))
        for at, course in enumerate(problem.courses):
            limits = self._too_narrow(course, wanted[course.id])
            if limits is not None:
                return [Member("course", at), *(Member("limit", c) for c in limits)]
        return []

    def _too_narrow(self, course: Course, students: int) -> list[int] | None:
        """The fewest classes whose limits leave a student of the course without a seat."""
        arrays, bundles = self._arrays, _bundles(course)
        if not students or (bundles is not None and _fill(arrays, bundles, students)):
            return None
        classes = [
            cls for config in course.configs for part in config.subparts for cls in part.classes
        ]
        limited = [arrays.number[cls.id] for cls in classes if cls.limit is not None]

        def short(limits: Sequence[int]) -> bool:
            if bundles is not None:
                return self._too_few(bundles, students, limits)
            kept = {arrays.classes[c].id for c in limits}
            return seats_of(course, {cls.id for cls in classes} - kept) < students

        if short(limited):
            self.doubts = False
            return smallest([], limited, short)
        self.doubts |= bundles is None and not seats_are_exact(course)
        return None

    def _too_few(self, bundles: list[Bundle], students: int, limits: Sequence[int]) -> bool:
        """Whether it is proved that these limits keep students from all bundles."""
        from ortools.sat.python import cp_model

        from horarium.solvers.cp_sat.running import solver_for, watch

        if self._over():
            self.doubts = True
            return False
        arrays, cp = self._arrays, cp_model.CpModel()
        counts = [cp.new_int_var(0, students, "") for _ in bundles]
        cp.add(cp_model.LinearExpr.sum(counts) >= students)
        using: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for bundle, count in zip(bundles, counts, strict=True):
            for id in bundle:
                using[arrays.number[id]].append(count)
        for c in limits:
            most = arrays.classes[c].limit or 0
            cp.add(cp_model.LinearExpr.sum(using[c]) <= most)
        status = watch(solver_for(1, 0), cp, self._over)
        self.doubts |= status == cp_model.UNKNOWN
        return status == cp_model.INFEASIBLE


def _bundles(course: Course) -> list[Bundle] | None:
    """Every choice of one config, and a class of each of its parts, with their parents.

    None where there are more than `MOST`, of whole ones or of parts.
    """
    bundles: list[Bundle] = []
    for config in course.configs:
        begun: list[Bundle] = [()]
        for subpart in parents_first(config):
            longer = (
                (*chosen, cls.id)
                for chosen in begun
                for cls in subpart.classes
                if cls.parent is None or cls.parent in chosen
            )
            begun = list(islice(longer, MOST + 1))
            if len(begun) > MOST:
                return None
        bundles += begun
    return bundles if len(bundles) <= MOST else None


def _fill(arrays: Arrays, bundles: list[Bundle], students: int) -> bool:
    """Whether the students find seats when each takes the emptiest classes."""
    limits = {id: arrays.problem.classes[id].limit for bundle in bundles for id in bundle}
    free: dict[str, float] = {id: inf if most is None else most for id, most in limits.items()}
    for bundle in sorted(bundles, key=lambda bundle: -min(free[id] for id in bundle)):
        taken = min([students, *(free[id] for id in bundle)])
        for id in bundle:
            free[id] -= taken
        students -= int(taken)
    return students <= 0
