"""A problem, or a part of it, as a CP-SAT model: read `Model.add_all` first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from ortools.sat.python.cp_model import CpSolver, CpSolverSolutionCallback, IntVar

from horarium.arrays import Arrays
from horarium.arrays.teams import instructor_numbers
from horarium.constraints import KINDS, PairKind
from horarium.problem import Constraint
from horarium.solution import Placement, Solution
from horarium.solvers.cp_sat.places import Allowed, Options, Places
from horarium.solvers.cp_sat.relations import (
    EXCLUSIVE,
    ROOM_KINDS,
    bad_rooms,
    bad_times,
    moments,
    too_far,
)
from horarium.solvers.cp_sat.sets import SHRINKING, add_set

Values = CpSolver | CpSolverSolutionCallback


class Model:
    """Choices for some classes, and the rules over them that are added.

    Without rooms, whatever depends on them is left out of the constraints. `away` says when
    somebody of a team is not there, by team and time; absent: as the problem does. Classes
    that are `held` have the options of a timetable and no others; those that are `optional`
    may go without a place.
    """

    def __init__(
        self,
        arrays: Arrays,
        classes: Iterable[int],
        allowed: Allowed,
        *,
        away: np.ndarray | None = None,
        with_rooms: bool = True,
        held: Mapping[int, tuple[int, int]] | None = None,
        optional: Iterable[int] = (),
    ) -> None:
        self.arrays = arrays
        self.classes = list(classes)
        self.places = Places(arrays, allowed, held or {}, optional)
        self._with_rooms = with_rooms
        self._known = set(self.classes)
        self._conflicts: dict[tuple[int, int], list[IntVar]] = {}
        away = arrays.data.away > 0 if away is None else away
        for c in self.classes:
            self.places.times(c)
            if arrays.data.teams > 1:
                self.places.absent(c, away)

    def add_rooms(self, rooms: Iterable[int], classes: Iterable[int] | None = None) -> None:
        """At each moment at most one class, or one of these, is in each of these rooms."""
        wanted = set(rooms)
        users: dict[int, list[int]] = defaultdict(list)
        for c in self.classes if classes is None else classes:
            _, options, _ = self.places.options(c)
            for room in self.places.data.opt_room[options].tolist():
                if room in wanted:
                    users[room].append(c)
        for room, classes in sorted(users.items()):
            if len(classes) > 1:
                self._single_use(room, classes)

    def _single_use(self, room: int, classes: Sequence[int]) -> None:
        at: dict[int, list[IntVar]] = defaultdict(list)
        for c in classes:
            pairs = self.places.pairs(c)
            for i in np.nonzero(pairs.room == room)[0].tolist():
                at[int(pairs.time[i])].append(pairs.literal[i])
        self._exclude("NotOverlap", 0, at)

    def _exclude(self, kind: str, limit: int, at: dict[int, list[IntVar]]) -> None:
        """Of the literals, by their time, at most one holds at each moment."""
        times = np.array(sorted(at), np.int64)
        for clique in moments(self.places.data, kind, limit, times):
            literals = [literal for t in clique.tolist() for literal in at[t]]
            if len(literals) > 1:
                self.places.cp.add_at_most_one(literals)

    def add_counting(self, rooms: set[int]) -> None:
        """What follows from the rooms being in single use, without saying who is where.

        Classes that can only be in some rooms are at each moment no more than these.
        """
        data = self.places.data
        groups: dict[frozenset[int], list[int]] = defaultdict(list)
        for c in self.classes:
            _, options, _ = self.places.options(c)
            groups[frozenset(data.opt_room[options].tolist())].append(c)
        for own in groups:
            inside = [c for rooms_of, cs in groups.items() if rooms_of <= own for c in cs]
            if not own <= rooms or len(inside) <= len(own):
                continue
            at: dict[int, list[IntVar]] = defaultdict(list)
            for c in inside:
                for t, literal in zip(*self.places.times(c), strict=True):
                    at[int(t)].append(literal)
            for clique in moments(data, "NotOverlap", 0, np.array(sorted(at), np.int64)):
                literals = [literal for t in clique.tolist() for literal in at[t]]
                self.places.at_most(literals, len(own))

    def add_constraints(self, constraints: Iterable[Constraint]) -> None:
        """Required constraints, and what the others cost.

        Of a constraint that lists other classes too, what it says of these: which is
        nothing for a kind that the others could help to satisfy.
        """
        problem = self.arrays.problem
        for constraint in constraints:
            if (
                not constraint.required
                and not constraint.penalty * problem.weights.distribution
            ):
                continue
            listed = [self.arrays.number[id] for id in constraint.classes]
            classes = [c for c in listed if c in self._known]
            kind = KINDS[constraint.kind]
            if constraint.kind in (*ROOM_KINDS, "RoomStability") and not self._with_rooms:
                continue
            if isinstance(kind, PairKind):
                self._add_pairs(constraint, classes)
            elif len(classes) == len(listed) or constraint.kind in SHRINKING:
                weeks = problem.calendar.weeks if kind.weekly else 1
                weight = problem.weights.distribution
                add_set(self._places_of(constraint), constraint, classes, weeks, weight)

    def _places_of(self, constraint: Constraint) -> Places:
        numbers = instructor_numbers(self.arrays.problem)
        return self.places.taught_by(numbers.get(constraint.taught_by, -1))

    def _add_pairs(self, constraint: Constraint, classes: Sequence[int]) -> None:
        kind, limit = constraint.kind, (*constraint.parameters, 0)[0]
        places = self._places_of(constraint)
        if constraint.required and kind in EXCLUSIVE:
            at: dict[int, list[IntVar]] = defaultdict(list)
            for c in classes:
                for t, literal in zip(*places.times(c), strict=True):
                    at[int(t)].append(literal)
            self._exclude(kind, limit, at)
        cost = constraint.penalty * self.arrays.problem.weights.distribution
        for a, b in combinations(classes, 2):
            if a in self.places.held and b in self.places.held:
                continue
            if not constraint.required:
                for broken in self._broken(places, kind, limit, a, b):
                    self.places.costs.append((cost, broken))
                continue
            if kind not in EXCLUSIVE:
                ones, others = _alternatives(places, kind, a), _alternatives(places, kind, b)
                bad = self._bad(kind, limit, ones.number, others.number)
                self.places.forbid(ones.literal, others.literal, bad)
            if kind == "SameAttendees" and self._walks(a, b):
                p, q = places.pairs(a), places.pairs(b)
                bad = too_far(self.places.data, p.time, p.room, q.time, q.room)
                self.places.forbid(p.literal, q.literal, bad)

    def _bad(self, kind: str, limit: int, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        if kind in ROOM_KINDS:
            return bad_rooms(kind, ones, others)
        return bad_times(self.places.data, kind, limit, ones, others)

    def _broken(self, places: Places, kind: str, limit: int, a: int, b: int) -> list[IntVar]:
        """Variables of which one is true when the two classes break the kind."""
        ones, others = _alternatives(places, kind, a), _alternatives(places, kind, b)
        bad = self._bad(kind, limit, ones.number, others.number)
        broken = places.broken(ones.literal, others.literal, bad)
        if kind == "SameAttendees" and broken is not self.places.one and self._walks(a, b):
            p, q = places.pairs(a), places.pairs(b)
            bad = too_far(self.places.data, p.time, p.room, q.time, q.room)
            far = places.broken(p.literal, q.literal, bad)
            if far is not None and broken is not None:
                return [self.places.any_of((broken, far))]
            broken = broken if far is None else far
        return [] if broken is None else [broken]

    def conflict(self, a: int, b: int) -> list[IntVar]:
        """A variable that is true when nobody can attend both; none if everybody can."""
        key = min(a, b), max(a, b)
        if key not in self._conflicts:
            self._conflicts[key] = self._broken(self.places, "SameAttendees", 0, *key)
        return self._conflicts[key]

    def _walks(self, a: int, b: int) -> bool:
        """Whether the way between rooms can be too long for times that do not overlap."""
        if not self._with_rooms:
            return False
        data = self.places.data
        (at, ar, _), (bt, br, _) = self.places.options(a), self.places.options(b)
        longest = data.travel[np.ix_(data.opt_room[ar], data.opt_room[br])].max(initial=0)
        gap = data.gap[np.ix_(data.opt_time[at], data.opt_time[bt])]
        return bool(((gap >= 0) & (gap < longest)).any())

    def hint(self, solution: Solution) -> None:
        """Look near this timetable first."""
        for c in self.classes:
            placement = solution.placements.get(self.arrays.classes[c].id)
            if placement is None:
                continue
            for t, literal in zip(*self.places.times(c), strict=True):
                if literal is not self.places.one:
                    self.places.cp.add_hint(literal, self.arrays.times[t] == placement.time)
            for team, literal in zip(*self.places.teams(c), strict=True):
                if literal is not self.places.one:
                    chosen = self.arrays.teams[team] == placement.instructors
                    self.places.cp.add_hint(literal, chosen)
            rooms = [*self.arrays.problem.rooms, None]
            for r, literal in zip(*self.places.rooms(c), strict=True):
                if literal is not self.places.one:
                    room = rooms[r]
                    chosen = placement.room == (room and room.id)
                    self.places.cp.add_hint(literal, chosen)

    def placements(self, values: Values) -> dict[str, Placement]:
        """Where the classes are in what the solver found, as far as they have a place."""
        problem = self.arrays.problem
        found = {}
        for c in self.classes:
            cls = self.arrays.classes[c]
            if c in self.places.unplaced and values.boolean_value(self.places.unplaced[c]):
                continue
            t = self._chosen(values, self.places.times(c))
            r = self._chosen(values, self.places.rooms(c))
            room = problem.rooms[r].id if r < len(problem.rooms) else None
            team = self.arrays.teams[self._chosen(values, self.places.teams(c))]
            found[cls.id] = Placement(self.arrays.times[t], room, team)
        return found

    def _chosen(self, values: Values, options: Options) -> int:
        at = next(
            n for n, literal in enumerate(options.literal) if values.boolean_value(literal)
        )
        return int(options.number[at])


def _alternatives(places: Places, kind: str, c: int) -> Options:
    return places.rooms(c) if kind in ROOM_KINDS else places.times(c)
