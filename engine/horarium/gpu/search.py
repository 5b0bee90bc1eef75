"""The loop on the host: a population cools down, and its timetables exchange temperatures."""

import time
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from horarium.arrays import Arrays
from horarium.gpu import kernels
from horarium.gpu.card import Card
from horarium.gpu.population import Population, Shape
from horarium.kernels import anneal as annealing
from horarium.kernels import seating
from horarium.kernels.rng import below
from horarium.progress import ProgressTracker
from horarium.search.local import DESCENT_SHARE, MEETINGS, TRIES, LocalSearch
from horarium.search.schedule import DEAREST, SCALE, UNKNOWN, Cooling, Price, minus_logs
from horarium.stop import MILLION, Budget

LAUNCH = 0.15
"""Seconds that a launch should take: between two, the host looks at the stop rule."""

ROUNDS = 20
"""Rounds of the first launch, and of each where only iterations count."""

SPREAD = 100_000
"""By how many millionths of the cooling the first timetable is ahead of the last one."""

CHAINS = 4
"""Of 1024 moves, so many are chains: one thread makes them while its block waits."""


class GpuSearch(LocalSearch):
    """Constructs and surveys on the CPU, cools down on the card, and descends on the CPU.

    Each timetable is a little ahead of the next one in the cooling, and neighbours exchange
    their temperatures by Metropolis' rule (parallel tempering, its ladder falling). At some
    points the worse half goes on from the better. Raises GpuError; `best` is then as good as
    was found before.
    """

    def __init__(
        self,
        arrays: Arrays,
        seed: int,
        budget: Budget,
        tracker: ProgressTracker,
        card: Card,
    ) -> None:
        super().__init__(arrays, seed, budget, tracker)
        self._card = card
        self._draws = np.array([seed & ((1 << 64) - 1)], np.uint64)

    @property
    def has_found(self) -> bool:
        """Whether there is a timetable yet."""
        return int(self.best.value[1]) < UNKNOWN

    def anneal(self) -> None:
        if not len(self.data.movable) and not len(self.data.switchable):
            return
        self._shares = self._mix()
        cooling = self._surveyed(self._widest())
        self._tracker.enter("search")
        self._run(cooling)
        seating.restore(self.data, self.state, self.best)
        while not self._over(MILLION):
            self._chunk(0, DEAREST)

    def _run(self, cooling: Cooling) -> None:
        """Cool down until only the last descent's share of the budget is left."""
        start = self.data, self.state, self.best, self._seed
        population = Population(self._card, *start, Shape())
        ladder = np.arange(population.size)
        """The timetable at each step of the ladder, the hottest first."""
        price, rounds, meetings = Price(cooling.price), ROUNDS, list(MEETINGS)
        begun, end = self._used(), MILLION - MILLION // DESCENT_SHARE
        turn = 0
        while not self._over(end):
            done = (self._used() - begun) * MILLION // max(1, end - begun)
            steps = self._temperatures(cooling, done, population.size)
            temperatures = np.zeros(population.size, np.int64)
            temperatures[ladder] = steps
            began = time.monotonic()
            given = self._device_mix(), TRIES, temperatures, price.now, rounds
            report = population.anneal(*given)
            self._keep(population, report)
            valid = int(report[:, kernels.VALID].sum()) * 100 // (rounds * population.size)
            price.adapt(valid, cooling.temperature(min(done, MILLION)))
            self._count(rounds * population.size * population.threads)
            energies = report[:, kernels.SOFT] + price.now * report[:, kernels.HARD]
            self._exchange(ladder, steps, energies, turn % 2)
            turn += 1
            if meetings and done >= meetings[0]:
                meetings.pop(0)
                self._meet_all(population, energies)
            if self._budget.iterations is None:
                took = max(1e-3, time.monotonic() - began)
                rounds = max(1, min(2 * rounds, int(rounds * LAUNCH / took)))

    def _temperatures(self, cooling: Cooling, done: int, size: int) -> NDArray[np.int64]:
        """Of each step of the ladder, around where the cooling is."""
        ahead = [SPREAD * at // max(1, size - 1) - SPREAD // 2 for at in range(size)]
        at = [cooling.temperature(max(0, min(MILLION, done + more))) for more in ahead]
        return np.array(at, np.int64)

    def _device_mix(self) -> NDArray[np.int64]:
        """The shares of moves as on the CPU, but for chains."""
        shares = np.diff(self._mix(), prepend=0)
        over = max(0, int(shares[annealing.CHAIN]) - CHAINS)
        shares[annealing.CHAIN] -= over
        shares[annealing.BOTH] += over
        return np.cumsum(shares)

    def _exchange(
        self,
        ladder: NDArray[np.int64],
        steps: NDArray[np.int64],
        energies: NDArray[np.int64],
        first: int,
    ) -> None:
        """Neighbours on the ladder, every other pair, change places by Metropolis' rule."""
        for hot, cold in list(pairwise(range(len(ladder))))[first::2]:
            gain = int(energies[ladder[cold]] - energies[ladder[hot]])
            wide = int(steps[hot] - steps[cold])
            luck = int(minus_logs()[int(below(self._draws, 4096))])
            # gain * (1 / cold - 1 / hot) >= ln(u), in whole numbers.
            if gain * wide * SCALE * SCALE >= -luck * int(steps[hot]) * int(steps[cold]):
                ladder[hot], ladder[cold] = ladder[cold], ladder[hot]

    def _meet_all(self, population: Population, energies: NDArray[np.int64]) -> None:
        """The worse half goes on from the better."""
        order = np.argsort(energies, kind="stable")
        half = population.size // 2
        for better, worse in zip(order[:half], order[::-1][:half], strict=True):
            population.take(int(better), int(worse))

    def _keep(self, population: Population, report: NDArray[np.int64]) -> None:
        """Keep the best of all where it is better than before."""
        bests = report[:, [kernels.BEST_HARD, kernels.BEST_SOFT]]
        number = int(np.lexsort((bests[:, 1], bests[:, 0]))[0])
        hard, cost = bests[number].tolist()
        if (hard, cost) < (int(self.best.value[1]), int(self.best.value[0])):
            population.best(number, self.best)
            annealing.touch_all(self.state)
        self._report()
