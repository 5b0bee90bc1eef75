"""What is answered: differences between two timetables, and the reasons for them."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from horarium.problem import Time
from horarium.solution import Placement

Key = Hashable
"""What a charge is for: the same in both timetables when it is in both."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is broken or costs something, as a code with parameters.

    `hard` is what it adds to the score's violations, `cost` (weighted) to `component`.
    In an answer both are differences. `classes` are all that it concerns, `kind` is
    that of a distribution constraint. Codes:

    unplaced, time_not_offered, room_not_offered, room_unavailable, room_double_booked,
    constraint_pair, constraint_set as in `score.Violation`, the last two also where the
    constraint is not required; student_conflicts (of so many `students`); time_penalty,
    room_penalty, seats_missing (of a class's own options); instructors_not_offered,
    instructor_unavailable, and of who is chosen instructor_penalty and instructor_minds;
    limit_exceeded and the like, which no change of places mends.
    """

    code: str
    hard: int = 0
    cost: int = 0
    component: str = ""
    classes: tuple[str, ...] = ()
    kind: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weight(self) -> tuple[int, int]:
        """How bad it is."""
        return self.hard, self.cost


Charges = Mapping[Key, Reason]


@dataclass(frozen=True, slots=True)
class Answer:
    """What changes: `hard` violations, the total `cost`, its components where they differ.

    `created` is what is worse afterwards, the worst first; `resolved` what is better,
    with negative differences.
    """

    hard: int
    cost: int
    components: Mapping[str, int]
    created: tuple[Reason, ...]
    resolved: tuple[Reason, ...]

    @property
    def weight(self) -> tuple[int, int]:
        return self.hard, self.cost

    @classmethod
    def between(cls, before: Charges, after: Charges) -> "Answer":
        """The difference of the charges of the same classes in two timetables."""
        created: list[Reason] = []
        resolved: list[Reason] = []
        components: Counter[str] = Counter()
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            hard = (new.hard if new else 0) - (old.hard if old else 0)
            cost = (new.cost if new else 0) - (old.cost if old else 0)
            of = new or old
            if of is None or not (hard or cost):
                continue
            components[of.component] += cost
            changed = replace(of, hard=hard, cost=cost)
            (created if (hard, cost) > (0, 0) else resolved).append(changed)
        return cls(
            hard=sum(reason.hard for reason in (*created, *resolved)),
            cost=components.total(),
            components={name: cost for name, cost in components.items() if cost},
            created=tuple(sorted(created, key=lambda reason: reason.weight, reverse=True)),
            resolved=tuple(sorted(resolved, key=lambda reason: reason.weight)),
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A time that a class could have, in the room that is best for it then.

    `reasons` are the first of what would be broken or cost more.
    """

    placement: Placement
    hard: int
    cost: int
    reasons: tuple[Reason, ...]

    @property
    def time(self) -> Time:
        return self.placement.time


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Changes that belong together, that of the class asked about first."""

    changes: Mapping[str, Placement]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Standing:
    """The score of the timetable as it is now, as `score.evaluate` would have it."""

    total: int
    hard: int
    components: Mapping[str, int]
