"""Why a number is in the objective."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from horarium.problem import Constraint

OWN = 20
"""What a point of the institution's own costs: as much as one that a profile weighs with 20.

The profiles weigh with percent, so the institution's penalties are made twenty times as
large, and a preference counts as it is stated where its weight is 20.
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with parameters; its cost is points times weight."""

    dimension: str
    code: str
    points: int
    weight: int
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        return self.points * self.weight


Soft = tuple[Constraint, Reason]
"""A constraint that the context adds, and why.

Its penalty is the reason's cost, or where the kind counts slots of which the reason speaks
in hours, a slot's part of that.
"""
