"""What is worth pricing: the kernels' view of a timetable, and its best moves."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from horarium.arrays import Arrays
from horarium.kernels import placing, table
from horarium.solution import Placement, Solution

HARD = 1 << 40
"""The price of a hard violation beside any soft cost."""

ROOMS = 2
"""Rooms that are worth a look at one time."""


class Candidates:
    """The timetable as the kernels hold it, in which classes move for trial.

    A class that is placed where it is not offered to be, and kinds of constraints of
    one's own, are unknown to the kernels: then what they call best may not be.
    """

    def __init__(self, arrays: Arrays, solution: Solution) -> None:
        self.arrays = arrays
        self._data = arrays.data
        self._state = arrays.empty(0)
        arrays.load(self._state, solution)
        self._elsewhere = {
            id for id in solution.placements if self._state.time_option[arrays.number[id]] < 0
        }

    @property
    def complete(self) -> bool:
        """Whether the kernels see all that the timetable holds."""
        return not self._elsewhere and not self.arrays.own_constraints

    def put(self, id: str, placement: Placement | None) -> None:
        """Place a class, or take it out."""
        c = self.arrays.number[id]
        option = None if placement is None else self.arrays.options(c, placement)
        self._elsewhere.discard(id)
        if placement is not None and option is None:
            self._elsewhere.add(id)
        self._place(c, option or (-1, -1))

    @contextmanager
    def moved(self, id: str, placement: Placement) -> Iterator[None]:
        """With the class at one of its options, and all others back afterwards."""
        times, rooms = self._state.time_option.copy(), self._state.room_option.copy()
        self.put(id, placement)
        try:
            yield
        finally:
            for c in np.nonzero(
                (times != self._state.time_option) | (rooms != self._state.room_option)
            )[0]:
                self._place(int(c), (int(times[c]), int(rooms[c])))

    def best(self, id: str, most: int) -> list[Placement]:
        """The least costly placements, in at most `ROOMS` rooms at one time."""
        c = self.arrays.number[id]
        costs = self._table(c)
        order = np.argsort(costs, axis=1, kind="stable")[:, :ROOMS]
        flat = (np.arange(len(costs))[:, None] * costs.shape[1] + order).ravel()
        flat = flat[np.argsort(costs.ravel()[flat], kind="stable")[:most]]
        return [self._placement(c, *divmod(int(at), costs.shape[1])) for at in flat]

    def best_rooms(self, id: str, most: int, at: Placement | None) -> list[list[Placement]]:
        """For each time the least costly rooms; of equals, the room it is in comes first.

        Who teaches the class now goes on to do so.
        """
        c = self.arrays.number[id]
        costs = self._table(c)
        if not costs.size:
            return []
        places = [self._placement(c, 0, room) for room in range(costs.shape[1])]
        if at is not None and any(place.instructors == at.instructors for place in places):
            others = [place.instructors != at.instructors for place in places]
            costs[:, others] += 1 << 60
        here = None if at is None else replace(at, time=places[0].time)
        if here in places:
            costs = costs * 2
            costs[:, places.index(here)] -= 1
        order = np.argsort(costs, axis=1, kind="stable")[:, :most]
        return [
            [self._placement(c, time, int(room)) for room in best]
            for time, best in enumerate(order)
        ]

    def blocked(self, id: str, most: int) -> list[Placement]:
        """Placements that would break something, those that would cost least without it.

        One at each time.
        """
        c = self.arrays.number[id]
        costs = self._table(c)
        if not costs.size:
            return []
        more = (costs + HARD // 2) // HARD
        hard = more + self._state.hard_of[c]
        soft = np.where(hard > 0, costs - more * HARD, 1 << 60)
        rooms = np.argmin(soft, axis=1)
        best = soft[np.arange(len(soft)), rooms]
        times = np.argsort(best, kind="stable")[:most]
        return [self._placement(c, int(t), int(rooms[t])) for t in times if best[t] < 1 << 60]

    def make_way(self, ids: Sequence[str]) -> dict[str, Placement] | None:
        """Move each to its best other place, one after another; None where one has none."""
        moves = {}
        for id in ids:
            c = self.arrays.number[id]
            costs = self._table(c)
            now = self._state.time_option[c], self._state.room_option[c]
            if now[0] >= 0:
                costs[now[0] - self._data.time_ptr[c], now[1] - self._data.room_ptr[c]] = (
                    1 << 62
                )
            at = int(np.argmin(costs)) if costs.size else 0
            if not costs.size or costs.ravel()[at] >= 1 << 60:
                return None
            placement = self._placement(c, *divmod(at, costs.shape[1]))
            self.put(id, placement)
            moves[id] = placement
        return moves

    def _table(self, c: int) -> np.ndarray:
        """Change of cost, with `HARD` for each violation, by time and room."""
        times = int(self._data.time_ptr[c + 1] - self._data.time_ptr[c])
        rooms = int(self._data.room_ptr[c + 1] - self._data.room_ptr[c])
        deltas = np.zeros((times, rooms), np.int64)
        table.move_table(self._data, self._state, c, HARD, deltas)
        return deltas

    def _place(self, c: int, option: tuple[int, int]) -> None:
        placing.place(self._data, self._state, c, *option)

    def _placement(self, c: int, time: int, room: int) -> Placement:
        first_time, first_room = int(self._data.time_ptr[c]), int(self._data.room_ptr[c])
        return self.arrays.placement(c, first_time + time, first_room + room)
