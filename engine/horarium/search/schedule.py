"""Temperatures of the annealing: integers, the same on every machine.

Temperatures are in 1/1024 of cost. `Decimal`'s exponential is correctly rounded,
unlike the platform's.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from horarium.stop import MILLION

SCALE = 1024

LEAST_VALID = 20
"""Percentage of steps that should be free of hard violations."""

FAR_ABOVE = 32
"""A price so many times the temperature is hardly ever paid by chance."""


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

    @property
    def middle(self) -> int:
        """The temperature halfway through: the geometric mean of hot and cold."""
        return isqrt(self.hot * self.cold)

    def temperature(self, done: int) -> int:
        """The temperature after `done` millionths of a geometric cooling."""
        ratio = (Decimal(self.cold) / Decimal(self.hot)).ln() * done / MILLION
        return round(Decimal(self.hot) * ratio.exp())


BINS = 32
"""Temperatures that a profile tells apart."""

VERBOSE = 0
START = 60
EVEN = 4
"""One part in so many of a cooling's time is spread evenly over all temperatures."""


class Profile:
    """What a first cooling met at each temperature, and the better one that follows from it.

    The cost that is lost at a temperature, divided by it, is the entropy lost there:
    where that is much, most is decided, and there the next cooling spends its time.
    So entropy falls evenly (Lam and Delosme 1988; Nulton and Salamon 1988).
    """

    def __init__(self, cooling: Cooling) -> None:
        self._edges = [cooling.temperature(k * MILLION // BINS) for k in range(BINS + 1)]
        self._sums = [0] * BINS
        self._counts = [0] * BINS

    def add(self, done: int, cost: int) -> None:
        """The cost after a chunk of the first cooling, `done` millionths into it."""
        at = min(BINS - 1, done * BINS // MILLION)
        self._sums[at] += cost
        self._counts[at] += 1

    def even(self) -> "Even":
        """The cooling in which entropy falls evenly."""
        costs: list[int] = []
        for total, count in zip(self._sums, self._counts, strict=True):
            last = costs[-1] if costs else 1 << 60
            costs.append(min(last, total * SCALE // count) if count else last)
        costs.append(costs[-1])
        start = 0
        while start < BINS - 4 and costs[start] * 100 > costs[-1] * (100 + START):
            start += 1
        lost = [
            (costs[k] - costs[k + 1]) * SCALE // (self._edges[k + 1] * isqrt(self._edges[k + 1] * SCALE)//SCALE + 1)
            for k in range(start, BINS)
        ]
        least = sum(lost) // (len(lost) * (EVEN - 1)) + 1
        if VERBOSE: print('edges', [round(e/1024,1) for e in self._edges], [c//1024 for c in costs], start, lost)
        return Even(tuple(self._edges[start:]), tuple(each + least for each in lost))


@dataclass(frozen=True)
class Even:
    """Temperatures that fall from edge to edge, each step taking its weight of the time."""

    edges: tuple[int, ...]
    weights: tuple[int, ...]

    def temperature(self, done: int) -> int:
        """The temperature after `done` millionths."""
        left = sum(self.weights) * done
        for high, low, weight in zip(self.edges, self.edges[1:], self.weights, strict=False):
            if left < weight * MILLION:
                return high - (high - low) * left // (weight * MILLION)
            left -= weight * MILLION
        return self.edges[-1]


class Price:
    """What a hard violation costs: just enough that the search leaves it again.

    At a high temperature violations come and go, and the price follows what keeps
    enough of the steps valid. One that stays although its price is far above the
    temperature stays because it pays: then the least price rises too, for good.
    """

    def __init__(self, least: int) -> None:
        self.now = self.least = least

    def adapt(self, valid: int, temperature: int) -> None:
        """After a chunk with so many valid steps (in percent), at a temperature."""
        if valid >= LEAST_VALID:
            self.now = max(self.least, self.now * 31 // 32)
            return
        self.now += self.now // 16 + 1
        if self.now * SCALE > FAR_ABOVE * temperature:
            self.least = self.now
