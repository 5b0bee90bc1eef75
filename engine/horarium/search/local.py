"""One thread's search on one problem: construct, seat the students, anneal."""

from dataclasses import dataclass

import numpy as np

from horarium.arrays import Arrays
from horarium.kernels import anneal as annealing
from horarium.kernels import construct as constructing
from horarium.kernels import students as seating
from horarium.kernels.layout import Best, State
from horarium.progress import ProgressTracker
from horarium.search.schedule import SCALE, cooled, minus_logs
from horarium.solution import Solution
from horarium.stop import MILLION, Budget

CHUNK = 20_000
"""Iterations between two looks at the stop rule."""

INSERTIONS = 200
"""Insertions between two looks at it while constructing."""

SAMPLES = 400
"""Placements priced per insertion."""

CONSTRUCT_SHARE = MILLION // 2
"""Of the budget, at most this goes into construction before annealing takes over."""

MIX = {"time": 36, "room": 22, "both": 24, "chain": 8, "student": 10}
"""Shares of the moves; without students theirs falls to the others."""


@dataclass(frozen=True)
class Temperatures:
    """Where cooling begins and ends, in 1/1024 of cost."""

    hot: int
    cold: int


class LocalSearch:
    """A timetable under search, and the best of it so far.

    `share` is this thread's part of the budget's iterations: 1 of `threads`.
    """

    def __init__(
        self,
        arrays: Arrays,
        seed: int,
        budget: Budget,
        tracker: ProgressTracker,
        threads: int = 1,
    ) -> None:
        self.arrays = arrays
        self.data = arrays.data
        self.state: State = arrays.empty(seed)
        self.best: Best = Best.of(
            time_option=self.state.time_option.copy(),
            room_option=self.state.room_option.copy(),
            seat=self.state.seat.copy(),
            value=np.array([1 << 60, 1 << 60], np.int64),
        )
        self.iterations = 0
        self._floor = arrays.floor
        self._budget = budget
        self._tracker = tracker
        self._threads = threads

    def run(self, initial: Solution | None = None) -> None:
        """Search until the budget is used up; `best` then holds the result."""
        self.construct(initial)
        self.anneal()

    def construct(self, initial: Solution | None = None) -> None:
        """Place all classes, keeping of `initial` what breaks nothing; seat all students."""
        if initial is not None:
            self.arrays.load(self.state, initial)
            self._report()
            constructing.clear_violations(self.data, self.state)
        pool, size = self._unplaced()
        weight = np.ones(len(self.arrays.classes), np.int64)
        while size and not self._over(CONSTRUCT_SHARE):
            size = constructing.construct(
                self.data, self.state, pool, size, weight, INSERTIONS, SAMPLES
            )
            self._count(INSERTIONS)
        constructing.force(self.data, self.state, pool, size, weight, SAMPLES)
        requests = np.arange(len(self.data.request_course), dtype=np.int32)
        seating.first_bundles(self.data, self.state, requests)
        self._report()

    def anneal(self) -> None:
        """Cool down over what is left of the budget."""
        if not len(self.data.movable) and not len(self.data.switchable):
            return
        mix = self._mix()
        stats = np.zeros((annealing.MOVES + 1, 2), np.int64)
        temperatures = self._temperatures(mix, stats)
        begun = self._used()
        self._tracker.enter("search")
        firmness = 12
        while not self._over(MILLION):
            used = (self._used() - begun) * MILLION // max(1, MILLION - begun)
            temperature = cooled(temperatures.hot, temperatures.cold, used)
            stats[:] = 0
            hard_weight = max(1, temperature * firmness // SCALE)
            self._chunk(mix, temperature, hard_weight, stats)
            valid = stats[annealing.MOVES, 1] * 100 // max(1, stats[annealing.MOVES].sum())
            firmness = firmness * 33 // 32 + 1 if valid < 60 else max(8, firmness * 63 // 64)

    def _temperatures(self, mix: np.ndarray, stats: np.ndarray) -> Temperatures:
        """From the rises of cost that single moves bring at a first local optimum."""
        descent = 40 * (len(self.data.movable) + len(self.data.switchable))
        for _ in range(descent // CHUNK + 1):
            if self._over(MILLION):
                break
            self._chunk(mix, 0, 1 << 30, stats)
        rises = np.zeros(2000, np.int64)
        found = annealing.probe(self.data, self.state, rises, 200_000)
        rises = np.sort(rises[:found]) if found else np.ones(1, np.int64)
        hot = int(rises[len(rises) // 4]) * SCALE // 4 + 1
        cold = int(rises[len(rises) // 100]) * SCALE // 8 + 1
        return Temperatures(max(hot, 2 * cold), cold)

    def _chunk(
        self, mix: np.ndarray, temperature: int, hard_weight: int, stats: np.ndarray
    ) -> None:
        steps = CHUNK
        if self._budget.iterations is not None:
            own_share = -(-self._budget.iterations // self._threads)
            steps = max(0, min(CHUNK, own_share - self.iterations))
        annealing.anneal(
            self.data,
            self.state,
            self.best,
            mix,
            3,
            temperature,
            hard_weight,
            minus_logs(),
            steps,
            stats,
        )
        self._count(steps)
        self._report()

    def _mix(self) -> np.ndarray:
        """Cumulative shares of the moves out of 1024, those that cannot be made left out."""
        shares = dict(MIX)
        if not len(self.data.switchable):
            shares["student"] = 0
        if not len(self.data.movable):
            shares.update(time=0, room=0, both=0, chain=0)
        total = np.cumsum(list(shares.values()))
        return np.asarray(total * 1024 // total[-1], np.int64)

    def _unplaced(self) -> tuple[np.ndarray, int]:
        """Classes without a place, those with the fewest choices last (and so first out)."""
        data = self.data
        choices = np.diff(data.time_ptr).astype(np.int64) * np.diff(data.room_ptr)
        order = np.argsort(-choices, kind="stable")
        order = order[self.state.time_option[order] < 0]
        pool = np.zeros(len(choices) + 1, np.int32)
        pool[: len(order)] = order
        return pool, len(order)

    def _report(self) -> None:
        """Keep the present timetable if it is the best, and tell of it."""
        annealing.keep_best(self.state, self.best)
        cost, hard = self.best.value.tolist()
        self._tracker.improved(hard, cost)

    def _count(self, iterations: int) -> None:
        self.iterations += iterations
        self._tracker.advance(iterations)

    def _used(self) -> int:
        return self._budget.used(self.iterations * self._threads)

    def _over(self, share: int) -> bool:
        cost, hard = self.best.value.tolist()
        perfect = hard == 0 and cost <= self._floor
        return perfect or self._used() >= share or self._budget.stop()
