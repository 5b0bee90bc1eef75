"""The institution's context, compiled into an objective, explained, and scored.

known        what the problem document says of the institution, indexed
learning     what ratings and edits of earlier terms say of instructors' hours
temporal, behavioural, academic, social, spatial
             the five dimensions: reasons for penalties of times, rooms and sets of classes
fair         more weight on what falls on those who had more than their share
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from math import ceil

from horarium.changes import with_classes, with_wishes
from horarium.context import academic, behavioural, fair, social, spatial, temporal
from horarium.context.known import Known
from horarium.context.learning import refuse_foreign
from horarium.context.reasons import OWN, Reason, Soft
from horarium.measures import Dimension, dimension_scores, measure
from horarium.problem import Class, Constraint, Problem, RoomOption, TimeOption, Weights
from horarium.profiles import BALANCED, Profile
from horarium.solution import Solution
from horarium.validate import LARGEST


@dataclass(frozen=True)
class MultiDimensionalContextEngine:
    """Turns what is known about an institution into the objective of a search.

    `start` is a timetable whose uneven burdens a profile's weight of fairness works
    against. Raises ProblemError (foreign_history) for the history of another institution.
    """

    problem: Problem
    profile: Profile = BALANCED
    start: Solution | None = None

    def __post_init__(self) -> None:
        refuse_foreign(self.problem)

    def compile(self) -> Problem:
        """The same problem with the context as its cost: same options, same hard rules.

        A cost of it is in the unit of `reasons.OWN`: the institution's own points count so
        many times.
        """
        problem = self.problem
        weights = problem.weights
        stated = tuple(
            constraint
            if constraint.required
            else replace(constraint, penalty=constraint.penalty * OWN * weights.distribution)
            for constraint in problem.constraints
        )
        constraints, unit = _countable((*stated, *(added for added, _ in self.added())))
        return replace(
            with_classes(problem, self._class),
            constraints=constraints,
            instructors=with_wishes(
                problem, weights.instructor * self.profile.lecturer_preference
            ),
            weights=Weights(1, 1, unit, weights.student * OWN, weights.capacity * OWN),
        )

    def explain_time(self, cls: Class, option: TimeOption) -> list[Reason]:
        """Why the time costs what it does: the reasons' costs sum to its penalty."""
        return list(self._of_time(cls, option))

    def explain_room(self, cls: Class, option: RoomOption) -> list[Reason]:
        """Why the room costs what it does: the reasons' costs sum to its penalty."""
        return list(self._of_room(cls, option))

    def added(self) -> list[Soft]:
        """The soft constraints that the context adds, each with its reason."""
        return self._added

    def scores(self, solution: Solution) -> dict[Dimension, float]:
        """Of each dimension that applies, 0 to 100: the timetable's, whatever the profile."""
        return dimension_scores(measure(self.problem, solution))

    @cached_property
    def known(self) -> Known:
        """What the problem says of the institution."""
        return Known(self.problem, self.profile)

    @cached_property
    def _added(self) -> list[Soft]:
        known = self.known
        return list(
            chain(
                temporal.constraints(known),
                academic.constraints(known),
                social.constraints(known),
            )
        )

    @cached_property
    def _fair(self) -> fair.Fair | None:
        if self.start is None or not self.profile.fairness:
            return None
        return fair.Fair.of(self.problem, self.start)

    def _class(self, cls: Class) -> Class:
        return replace(
            cls,
            times=tuple(
                TimeOption(option.time, sum(r.cost for r in self._of_time(cls, option)))
                for option in cls.times
            ),
            rooms=tuple(
                RoomOption(option.room, sum(r.cost for r in self._of_room(cls, option)))
                for option in cls.rooms
            ),
            instructors=tuple(
                replace(option, penalty=option.penalty * OWN * self.problem.weights.instructor)
                for option in cls.instructors
            ),
        )

    def _of_time(self, cls: Class, option: TimeOption) -> Iterator[Reason]:
        yield from temporal.of_time(self.known, cls, option)
        yield from behavioural.of_time(self.known, cls, option)
        if self._fair is not None:
            yield from self._fair.of_time(self.profile, cls, option)

    def _of_room(self, cls: Class, option: RoomOption) -> Iterator[Reason]:
        yield from spatial.of_room(self.known, cls, option)
        yield from behavioural.of_room(self.known, cls, option)
        if self._fair is not None:
            yield from self._fair.of_room(self.profile, cls, option)


def _countable(constraints: Sequence[Constraint]) -> tuple[tuple[Constraint, ...], int]:
    """The constraints with penalties that a problem may have, and the unit these are in.

    The unit is 1 where no penalty is too large. Else each is rounded, by a billionth of the
    largest at most: merely cut off, the largest would cost no more than several that are less.
    """
    dearest = max((constraint.penalty for constraint in constraints), default=0)
    unit = max(1, ceil(dearest / LARGEST))
    rounded = (
        replace(constraint, penalty=(constraint.penalty + unit // 2) // unit)
        for constraint in constraints
    )
    return tuple(rounded), unit


__all__ = ["MultiDimensionalContextEngine", "Reason"]
