"""Which time, room and team each class gets, as literals of a CP-SAT model."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    what is minimised, as (coefficient, variable). `held` has the options (time, room) of
    classes that do not choose; `unplaced` a literal for each class that may go without a place.
    """

    def __init__(
        self,
        arrays: Arrays,
        allowed: Allowed,
        held: Mapping[int, tuple[int, int]],
        optional: Iterable[int] = (),
    ) -> None:
        self.cp = CpModel()
        self.one = self.cp.new_constant(1)
        self.unplaced = {c: self.cp.new_bool_var("") for c in optional}
        self.arrays = arrays
        self.data = arrays.data
        self.costs: list[tuple[int, IntVar]] = []
        self.held = held
        self._allowed = allowed
        self._options: dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
        self._times: dict[int, Options] = {}
        self._rooms: dict[int, Options] = {}
        self._pairs: dict[int, Pairs] = {}
        self._teams: dict[int, Options] = {}

    def options(self, c: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Positions in the arrays of the times and rooms of class c, and which go together.

        Of equal options only the first counts; what fits with nothing is left out.
        """
        if c in self.held:
            time, room = self.held[c]
            return np.array([time]), np.array([room]), np.ones((1, 1), bool)
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
            self._times[c] = Options(self.data.opt_time[times], self._choose(c, len(times)))
            if not fits.all():
                self.pairs(c)
        return self._times[c]

    def rooms(self, c: int) -> Options:
        """The rooms of class c; one that is none, where it needs none."""
        if c not in self._rooms:
            _, rooms, _ = self.options(c)
            self._rooms[c] = Options(self.data.opt_room[rooms], self._choose(c, len(rooms)))
            self.times(c)
        return self._rooms[c]

    def teams(self, c: int) -> Options:
        """The teams that class c chooses from; nobody, where it does not choose."""
        if c not in self._teams:
            data = self.data
            teams = _firsts(data.opt_team, data.room_ptr[c], data.room_ptr[c + 1])
            if c in self.held:
                teams = np.array([self.held[c][1]])
            several = self._without(c) if len(teams) > 1 else ()
            self._teams[c] = Options(data.opt_team[teams], self._one_of(len(teams), several))
        return self._teams[c]

    def absent(self, c: int, away: np.ndarray) -> None:
        """Class c is not taught when somebody of the team is `away` (by team and time)."""
        times, teams = self.times(c), self.teams(c)
        bad = away[np.ix_(teams.number, times.number)].T
        self.forbid(times.literal, teams.literal, bad)

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
                self.cp.add_exactly_one([*chosen, *self._without(c)])
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
        if self.data.teams > 1:
            self._charge_team(c)

    def _charge_team(self, c: int) -> None:
        """What the team of class c costs itself, and what it minds of the time."""
        data, times, teams = self.data, self.times(c), self.teams(c)
        first, rooms = int(data.room_ptr[c]), int(data.rooms_per_team[c])
        own = data.opt_team_cost[first : data.room_ptr[c + 1] : rooms]
        self.costs += zip(own.tolist(), teams.literal, strict=True)
        for team, literal in zip(*teams, strict=True):
            minded = data.minded[team, times.number]
            for cost in np.unique(minded[minded > 0]).tolist():
                bad = (minded == cost)[:, None]
                both = self.broken(times.literal, [literal], bad)
                if both is not None:
                    self.costs.append((cost, both))

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
        return self.one if bad.all() else self._tied(ones, others, bad)

    def _tied(
        self, ones: Sequence[IntVar], others: Sequence[IntVar], bad: np.ndarray
    ) -> IntVar:
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

    def taught_by(self, instructor: int) -> "Places":
        """These choices, as far as the instructor teaches the classes (-1: whoever does)."""
        return self if instructor < 0 else Taught(self, instructor)

    def _choose(self, c: int, count: int) -> list[IntVar]:
        return self._one_of(count, self._without(c))

    def _without(self, c: int) -> list[IntVar]:
        return [self.unplaced[c]] if c in self.unplaced else []

    def _one_of(self, count: int, otherwise: Sequence[IntVar] = ()) -> list[IntVar]:
        if count == 1 and not otherwise:
            return [self.one]
        literals = [self.cp.new_bool_var("") for _ in range(count)]
        self.cp.add_exactly_one([*literals, *otherwise])
        return literals


class Taught(Places):
    """Of each class the choices that hold while one instructor teaches it.

    One of a class's literals holds if the instructor is in its team, and none otherwise.
    """

    def __init__(self, whole: Places, instructor: int) -> None:
        self.__dict__.update(whole.__dict__)
        self._whole = whole
        self._instructor = instructor
        self._mine: dict[tuple[str, int], list[IntVar]] = {}

    def times(self, c: int) -> Options:
        """The times of class c."""
        times = self._whole.times(c)
        return Options(times.number, self._only("times", c, times.literal))

    def rooms(self, c: int) -> Options:
        """The rooms of class c."""
        rooms = self._whole.rooms(c)
        return Options(rooms.number, self._only("rooms", c, rooms.literal))

    def pairs(self, c: int) -> Pairs:
        """The pairs of time and room of class c."""
        pairs = self._whole.pairs(c)
        return pairs._replace(literal=self._only("pairs", c, pairs.literal))

    def broken(
        self, ones: Sequence[IntVar], others: Sequence[IntVar], bad: np.ndarray
    ) -> IntVar | None:
        """True when a `bad` pair holds (it may also be true otherwise); None: never."""
        return self._tied(ones, others, bad) if bad.any() else None

    def _only(self, what: str, c: int, literals: Sequence[IntVar]) -> list[IntVar]:
        if (what, c) not in self._mine:
            teams = self.teams(c)
            teach = self.data.teaches[teams.number, self._instructor] > 0
            taught = [teams.literal[i] for i in np.nonzero(teach)[0]]
            if len(taught) == len(teams.literal):
                mine = list(literals)
            elif len(literals) == 1:
                mine = [self._any(taught)]
            else:
                mine = [self.cp.new_bool_var("") for _ in literals]
                for own, literal in zip(mine, literals, strict=True):
                    self.cp.add_implication(own, literal)
                self.cp.add(LinearExpr.sum(mine) == LinearExpr.sum(taught))
            self._mine[what, c] = mine
        return self._mine[what, c]

    def _any(self, taught: Sequence[IntVar]) -> IntVar:
        """True exactly when one of the teams is chosen."""
        some = self.cp.new_bool_var("")
        self.cp.add(LinearExpr.sum(list(taught)) == some)
        return some


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
