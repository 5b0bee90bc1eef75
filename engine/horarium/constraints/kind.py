"""What a constraint kind is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from horarium.problem import Problem
    from horarium.solution import Placement


@dataclass(frozen=True, slots=True)
class Parameter:
    """An integer that a constraint of the kind must give, in `unit`, at least `minimum`."""

    name: str
    unit: str
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class PairKind:
    """Scored pair by pair: its penalty counts once for each pair that does not hold.

    `holds(problem, a, b, parameters)` is asked for each two placed classes, `a`
    before `b` in the constraint's list. Only for an `ordered` kind does it
    matter which of the two comes first.
    """

    name: str
    meaning: str
    holds: "Callable[[Problem, Placement, Placement, Sequence[int]], bool]"
    parameters: tuple[Parameter, ...] = ()
    ordered: bool = False
    component: str = "distribution"
    scope: str = "pair"


@dataclass(frozen=True, slots=True)
class SetKind:
    """Scored over all placed classes of the constraint at once.

    `excess(problem, placements, parameters)` is how far the set is from holding,
    0 when it does. Its cost is penalty * excess, and for a `weekly` kind, whose
    excess is a sum over weeks, penalty * excess // weeks of the calendar.
    """

    name: str
    meaning: str
    excess: "Callable[[Problem, Sequence[Placement], Sequence[int]], int]"
    parameters: tuple[Parameter, ...] = ()
    weekly: bool = False
    component: str = "distribution"
    scope: str = "set"


Kind: TypeAlias = PairKind | SetKind
