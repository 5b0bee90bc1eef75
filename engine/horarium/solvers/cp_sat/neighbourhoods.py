"""Large-neighbourhood search: a few classes are taken out and put back exactly.

The rest of the timetable is held, students keep their classes, and CP-SAT finds where the few
cost least (Shaw 1998). Classes are chosen that bear upon each other; how many adapts to what
can be solved in one effort. What the model leaves out is no danger: a result is kept only
where the kernels agree that it is no worse.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
from ortools.sat.python import cp_model

from horarium.arrays import Arrays
from horarium.constraints import KINDS, SetKind
from horarium.kernels import placing
from horarium.kernels.layout import State
from horarium.problem import Constraint
from horarium.solvers.cp_sat.model import Model
from horarium.solvers.cp_sat.relations import EXCLUSIVE, bad_times
from horarium.solvers.cp_sat.running import solver_for, watch
from horarium.solvers.cp_sat.sets import SHRINKING

EFFORT = 0.3
"""Deterministic time for one neighbourhood."""

FIRST, LEAST, MOST = 8, 3, 60
"""Classes of a neighbourhood: of the first one, and bounds."""

MOST_MEMBERS = 200
"""Constraints over more classes are left out of the model."""


class Neighbourhoods:
    """The timetable of `state`, bettered neighbourhood by neighbourhood."""

    def __init__(self, arrays: Arrays, state: State, seed: int) -> None:
        self.arrays = arrays
        self.state = state
        self.size = FIRST
        self._rng = random.Random(seed)
        self._seed = seed
        self._movable = arrays.data.movable.tolist()
        self._members = [
            [arrays.number[id] for id in constraint.classes]
            if len(constraint.classes) <= MOST_MEMBERS
            else []
            for constraint in arrays.problem.constraints
        ]
        self._constraints: dict[int, list[int]] = defaultdict(list)
        for k, members in enumerate(self._members):
            for c in members:
                self._constraints[c].append(k)

    def step(self, over: Callable[[], bool]) -> float:
        """Put back a neighbourhood of the present size; the deterministic time that it took."""
        return self.put_back(self._chosen(), over)

    def put_back(
        self,
        free: Sequence[int],
        over: Callable[[], bool],
        effort: float = EFFORT,
        keep_time: Sequence[int] = (),
        *,
        bare: bool = False,
    ) -> float:
        """Take these classes out and put them back where they cost least, likewise.

        Those that have no place stay without one where the model has none for them; those
        that `keep_time` meet when they did. A `bare` model minds what must hold and what places
        cost themselves, and no other cost: it finds places for more of them, sooner.
        """
        taken = [*free, *keep_time]
        model = self.model(taken, keep_time=set(keep_time), bare=bare)
        if not bare:
            self._charge(model, taken)
        dearest = 1 + sum(cost for cost, _ in model.places.costs)
        model.places.costs += [(dearest, literal) for literal in model.places.unplaced.values()]
        model.places.minimise()
        model.hint(self.arrays.solution(self.state))
        solver = solver_for(1, self._seed)
        solver.parameters.max_deterministic_time = effort
        if keep_time:
            # Who gets which room is an assignment: the linear relaxation knows much of it.
            solver.parameters.linearization_level = 2
        status = watch(solver, model.places.cp, over)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        grown = self.size + (1 if status == cp_model.OPTIMAL else -1)
        self.size = max(LEAST, min(MOST, grown))
        if not found:
            return effort
        self._keep(taken, model, solver)
        return solver.response_proto.deterministic_time

    def in_their_rooms(self, classes: Sequence[int]) -> list[int]:
        """The other classes in the rooms that these could have."""
        data, mine = self.arrays.data, set(classes)
        rooms = sorted(
            {
                int(room)
                for c in classes
                for room in data.opt_room[data.room_ptr[c] : data.room_ptr[c + 1]]
            }
        )
        return list(dict.fromkeys(o for r in rooms for o in self._inside(r) if o not in mine))

    def in_the_way(self, classes: Sequence[int], most: int) -> list[int]:
        """Classes that alone keep one of these from some place, the oftenest first.

        Where there are fewer, also those that alone keep one of them from some place, and so
        on: a chain of moves.
        """
        found, ring = dict.fromkeys(classes), list(classes)
        while ring and (left := len(classes) + most - len(found)) > 0:
            alone: Counter[int] = Counter()
            for c in ring:
                alone.update(self._alone_in_the_way(c, found.keys()))
            ring = [c for c, _ in alone.most_common(left)]
            found.update(dict.fromkeys(ring))
        return list(found)[len(classes) :]

    def _alone_in_the_way(self, c: int, gone: Collection[int]) -> Iterator[int]:
        """For each place of class c that one class takes: that class, were these gone."""
        data, state = self.arrays.data, self.state
        times = np.unique(data.opt_time[data.time_ptr[c] : data.time_ptr[c + 1]])
        excluded = self._excluding(c, times)
        for room in np.unique(data.opt_room[data.room_ptr[c] : data.room_ptr[c + 1]]):
            inside = np.array(self._inside(int(room)), np.int64)
            taken = data.gap[np.ix_(times, state.time[inside])] < 0
            for n in np.nonzero(data.closed[room, times] == 0)[0]:
                those = excluded[n].union(inside[taken[n]].tolist()).difference(gone)
                if len(those) == 1:
                    yield from those

    def _excluding(self, c: int, times: np.ndarray) -> list[set[int]]:
        """By time: the classes with which a required constraint keeps class c from it."""
        found: list[set[int]] = [set() for _ in times]
        for k in self._constraints[c]:
            constraint, members = self.arrays.problem.constraints[k], self._members[k]
            others = [o for o in members if o != c and self.state.time_option[o] >= 0]
            kind = constraint.kind
            if not constraint.required or kind not in EXCLUSIVE or constraint.taught_by:
                continue
            limit = (*constraint.parameters, 0)[0]
            there = self.state.time[others]
            bad = bad_times(self.arrays.data, kind, limit, times, there)
            for n, m in zip(*np.nonzero(bad), strict=True):
                found[n].add(others[m])
        return found

    def _chosen(self) -> list[int]:
        """Classes that bear upon each other, among them all that break something."""
        state, rng = self.state, self._rng
        broken = [c for c in self._movable if state.hard_of[c] > 0]
        weights = state.soft_of[self._movable] + 1
        free = dict.fromkeys(broken[:MOST] or rng.choices(self._movable, weights.tolist()))
        movable = set(self._movable)
        for _ in range(20 * self.size):
            if len(free) >= self.size:
                break
            near = self._near(rng.choice(list(free)))
            if near in movable:
                free[near] = None
        return list(free)

    def _near(self, c: int) -> int:
        """A class, drawn at random, that shares a constraint, students or a room with this."""
        state, data, rng = self.state, self.arrays.data, self._rng
        ways: list[list[int]] = []
        if self._constraints[c]:
            ways.append(self._members[rng.choice(self._constraints[c])])
        first = int(data.joint_ptr[c])
        if state.joint_size[c]:
            ways.append(state.joint_other[first : first + state.joint_size[c]].tolist())
        room = int(
            data.opt_room[rng.randrange(int(data.room_ptr[c]), int(data.room_ptr[c + 1]))]
        )
        if inside := self._inside(room):
            ways.append(inside)
        near: int = rng.choice(rng.choice(ways or [self._movable]))
        return near

    def _inside(self, room: int) -> list[int]:
        """The classes in a room; none in the rooms that are none."""
        state = self.state
        if room >= len(self.arrays.problem.rooms):
            return []
        first = int(state.room_ptr[room])
        inside: list[int] = state.room_class[first : first + state.room_count[room]].tolist()
        return inside

    def around(self, classes: Sequence[int]) -> list[int]:
        """All others that have a place which could be in the way of these, wherever they go."""
        found = dict.fromkeys(self.in_their_rooms(classes))
        for c in classes:
            for k in self._constraints[c]:
                if self.arrays.problem.constraints[k].required:
                    found.update(dict.fromkeys(self._members[k]))
        mine, placed = set(classes), self.state.time_option >= 0
        return [c for c in found if placed[c] and c not in mine]

    def model(
        self,
        free: Sequence[int],
        *,
        keep_time: Collection[int] = (),
        may_go: Collection[int] = (),
        bare: bool,
    ) -> Model:
        """The free classes' choices beside the rest, which stays where it is.

        Of the free, `keep_time` meet when they did, and `may_go` stay or have no place: then
        nothing is demanded of a set that could hold again once these have a place.
        """
        data, state = self.arrays.data, self.state
        mine, at_their_times = set(free), {*keep_time, *may_go}

        def allowed(c: int, times: np.ndarray, rooms: np.ndarray) -> np.ndarray:
            fits: np.ndarray = data.closed[rooms][:, times].T == 0
            if c in at_their_times:
                fits &= (times == state.time[c])[:, None]
            if c in may_go:
                fits &= (rooms == state.room[c])[None, :]
            for n, room in enumerate(rooms.tolist()):
                others = [o for o in self._inside(room) if o not in mine]
                if others:
                    fits[:, n] &= ~(data.gap[np.ix_(times, state.time[others])] < 0).any(axis=1)
            return fits

        constraints = self.arrays.problem.constraints
        touched = sorted(
            {
                k
                for c in free
                for k in self._constraints[c]
                if (constraints[k].required or not bare)
                and not (may_go and _is_helped(constraints[k]))
            }
        )
        placed = state.time_option >= 0
        held = {c for k in touched for c in self._members[k] if placed[c]} - mine
        model = Model(
            self.arrays,
            [*free, *sorted(held)],
            allowed,
            held={c: (int(state.time_option[c]), int(state.room_option[c])) for c in held},
            optional=[c for c in free if not placed[c] or c in may_go],
        )
        model.add_rooms(range(len(self.arrays.problem.rooms)), free)
        model.add_constraints(constraints[k] for k in touched)
        for c in free:
            model.places.charge(c)
        return model

    def _charge(self, model: Model, free: Sequence[int]) -> None:
        """What the conflicts of students cost, who keep their classes."""
        data, state = self.arrays.data, self.state
        weight = data.student_weight
        if not weight:
            return
        mine = set(free)
        for c in free:
            first = int(data.joint_ptr[c])
            others = state.joint_other[first : first + state.joint_size[c]]
            counts = state.joint_count[first : first + state.joint_size[c]]
            for o, students in zip(others.tolist(), counts.tolist(), strict=True):
                if o in mine and c < o:
                    for conflict in model.conflict(c, o):
                        model.places.costs.append((weight * students, conflict))
            held = np.array([o not in mine for o in others.tolist()], bool)
            self._charge_held(model, c, others[held], weight * counts[held].astype(np.int64))

    def _charge_held(self, model: Model, c: int, others: np.ndarray, costs: np.ndarray) -> None:
        """What class c costs its students at each of its places, by their held classes."""
        data, state = self.arrays.data, self.state
        times, rooms = model.places.times(c), model.places.rooms(c)
        gap = data.gap[np.ix_(times.number, state.time[others])]
        found = np.array(
            [(gap < data.travel[room, state.room[others]]) @ costs for room in rooms.number]
        )
        if not found.any():
            return
        if (found == found[0]).all():
            model.places.costs += zip(found[0].tolist(), times.literal, strict=True)
            return
        pairs = model.places.pairs(c)
        at = {int(t): n for n, t in enumerate(times.number)}
        to = {int(r): n for n, r in enumerate(rooms.number)}
        for t, r, literal in zip(pairs.time, pairs.room, pairs.literal, strict=True):
            model.places.costs.append((int(found[to[int(r)], at[int(t)]]), literal))

    def _keep(self, free: Sequence[int], model: Model, solver: cp_model.CpSolver) -> None:
        """Place the classes where the solver says; back again where that is worse."""
        state, placements = self.state, model.placements(solver)
        before = value(state)
        were = [
            (int(t), int(state.room_option[c])) if (t := state.time_option[c]) >= 0 else None
            for c in free
        ]
        found = {self.arrays.number[id_]: place for id_, place in placements.items()}
        self._place(
            free, [self.arrays.options(c, found[c]) if c in found else None for c in free]
        )
        if value(state) > before:
            self._place(free, were)

    def _place(self, classes: Sequence[int], options: Sequence[tuple[int, int] | None]) -> None:
        data, state = self.arrays.data, self.state
        for c in classes:
            placing.place(data, state, c, -1, -1)
        for c, place in zip(classes, options, strict=True):
            if place is not None:
                placing.place(data, state, c, *place)


def value(state: State) -> tuple[int, int]:
    """(hard violations, cost) of a timetable; the less, the better."""
    soft, *hard = state.total.tolist()
    return sum(hard), soft


def _is_helped(constraint: Constraint) -> bool:
    """Whether another class can mend what is broken of it."""
    return isinstance(KINDS[constraint.kind], SetKind) and constraint.kind not in SHRINKING
