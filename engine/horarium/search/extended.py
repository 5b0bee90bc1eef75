"""The search with what was registered beside the package: kinds and moves in Python."""

import random
from collections.abc import Mapping

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.components import components
from horarium.arrays.own import OwnCosts
from horarium.kernels import moves as moving
from horarium.kernels import placing, students
from horarium.moves import MOVES, Move
from horarium.progress import ProgressTracker
from horarium.search.local import WARMTH, LocalSearch
from horarium.search.schedule import minus_logs
from horarium.solution import Placement
from horarium.stop import Budget

STEPS = 1000
"""Steps in Python between two looks at the stop rule, where kinds are registered."""

PROPOSALS = 100
"""Proposals of registered moves after each chunk of the kernels' own."""

OWN_SHARE = 0.2
"""Of the steps in Python, for registered moves."""

STUDENT_SHARE = 0.1


class ExtendedSearch(LocalSearch):
    """A local search that keeps constraints of registered kinds, and tries registered moves.

    Where there are such constraints, every step is taken in Python: the kernels price a
    candidate, the kinds are asked for the rest, both decide. Otherwise the kernels
    anneal as ever, and registered moves have their turn between chunks.
    """

    def __init__(
        self,
        arrays: Arrays,
        seed: int,
        budget: Budget,
        tracker: ProgressTracker,
        threads: int = 1,
        warmth: int = WARMTH,
    ) -> None:
        super().__init__(arrays, seed, budget, tracker, threads, warmth=warmth)
        self._own = OwnCosts(arrays)
        self._random = random.Random(seed)
        self._moves: list[Move] = list(MOVES.values())
        self._class_ids = [cls.id for cls in arrays.classes]

    def _chunk(self, temperature: int, price: int) -> int:
        if not self.arrays.own_constraints:
            valid = super()._chunk(temperature, price)
            for _ in range(PROPOSALS):
                self._try_own(self._threshold(temperature), price)
            self._report()
            return valid
        self._own.follow(self.state)
        steps, valid = self._steps_left(STEPS), 0
        for _ in range(steps):
            self._step(self._threshold(temperature), price)
            valid += self._energy(1 << 40) < 1 << 40
            self._keep_best()
        self._count(steps)
        self._report()
        return valid * 100 // max(1, steps)

    def _step(self, threshold: int, price: int) -> None:
        draw = self._random.random()
        if self._moves and draw < OWN_SHARE:
            self._try_own(threshold, price)
        elif len(self.data.switchable) and draw < OWN_SHARE + STUDENT_SHARE:
            students.try_student(self.data, self.state, threshold)
        elif len(self.data.movable):
            self._try_class(threshold, price)

    def _threshold(self, temperature: int) -> int:
        """How much energy may rise: temperature * -ln(u), as in the kernels."""
        return temperature * int(minus_logs()[self._random.getrandbits(12)]) >> 20

    def _try_class(self, threshold: int, price: int) -> None:
        """Another time, room or both for a random class."""
        data, state, draw = self.data, self.state, self._random.randrange
        c = int(data.movable[draw(len(data.movable))])
        time_option, room_option = int(state.time_option[c]), int(state.room_option[c])
        old = time_option, room_option
        what = draw(3)
        if what != 1:
            time_option = draw(int(data.time_ptr[c]), int(data.time_ptr[c + 1]))
        if what != 0:
            room_option = draw(int(data.room_ptr[c]), int(data.room_ptr[c + 1]))
        if (time_option, room_option) == old or old[0] < 0:
            return
        soft, hard = self._own.of_class(c)
        most = threshold + soft + price * hard
        delta = int(moving.move_delta(data, state, c, time_option, room_option, price, most))
        if delta > most:
            return
        soft, hard = self._own.move(c, time_option, room_option)
        if delta + soft + price * hard <= threshold:
            placing.place(data, state, c, time_option, room_option)
        else:
            self._own.move(c, *old)

    def _try_own(self, threshold: int, price: int) -> None:
        """What a registered move proposes, all of it or nothing."""
        move = self._random.choice(self._moves)
        proposed = move.propose(self.arrays.problem, self._placements(), self._random)
        before, undo = self._energy(price), []
        for id, placement in proposed.items():
            c = self.arrays.number.get(id, -1)
            options = None if c < 0 else self.arrays.options(c, placement)
            if options is not None:
                time_option, room_option = options
                undo.append((c, int(self.state.time_option[c]), int(self.state.room_option[c])))
                self._place(c, time_option, room_option)
        if self._energy(price) - before > threshold:
            for c, time_option, room_option in reversed(undo):
                self._place(c, time_option, room_option)

    def _place(self, c: int, time_option: int, room_option: int) -> None:
        placing.place(self.data, self.state, c, time_option, room_option)
        self._own.move(c, time_option, room_option)

    def _placements(self) -> Mapping[str, Placement]:
        times, rooms = self.state.time_option.tolist(), self.state.room_option.tolist()
        return {
            id: self._own.placement(c, times[c], rooms[c])
            for c, id in enumerate(self._class_ids)
            if times[c] >= 0
        }

    def _energy(self, price: int) -> int:
        soft, hard = self._own.total
        total = self.state.total.tolist()
        return int(total[0] + soft + price * (total[1] + total[2] + hard))

    def _keep_best(self) -> None:
        """Copy the timetable when it is the best by both kernels and registered kinds."""
        soft, hard = self._own.total
        total = self.state.total.tolist()
        hard, soft = hard + total[1] + total[2], soft + total[0]
        best = self.best
        if (hard, soft) < (int(best.value[1]), int(best.value[0])):
            best.value[:] = np.array([soft, hard])
            best.time_option[:] = self.state.time_option
            best.room_option[:] = self.state.room_option
            best.seat[:] = self.state.seat

    def _report(self) -> None:
        self._own.follow(self.state)
        self._keep_best()
        cost, hard = self.best.value.tolist()
        self._tracker.improved(
            hard, cost, lambda: components(self.arrays, self.best), self.solution
        )
