"""Complete timetables that come from two others: a block of courses from one of them."""

import numpy as np

from horarium.arrays import Arrays
from horarium.kernels import construct as constructing
from horarium.kernels import seating
from horarium.kernels.layout import Best
from horarium.search.blocks import Block
from horarium.search.local import REPAIRS, LocalSearch
from horarium.search.schedule import Cooling, Price
from horarium.solution import Solution
from horarium.stop import MILLION, Budget


class Breeder(LocalSearch):
    """Makes timetables, each searched on a budget of its own; all work is on one state."""

    def first(self, seed: int, budget: Budget, initial: Solution | None = None) -> Best:
        """A timetable that comes from no other, but perhaps from a start."""
        self.state = self.arrays.empty(seed)
        self.restart(budget)
        self.construct(initial)
        if not self._over(MILLION):
            self.anneal()
        return self._copy()

    def child(
        self, mother: Best, father: Best, block: Block, cooling: Cooling, budget: Budget
    ) -> Best:
        """The mother's timetable with the father's times, rooms and students in a block.

        What clashes with the block is taken out and placed anew; then the child cools down.
        """
        mixed = crossed(self.arrays, mother, father, block)
        seating.restore(self.data, self.state, mixed)
        pool = np.zeros(len(self.arrays.classes) + 1, np.int32)
        constructing.transplant(
            self.data, self.state, block, father.time_option, father.room_option, pool
        )
        self.restart(budget)
        self._make_valid(MILLION, REPAIRS)
        self._report()
        if len(self.data.movable) or len(self.data.switchable):
            self._cool(cooling, Price(cooling.price), MILLION)
        return self._copy()

    def _copy(self) -> Best:
        copy = self.arrays.nothing()
        copy.take(self.best)
        return copy


def crossed(arrays: Arrays, mother: Best, father: Best, block: Block) -> Best:
    """The mother's choices; in the block's courses the father's students, and no places yet."""
    data, mixed = arrays.data, arrays.nothing()
    mixed.take(mother)
    mixed.time_option[block] = mixed.room_option[block] = -1
    courses = np.unique(arrays.class_course[block])
    seats = np.isin(data.request_course, courses)[data.seat_request]
    mixed.seat[seats] = father.seat[seats]
    return mixed


def distance(arrays: Arrays, one: Best, other: Best) -> float:
    """Of the classes with several times, the share that meets at another one."""
    several = np.diff(arrays.data.time_ptr) > 1
    moved = (one.time_option != other.time_option)[several]
    return float(moved.mean()) if len(moved) else 0.0
