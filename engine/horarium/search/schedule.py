"""Temperatures of the annealing: integers, the same on every machine.

Temperatures are in 1/1024 of cost. `Decimal`'s exponential is correctly rounded,
unlike the platform's.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import accumulate
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from horarium.stop import MILLION

SCALE = 1024

LEAST_VALID = 20
"""Percentage of steps that should be free of hard violations."""

FAR_ABOVE = 32
"""A price so many times the temperature is hardly ever paid by chance."""

UNLIKELY = 8
"""The price of a hard violation in a cooling from the very top: so many times its hottest
temperature."""

DEAREST = 1 << 40
"""Above every cost of a problem that is read, and times all violations of a timetable still a
64-bit integer."""


@cache
def minus_logs() -> NDArray[np.int64]:
    """-ln(u) in 1/1024, for u at the middles of 4096 equal parts of (0, 1)."""
    values = [
        int((-(Decimal(2 * i + 1) / 8192).ln() * SCALE).to_integral_value())
        for i in range(4096)
    ]
    return np.array(values, np.int64)


@dataclass(frozen=True)
class Cooling:
    """Temperatures from hot to cold, and the least price of a hard violation."""

    hot: int
    cold: int
    price: int

    @classmethod
    def of(cls, rises: NDArray[np.int64]) -> "Cooling":
        """The widest schedule for a problem, from a sample of rises of cost by single moves.

        It begins where most moves are accepted, and ends where hardly the smallest
        rise is.
        """
        rises = np.sort(rises) if len(rises) else np.ones(1, np.int64)
        smallest, large = int(rises[len(rises) // 100]), int(rises[len(rises) * 3 // 4])
        cold = smallest * SCALE // 8 + 1
        return cls(max(large * SCALE, 2 * cold), cold, max(1, large // 2))

    def from_the_top(self) -> "Cooling":
        """All of this schedule, so dear that hardly a violation is met while it is hot."""
        return replace(self, price=max(self.price, UNLIKELY * self.hot // SCALE))

    @property
    def middle(self) -> int:
        """The temperature halfway through: the geometric mean of hot and cold."""
        return isqrt(self.hot * self.cold)

    def temperature(self, done: int) -> int:
        """The temperature after `done` millionths of a geometric cooling."""
        ratio = (Decimal(self.cold) / Decimal(self.hot)).ln() * done / MILLION
        return round(Decimal(self.hot) * ratio.exp())


STEPS = 32
"""Temperatures that a profile tells apart."""

ABOVE = 60
"""Percent above the last cost of a profile at which the next cooling begins."""

ALL_ABOVE = 1000
"""The same where much is decided while cost is still a multiple of what it will be."""

UNKNOWN = 1 << 60
"""Above every cost."""

EVENLY = 2
"""One part in so many of a cooling is spread evenly over all its temperatures: in a first
cooling much too short for its problem, cost falls wherever there was time."""


@dataclass(frozen=True)
class Paced:
    """Temperatures that fall from edge to edge, each step taking its share of the time."""

    edges: tuple[int, ...]
    shares: tuple[int, ...]

    def temperature(self, done: int) -> int:
        """The temperature after `done` millionths."""
        left = sum(self.shares) * done
        for high, low, share in zip(self.edges[:-1], self.edges[1:], self.shares, strict=True):
            if left < share * MILLION:
                return high - (high - low) * left // (share * MILLION)
            left -= share * MILLION
        return self.edges[-1]


class Profile:
    """What a first cooling met at each temperature, and the better one that follows from it.

    The cost lost at a temperature, over the temperature, is the entropy lost there:
    where that is much, most is decided (annealing at constant thermodynamic speed:
    Nulton and Salamon 1988).
    """

    def __init__(self, cooling: Cooling) -> None:
        self._edges = [cooling.temperature(k * MILLION // STEPS) for k in range(STEPS + 1)]
        self._sums = [0] * STEPS
        self._counts = [0] * STEPS

    def add(self, done: int, cost: int) -> None:
        """The cost when `done` millionths of the first cooling had passed."""
        at = min(STEPS - 1, done * STEPS // MILLION)
        self._sums[at] += cost
        self._counts[at] += 1

    def paced(self, above: int = ABOVE) -> Paced:
        """The cooling whose time is where most was lost; from `above` percent above the end."""
        costs = self._costs()
        start = 0
        while start < STEPS // 2 and costs[start] * 100 > costs[-1] * (100 + above):
            start += 1
        edges = self._edges[start:]
        lost = [
            max(0, before - after) * SCALE // edge
            for before, after, edge in zip(
                costs[start:], costs[start + 1 :], edges[1:], strict=False
            )
        ]
        least = sum(lost) // (len(lost) * (EVENLY - 1)) + 1
        return Paced(tuple(edges), tuple(each + least for each in lost))

    def _costs(self) -> list[int]:
        """Mean cost of each step, never above that of a hotter one; the last one twice."""
        means = [
            total * SCALE // count if count else UNKNOWN
            for total, count in zip(self._sums, self._counts, strict=True)
        ]
        costs = list(accumulate(means, min))
        return [*costs, costs[-1]]


class Price:
    """What a hard violation costs: just enough that the search leaves it again.

    At a high temperature violations come and go, and the price follows what keeps
    enough of the steps valid. One that stays although its price is far above the
    temperature stays because it pays: then the least price rises too, for good.
    """

    def __init__(self, least: int) -> None:
        self.now = self.least = least

    def adapt(self, valid: int, temperature: int) -> None:
        """After some steps at a temperature, so many of them (in percent) valid."""
        if valid >= LEAST_VALID:
            self.now = max(self.least, self.now * 31 // 32)
            return
        self.now = min(DEAREST, self.now + self.now // 16 + 1)
        if self.is_far_above(temperature):
            self.least = self.now

    def is_far_above(self, temperature: int) -> bool:
        """Whether a violation that stays at this temperature does so because it pays."""
        return self.now * SCALE > FAR_ABOVE * temperature
