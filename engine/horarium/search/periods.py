"""The search for problems of periods: annealing in their own, much faster kernels."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.components import components
from horarium.arrays.periods import PeriodArrays
from horarium.kernels.periods import anneal as annealing
from horarium.kernels.periods.layout import Timetable
from horarium.progress import ProgressTracker
from horarium.search.local import MEETINGS, WARMTH, LocalSearch
from horarium.search.meeting import Meeting
from horarium.search.schedule import SCALE, minus_logs
from horarium.solution import Solution
from horarium.stop import MILLION, Budget

CHUNK = 50_000
"""Iterations between two looks at the stop rule."""

DESCENT = 4
"""Chunks of the first descent, before temperatures are chosen."""

HOT, COLD, PRICE = 1536, 102, 20
"""The first temperature in 1/1024 of the median rise of cost, the last one in 1/1024 of
the least; and a hard violation's price as a multiple of the first."""

COOLINGS = 6
"""Times that the search cools down, each time from hot: where it comes to rest is much
a matter of chance, more than of the time that one cooling takes."""

MIX = {"time": 40, "room": 15, "both": 45}
"""Shares of the moves."""


@dataclass(frozen=True)
class Slowing:
    """Temperatures (in 1/1024 of cost) that fall ever more slowly, and a violation's price.

    The fewer moves are accepted, the more of them are needed to come to rest. So
    the root of the temperature's reciprocal grows evenly, which spends on a halving
    of the temperature 1.4 times what the one before took.
    """

    hot: int
    cold: int
    price: int

    def temperature(self, done: int) -> int:
        """The temperature after `done` millionths."""
        first, last = (1 / Decimal(end).sqrt() for end in (self.hot, self.cold))
        return round(1 / (first + (last - first) * done / MILLION) ** 2)


class PeriodSearch(LocalSearch):
    """A local search that anneals on the tables of a problem of periods.

    Several threads meet in the last cooling; what came before was each one's own.
    From a start that does not fit them (two classes in one room at a time, because
    nothing better was found), it goes on as the general search does, and then all of them
    alone: of timetables told in two ways none can be taken over.
    """

    def __init__(
        self,
        arrays: Arrays,
        periods: PeriodArrays,
        seed: int,
        budget: Budget,
        tracker: ProgressTracker,
        threads: int = 1,
        meeting: Meeting | None = None,
        warmth: int = WARMTH,
    ) -> None:
        super().__init__(arrays, seed, budget, tracker, threads, meeting, warmth)
        self.periods = periods
        self.places = periods.no_places()
        last = MILLION - MILLION // COOLINGS
        self._meetings = [last + at // COOLINGS for at in MEETINGS]

    def anneal(self) -> None:
        """Cool down, several times, over what is left of the budget."""
        table = self.periods.table(self.state, self._seed)
        if table is None or not len(self.data.movable):
            if self._meeting is not None:
                self._meeting.leave()
                self._meeting = None
            super().anneal()
            return
        annealing.keep_best(table, self.places)
        cooling = self._schedule(table)
        begun = self._used()
        while not self._over(MILLION):
            done = (self._used() - begun) * MILLION // max(1, MILLION - begun)
            self._meet(done, table)
            temperature = cooling.temperature(done * COOLINGS % MILLION)
            self._anneal_chunk(table, temperature, cooling.price)
        self._translate()

    def _schedule(self, table: Timetable) -> Slowing:
        """Temperatures from the rises of cost by single moves, seen from a local optimum."""
        for _ in range(DESCENT):
            self._anneal_chunk(table, 0, 1 << 30)
        rises = np.zeros(2000, np.int64)
        found = annealing.probe(self.periods.grid, table, rises, 200_000)
        if not found:
            return Slowing(2, 1, 1)
        least, middle = np.sort(rises[:found])[[found // 100, found // 2]].tolist()
        hot = max(middle * HOT, 2 * least)
        return Slowing(hot, least * COLD + 1, (hot * PRICE) // SCALE + 1)

    def _anneal_chunk(self, table: Timetable, temperature: int, price: int) -> None:
        steps = self._steps_left(CHUNK)
        stats = np.zeros((annealing.MOVES, 2), np.int64)
        mix = np.cumsum(list(MIX.values())) * 4096 // sum(MIX.values())
        annealing.anneal(
            self.periods.grid,
            table,
            self.places,
            mix,
            temperature,
            price,
            minus_logs(),
            steps,
            stats,
        )
        self._count(steps)
        self.best.value[:] = self.places.value
        cost, hard = self.best.value.tolist()
        self._tracker.improved(hard, cost, self._components, self._translated)

    def _translated(self) -> Solution:
        self._translate()
        return self.solution()

    def _components(self) -> Mapping[str, int]:
        self._translate()
        return components(self.arrays, self.best)

    def _translate(self) -> None:
        """Tell the best timetable by the options of the problem's classes."""
        times, rooms = self.periods.options(self.places)
        self.best.time_option[:] = times
        self.best.room_option[:] = rooms
        self.best.value[:] = self.places.value
