"""Students: which classes each attends, and the conflicts that follow."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from ortools.sat.python.cp_model import IntVar, LinearExpr

from horarium.problem import Course
from horarium.solution import Solution
from horarium.solvers.cp_sat.model import Model, Values


class Sectioning:
    """A literal for each class that a student may attend."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._cp = model.places.cp
        self._one = model.places.one
        self.seats: dict[str, dict[str, IntVar]] = {}
        self._filled: dict[str, list[IntVar]] = defaultdict(list)
        problem = model.arrays.problem
        for student in problem.students:
            self.seats[student.id] = {}
            for course in dict.fromkeys(student.courses):
                self._attend(problem.course[course], self.seats[student.id])
        for id, literals in self._filled.items():
            limit = problem.classes[id].limit
            if limit is not None and len(literals) > limit:
                self._cp.add(LinearExpr.sum(literals) <= limit)

    def _attend(self, course: Course, seats: dict[str, IntVar]) -> None:
        """One config, one class of each of its subparts, and the parents of these."""
        configs = [self._cp.new_bool_var("") for _ in course.configs]
        if len(configs) == 1:
            configs = [self._one]
        self._cp.add_exactly_one(configs)
        for chosen, config in zip(configs, course.configs, strict=True):
            classes = [cls for subpart in config.subparts for cls in subpart.classes]
            for subpart in config.subparts:
                if len(subpart.classes) == 1:
                    seats[subpart.classes[0].id] = chosen
                    continue
                own = [self._cp.new_bool_var("") for _ in subpart.classes]
                seats |= {cls.id: seat for cls, seat in zip(subpart.classes, own, strict=True)}
                self._cp.add(LinearExpr.sum(own) == chosen)
            for cls in classes:
                self._filled[cls.id].append(seats[cls.id])
                if cls.parent is not None:
                    self._cp.add_implication(seats[cls.id], seats[cls.parent])

    def charge(self) -> None:
        """Add what the conflicts of students cost."""
        problem, number = self._model.arrays.problem, self._model.arrays.number
        weight = problem.weights.student
        if not weight:
            return
        home = _homes(problem.courses)
        certain: Counter[tuple[str, str]] = Counter()
        for seats in self.seats.values():
            for (a, seat), (b, other) in combinations(seats.items(), 2):
                if seat is other is self._one:
                    certain[a, b] += 1
                elif not _exclude(home[a], home[b]):
                    for conflict in self._model.conflict(number[a], number[b]):
                        both = self._cp.new_bool_var("")
                        self._cp.add(LinearExpr.sum([seat, other, conflict]) - both <= 2)
                        self._model.places.costs.append((weight, both))
        for (a, b), students in certain.items():
            for conflict in self._model.conflict(number[a], number[b]):
                self._model.places.costs.append((weight * students, conflict))

    def hint(self, solution: Solution) -> None:
        """Look near this timetable first."""
        hinted = {self._one.index}
        for student, seats in self.seats.items():
            own = set(solution.students.get(student, ()))
            for id, seat in seats.items():
                if seat.index not in hinted:
                    hinted.add(seat.index)
                    self._cp.add_hint(seat, id in own)

    def attended(self, values: Values) -> dict[str, tuple[str, ...]]:
        """The classes of each student in what the solver found."""
        return {
            student: tuple(id for id, seat in seats.items() if values.boolean_value(seat))
            for student, seats in self.seats.items()
        }


Home = tuple[str, str, str]
"""Course, config and subpart of a class."""


def _homes(courses: Iterable[Course]) -> dict[str, Home]:
    return {
        cls.id: (course.id, config.id, subpart.id)
        for course in courses
        for config in course.configs
        for subpart in config.subparts
        for cls in subpart.classes
    }


def _exclude(one: Home, other: Home) -> bool:
    """No student attends two classes of one subpart, or of two configs of a course."""
    return one[0] == other[0] and (one[1] != other[1] or one[2] == other[2])
