"""Which time and room each class gets, as literals of a CP-SAT model."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from horarium.arrays import Arrays

Allowed = Callable[[int, np.ndarray, np.ndarray], np.ndarray]
"""(class, its times, its rooms) -> [time, room] where it may be, as booleans."""


class Options(NamedTuple):
    """Alternatives of one class, exactly one of which is chosen: numbers and literals."""

    number: np.ndarray
    literal: list[IntVar]


class Pairs(NamedTuple):
    """The pairs of time and room that a class may have, exactly one of which is chosen."""

    time: np.ndarray
    room: np.ndarray
    literal: list[IntVar]


class Places:
    """The model's choices, made when they are first asked for.

    Many rules ask for times alone: then no variable stands for a room. `costs` collects
    what is minimised, as (coefficient, variable).
    """

    def __init__(self, arrays: Arrays, allowed: Allowed) -> None:
        self.cp = CpModel()
        self.one = self.cp.new_constant(1)
        self.arrays = arrays
        self.data = arrays.data
        self.costs: list[tuple[int, IntVar]] = []
        self._allowed = allowed
        self._options: dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
        self._times: dict[int, Options] = {}
        self._rooms: dict[int, Options] = {}
        self._pairs: dict[int, Pairs] = {}

    def options(self, c: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Positions in the arrays of the times and rooms of class c, and which go together.

        Of equal options only the first counts; what fits with nothing is left out.
        """
        if c not in self._options:
            data = self.data
            times = _firsts(data.opt_time, data.time_ptr[c], data.time_ptr[c + 1])
            rooms = _firsts(data.opt_room, data.room_ptr[c], data.room_ptr[c + 1])
            fits = self._allowed(c, data.opt_time[times], data.opt_room[rooms])
            when, where = fits.any(axis=1), fits.any(axis=0)
            self._options[c] = times[when], rooms[where], fits[np.ix_(when, where)]
        return self._options[c]

    def times(self, c: int) -> Options:
        """The times of class c."""
        if c not in self._times:
            times, _, fits = self.options(c)
            self._times[c] = Options(self.data.opt_time[times], self._choose(len(times)))
            if not fits.all():
                self.pairs(c)
        return self._times[c]

    def rooms(self, c: int) -> Options:
        """The rooms of class c; one that is none, where it needs none."""
        if c not in self._rooms:
            _, rooms, _ = self.options(c)
            self._rooms[c] = Options(self.data.opt_room[rooms], self._choose(len(rooms)))
            self.times(c)
        return self._rooms[c]

    def pairs(self, c: int) -> Pairs:
        """The pairs of time and room of class c, tied to its times and its rooms."""
        if c not in self._pairs:
            times, rooms, (_, _, fits) = self.times(c), self.rooms(c), self.options(c)
            if c in self._pairs:
                return self._pairs[c]
            when, where = np.nonzero(fits)
            if len(times.literal) <= 1 or len(rooms.literal) <= 1:
                single = rooms if len(times.literal) == 1 else times
                chosen = list(single.literal)
            else:
                chosen = [self.cp.new_bool_var("") for _ in when]
                self.cp.add_exactly_one(chosen)
                for at, literals in ((when, times.literal), (where, rooms.literal)):
                    for n, literal in enumerate(literals):
                        own = [chosen[i] for i in np.nonzero(at == n)[0]]
                        self.cp.add(LinearExpr.sum(own) == literal)
            self._pairs[c] = Pairs(times.number[when], rooms.number[where], chosen)
        return self._pairs[c]

    def charge(self, c: int) -> None:
        """Add what the options of class c cost themselves."""
        times, rooms, _ = self.options(c)
        for costs, at, choose in (
            (self.data.opt_time_cost, times, self.times),
            (self.data.opt_room_cost, rooms, self.rooms),
        ):
            if costs[at].any():
                literals = choose(c).literal
                self.costs += zip(costs[at].tolist(), literals, strict=True)

    def forbid(self, ones: Sequence[IntVar], others: Sequence[IntVar], bad: np.ndarray) -> None:
        """No `bad` pair of alternatives of two classes is chosen together."""
        for together in _bicliques(ones, others, bad):
            self.cp.add_at_most_one(together)

    def broken(
        self, ones: Sequence[IntVar], others: Sequence[IntVar], bad: np.ndarray
    ) -> IntVar | None:
        """True when a `bad` pair is chosen (it may also be true otherwise); None: never."""
        if not bad.any():
            return None
        if bad.all():
            return self.one
        broken = self.cp.new_bool_var("")
        for together in _bicliques(ones, others, bad):
            self.cp.add(LinearExpr.sum(together) - broken <= 1)
        return broken

    def at_most(self, literals: Sequence[IntVar], most: int) -> None:
        """At most so many of the literals are true."""
        if most == 1:
            self.cp.add_at_most_one(literals)
        elif len(literals) > most:
            self.cp.add(LinearExpr.sum(list(literals)) <= most)

    def any_of(self, literals: Iterable[IntVar]) -> IntVar:
        """True when one of the literals is (it may also be true otherwise)."""
        some = self.cp.new_bool_var("")
        for literal in literals:
            self.cp.add_implication(literal, some)
        return some

    def minimise(self) -> None:
        """The sum of the costs is the objective."""
        costs = [(cost, literal) for cost, literal in self.costs if cost]
        if costs:
            coefficients, literals = zip(*costs, strict=True)
            self.cp.minimize(LinearExpr.weighted_sum(list(literals), list(coefficients)))

    def _choose(self, count: int) -> list[IntVar]:
        if count == 1:
            return [self.one]
        literals = [self.cp.new_bool_var("") for _ in range(count)]
        self.cp.add_exactly_one(literals)
        return literals


def _firsts(values: np.ndarray, low: int, high: int) -> np.ndarray:
    """Positions from low to high of the first of each value, in order."""
    return int(low) + np.sort(np.unique(values[low:high], return_index=True)[1])


def _bicliques(
    ones: Sequence[IntVar], others: Sequence[IntVar], bad: np.ndarray
) -> Iterable[list[IntVar]]:
    """Literals of which at most one holds: like alternatives, and what these rule out."""
    rows = np.nonzero(bad.any(axis=1))[0]
    if not len(rows):
        return
    patterns, group = np.unique(bad[rows], axis=0, return_inverse=True)
    group = group.reshape(-1)
    for n, pattern in enumerate(patterns):
        same = [ones[i] for i in rows[group == n].tolist()]
        yield same + [others[j] for j in np.nonzero(pattern)[0].tolist()]
