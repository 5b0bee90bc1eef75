"""Constraints of kinds that have no kernel: their cost, asked of the kinds themselves."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import combinations

from horarium.arrays import Arrays
from horarium.constraints import KINDS, PairKind
from horarium.kernels.layout import Best, State
from horarium.problem import Constraint
from horarium.solution import Placement

Value = tuple[int, int]
"""Weighted cost, and hard violations."""


class OwnCosts:
    """What registered kinds cost in one timetable, kept as single classes move.

    A move asks every such constraint that lists the class anew, in Python: thousands
    of moves a second, where the kernels make hundreds of thousands.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._constraints = arrays.own_constraints
        self._members = [
            list(dict.fromkeys(arrays.number[id] for id in constraint.classes))
            for constraint in self._constraints
        ]
        self._of_class: dict[int, list[int]] = defaultdict(list)
        for at, members in enumerate(self._members):
            for c in members:
                self._of_class[c].append(at)
        self._placed: dict[int, Placement] = {}
        self._values: list[Value] = [(0, 0)] * len(self._constraints)
        self.placement = cache(arrays.placement)

    def follow(self, timetable: State | Best) -> None:
        """Take over the placements of a timetable."""
        times, rooms = timetable.time_option.tolist(), timetable.room_option.tolist()
        self._placed = {
            c: self.placement(c, times[c], rooms[c]) for c in self._of_class if times[c] >= 0
        }
        self._values = [self._value(at) for at in range(len(self._constraints))]

    @property
    def total(self) -> Value:
        """Over all constraints."""
        return sum(soft for soft, _ in self._values), sum(hard for _, hard in self._values)

    def by_component(self) -> Sequence[tuple[str, int]]:
        """Component and cost of each constraint."""
        kinds = (KINDS[constraint.kind] for constraint in self._constraints)
        return [
            (kind.component, soft) for kind, (soft, _) in zip(kinds, self._values, strict=True)
        ]

    def of_class(self, c: int) -> Value:
        """Over the constraints that list class c."""
        values = [self._values[at] for at in self._of_class.get(c, ())]
        return sum(soft for soft, _ in values), sum(hard for _, hard in values)

    def move(self, c: int, time_option: int, room_option: int) -> Value:
        """Place class c; returns the change. To move it back undoes it."""
        if c not in self._of_class:
            return 0, 0
        before = self.of_class(c)
        if time_option < 0:
            self._placed.pop(c, None)
        else:
            self._placed[c] = self.placement(c, time_option, room_option)
        for at in self._of_class[c]:
            self._values[at] = self._value(at)
        after = self.of_class(c)
        return after[0] - before[0], after[1] - before[1]

    def _value(self, at: int) -> Value:
        constraint: Constraint = self._constraints[at]
        problem, kind = self._arrays.problem, KINDS[constraint.kind]
        placed = [self._placed[c] for c in self._members[at] if c in self._placed]
        if constraint.taught_by:
            placed = [each for each in placed if constraint.taught_by in each.instructors]
        if isinstance(kind, PairKind):
            excess = sum(
                not kind.holds(problem, a, b, constraint.parameters)
                for a, b in combinations(placed, 2)
            )
            weeks = 1
        else:
            excess = kind.excess(problem, placed, constraint.parameters)
            weeks = problem.calendar.weeks if kind.weekly else 1
        if constraint.required:
            return 0, excess
        return constraint.penalty * excess // weeks * problem.weights.distribution, 0
