"""A search over one block of a problem's classes after another."""

import numpy as np
from numpy.typing import NDArray

from horarium.arrays import Arrays
from horarium.kernels import anneal as annealing
from horarium.kernels import seating, students
from horarium.kernels.layout import Best
from horarium.progress import ProgressTracker
from horarium.search.local import CHUNK, MIX, LocalSearch
from horarium.solution import Solution
from horarium.stop import MILLION, Budget

Block = NDArray[np.int32]
"""Numbers of classes: all of some courses."""

STEPS = 20
"""Steps per choice of a small block's chunk: temperatures fall as finely as a large one's."""

FEWEST_STEPS = 1000

HELD = 64
"""How many classes of the block are rather ejected than one of another block."""


class BlockSearch(LocalSearch):
    """Places and anneals the classes of one block, priced beside all that is there already.

    Classes of other blocks stay where they are: only where a class of this one finds no
    place otherwise they are driven out, and placed anew beside it. What no block has brought
    yet is not there: it costs nothing, and no violation either. `whole` is the best timetable
    of all classes.
    """

    mix = MIX | {"chain": 0}  # a chain may move classes of other blocks

    def __init__(
        self,
        arrays: Arrays,
        seed: int,
        budget: Budget,
        tracker: ProgressTracker,
        threads: int = 1,
    ) -> None:
        super().__init__(arrays, seed, budget, tracker, threads)
        self._here = np.zeros(len(arrays.classes), bool)
        self._block = np.zeros(len(arrays.classes), bool)
        self._seated = np.zeros(0, np.int32)
        self.whole = arrays.nothing()
        self.state.total[1] -= len(arrays.classes)
        self.state.total[2] = 0

    def begin(self, best: Best) -> None:
        """Go on from these choices; the classes placed in them are there."""
        self._bring(best.time_option >= 0)
        seating.restore(self.data, self.state, best)

    def load(self, initial: Solution) -> None:
        """Begin with a timetable of the whole problem."""
        self._bring(np.ones(len(self._here), bool))
        self.arrays.load(self.state, initial)
        self._report()
        self._block[:] = True
        self._seated = np.arange(len(self.data.request_course), dtype=np.int32)
        self._make_valid(MILLION)
        self._given = int(self.state.total[0])

    def solve(self, block: Block, budget: Budget) -> None:
        """Search the block until the budget is used up; ends with the best of it."""
        arrays = self.arrays
        self._block[:] = False
        self._block[block] = True
        self._bring(self._block)
        courses = np.unique(arrays.class_course[block])
        requested = np.isin(arrays.data.request_course, courses)
        self._seated = np.nonzero(requested)[0].astype(np.int32)
        switchable = arrays.data.switchable
        self.data = arrays.data.but(
            movable=arrays.data.movable[self._block[arrays.data.movable]],
            switchable=switchable[requested[switchable]],
        )
        # The block before may have stopped counting.
        students.count_overlaps(self.data, self.state)
        self._floor = int(arrays.cheapest[self._here].sum())
        self.restart(budget)
        self.construct()
        if not self._over(MILLION):
            self.anneal()
        seating.restore(self.data, self.state, self.best)

    def _bring(self, classes: NDArray[np.bool_]) -> None:
        """From now on these classes, and the requests for their courses, count."""
        new = classes & ~self._here
        self._here |= new
        data = self.data
        requests = np.nonzero(np.isin(data.request_course, self.arrays.class_course[new]))[0]
        self.state.total[1] += int(new.sum())
        self.state.total[2] += int(self.arrays.missing[requests].sum())

    def _present(self) -> np.ndarray:
        return self._here

    def _requests(self) -> np.ndarray:
        return self._seated

    def _weights(self) -> np.ndarray:
        return np.where(self._block, 1, HELD).astype(np.int64)

    def _most_steps(self) -> int:
        choices = len(self.data.movable) + len(self.data.switchable)
        return max(FEWEST_STEPS, min(CHUNK, STEPS * choices))

    def _report(self) -> None:
        """Keep the best; when all classes are there, it is told, and outlasts the block."""
        if not self._here.all():
            annealing.keep_best(self.state, self.best)
            return
        super()._report()
        if tuple(self.best.value[::-1]) < tuple(self.whole.value[::-1]):
            self.whole.take(self.best)
