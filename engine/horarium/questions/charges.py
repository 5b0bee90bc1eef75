"""Everything that a class is charged with where it is: violations and costs, with reasons.

The rules are those of `score`, told class by class. What several classes share (a room,
a constraint, students) has the same key whichever of them is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from horarium.constraints import KINDS, Kind, PairKind, SetKind
from horarium.constraints.pairs import same_attendees
from horarium.contradictions import is_open
from horarium.formats.meetings import time_from_document
from horarium.problem import Class, Constraint, Problem, Time
from horarium.questions.answers import Charges, Key, Reason
from horarium.questions.placed import Placed
from horarium.solution import Placement
from horarium.teaching import instructors_of

Found = Iterator[tuple[Key, Reason]]


class Ledger:
    """What classes of a problem are charged with, in any timetable of it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._options: dict[str, tuple[dict[Time, int], dict[str, int]]] = {}

    def charges(self, placed: Placed, ids: Iterable[str]) -> Charges:
        """All charges in which any of the classes takes part."""
        return {key: reason for id in ids for key, reason in self._of(placed, id)}

    def offered(self, id: str) -> tuple[Mapping[Time, int], Mapping[str, int]]:
        """Penalties of the class's times and of its rooms: of equal options the first one's."""
        if id not in self._options:
            cls = self.problem.classes[id]
            self._options[id] = (
                {option.time: option.penalty for option in reversed(cls.times)},
                {option.room: option.penalty for option in reversed(cls.rooms)},
            )
        return self._options[id]

    def _of(self, placed: Placed, id: str) -> Found:
        placement = placed.at.get(id)
        for at, position in self._constraints_of.get(id, ()):
            kind = KINDS[self.problem.constraints[at].kind]
            if isinstance(kind, SetKind):
                yield from self._set(placed, at, kind)
            elif placement is not None:
                yield from self._pairs(placed, id, placement, at, position)
        if placement is None:
            yield ("unplaced", id), Reason("unplaced", hard=1, classes=(id,))
            return
        yield from self._time(id, placement.time)
        yield from self._room(id, placement)
        yield from self._instructors(id, placement)
        yield from self._double_bookings(placed, id, placement)
        yield from self._students(placed, id, placement)

    def _time(self, id: str, time: Time) -> Found:
        penalty = self.offered(id)[0].get(time)
        if penalty is None:
            yield (
                ("time_not_offered", id),
                Reason("time_not_offered", 1, classes=(id,), parameters=self._why(id, time)),
            )
        elif cost := penalty * self.problem.weights.time:
            yield ("time", id), Reason("time_penalty", 0, cost, "time", (id,))

    def _room(self, id: str, placement: Placement) -> Found:
        room, problem = placement.room, self.problem
        cls, offered = problem.classes[id], self.offered(id)[1]
        if (room in offered) if cls.needs_room else (room is None):
            cost = offered.get(room or "", 0) * problem.weights.room
            if cost:
                yield ("room", id), Reason("room_penalty", 0, cost, "room", (id,))
        else:
            yield (
                ("room_not_offered", id),
                Reason(
                    "room_not_offered", 1, classes=(id,), parameters=self._why_not(cls, room)
                ),
            )
            # A penalty counts even for a class that should have no room.
            if cost := offered.get(room or "", 0) * problem.weights.room:
                yield ("room", id), Reason("room_penalty", 0, cost, "room", (id,))
        if room is None:
            return
        if not is_open(problem, room, placement.time):
            found = Reason("room_unavailable", 1, classes=(id,), parameters={"room": room})
            yield ("room_unavailable", id), found
        seats = problem.room[room].capacity
        missing = 0 if cls.limit is None else max(0, cls.limit - seats)
        if cost := missing * problem.weights.capacity:
            known = {"room": room, "seats": seats, "limit": cls.limit}
            yield (
                ("seats", id),
                Reason("seats_missing", 0, cost, "capacity", (id,), parameters=known),
            )

    def _instructors(self, id: str, placement: Placement) -> Found:
        problem, chosen = self.problem, placement.instructors
        options = problem.classes[id].instructors
        given = {"instructors": list(chosen)}
        penalty = next((o.penalty for o in options if o.instructors == chosen), None)
        if penalty is None and (options or chosen):
            found = Reason("instructors_not_offered", 1, classes=(id,), parameters=given)
            yield ("instructors_not_offered", id), found
        elif cost := (penalty or 0) * problem.weights.instructor:
            found = Reason("instructor_penalty", 0, cost, "instructor", (id,), parameters=given)
            yield ("instructor", id), found
        for one in chosen:
            instructor = problem.instructor.get(one)
            if instructor is None:
                continue
            about = {"instructor": one}
            if any(placement.time.overlaps(time) for time in instructor.unavailable):
                away = Reason("instructor_unavailable", 1, classes=(id,), parameters=about)
                yield ("instructor_unavailable", id, one), away
            if cost := instructor.minds(placement.time) * problem.weights.instructor:
                mind = Reason("instructor_minds", 0, cost, "instructor", (id,), "", about)
                yield ("instructor_minds", id, one), mind

    def _double_bookings(self, placed: Placed, id: str, placement: Placement) -> Found:
        for other in placed.in_room(placement.room):
            if other != id and placement.time.overlaps(placed.at[other].time):
                both = (id, other)
                yield (
                    ("room_double_booked", frozenset(both)),
                    Reason(
                        "room_double_booked",
                        1,
                        classes=both,
                        parameters={"room": placement.room},
                    ),
                )

    def _pairs(
        self, placed: Placed, id: str, placement: Placement, at: int, position: int
    ) -> Found:
        """A required kind counts once for each pair, whichever constraint it breaks first."""
        problem, constraint = self.problem, self.problem.constraints[at]
        kind, parameters = KINDS[constraint.kind], constraint.parameters
        assert isinstance(kind, PairKind)
        cost = 0 if constraint.required else constraint.penalty * problem.weights.distribution
        if not (constraint.required or cost) or not _counts(constraint, placement):
            return
        for n, other in enumerate(constraint.classes):
            there = placed.at.get(other)
            if there is None or n == position or not _counts(constraint, there):
                continue
            if position < n:
                holds, pair = kind.holds(problem, placement, there, parameters), (id, other)
            else:
                holds, pair = kind.holds(problem, there, placement, parameters), (other, id)
            if holds:
                continue
            key: Key = (at, frozenset(pair))
            if constraint.required:
                both = pair if kind.ordered else frozenset(pair)
                key = (kind.name, constraint.taught_by, both)
            yield key, self._broken("constraint_pair", constraint, kind, pair, cost=cost)

    def _set(self, placed: Placed, at: int, kind: SetKind) -> Found:
        constraint = self.problem.constraints[at]
        placements = (placed.at[id] for id in constraint.classes if id in placed.at)
        there = [placement for placement in placements if _counts(constraint, placement)]
        excess = kind.excess(self.problem, there, constraint.parameters)
        if not excess:
            return
        weeks = self.problem.calendar.weeks if kind.weekly else 1
        cost = 0
        if not constraint.required:
            weight = self.problem.weights.distribution
            cost = constraint.penalty * excess // weeks * weight
        yield (
            at,
            self._broken(
                "constraint_set",
                constraint,
                kind,
                constraint.classes,
                cost=cost,
                parameters={"excess": excess},
            ),
        )

    def _broken(
        self,
        what: str,
        constraint: Constraint,
        kind: Kind,
        classes: tuple[str, ...],
        cost: int,
        parameters: Mapping[str, Any] | None = None,
    ) -> Reason:
        names = (parameter.name for parameter in kind.parameters)
        known = {
            "constraint": constraint.id,
            "derived_from": constraint.derived_from,
            "parameters": dict(zip(names, constraint.parameters, strict=True)),
            **(parameters or {}),
        }
        hard = int(constraint.required)
        return Reason(what, hard, cost, kind.component, classes, kind.name, known)

    def _students(self, placed: Placed, id: str, placement: Placement) -> Found:
        problem, weight = self.problem, self.problem.weights.student
        for other, students in placed.joint(id).items():
            there = placed.at.get(other)
            if there is not None and not same_attendees(problem, placement, there):
                yield (
                    ("students", frozenset((id, other))),
                    Reason(
                        "student_conflicts",
                        0,
                        students * weight,
                        "student",
                        (id, other),
                        parameters={"students": students},
                    ),
                )

    def _why(self, id: str, time: Time) -> dict[str, Any]:
        """What keeps the class from a time that it does not offer, as far as it is told.

        `because` is length, pinned, instructor or empty; `instructors` are those who are
        not available then.
        """
        offered = self.offered(id)[0]
        if all(option.length != time.length for option in offered):
            return {"because": "length"}
        if id in self._pinned:
            return {"because": "pinned"}
        away = [
            instructor
            for instructor, closed in self._unavailable.get(id, ())
            if any(time.overlaps(other) for other in closed)
        ]
        return {"because": "instructor" if away else "", "instructors": away}

    def _why_not(self, cls: Class, room: str | None) -> dict[str, Any]:
        """`because` is seats, no_room, room_needed, or empty."""
        if room is None:
            return {"room": room, "because": "room_needed"}
        if not cls.needs_room:
            return {"room": room, "because": "no_room"}
        seats = self.problem.room[room].capacity
        if cls.limit is not None and cls.limit > seats:
            return {"room": room, "because": "seats", "seats": seats, "limit": cls.limit}
        return {"room": room, "because": ""}

    @cached_property
    def _constraints_of(self) -> Mapping[str, list[tuple[int, int]]]:
        """Constraints of each class, and its position in them."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, constraint in enumerate(self.problem.constraints):
            for position, id in enumerate(constraint.classes):
                found[id].append((at, position))
        return found

    @cached_property
    def _pinned(self) -> frozenset[str]:
        entries = (self.problem.institution or {}).get("classes", {})
        return frozenset(
            id for id, entry in entries.items() if entry.get("pin", {}).get("time")
        )

    @cached_property
    def _unavailable(self) -> Mapping[str, list[tuple[str, list[Time]]]]:
        """By class: its instructors, and when they are not available."""
        calendar = self.problem.calendar
        every_week = (1 << calendar.weeks) - 1
        found: dict[str, list[tuple[str, list[Time]]]] = defaultdict(list)
        for entry in instructors_of(self.problem):
            closed = [
                time_from_document(meeting, calendar)
                for meeting in entry.get("unavailable", ())
            ]
            day = entry.get("research_day")
            if day is not None:
                closed.append(Time(every_week, 1 << day, 0, calendar.slots_per_day))
            for id in entry.get("classes", ()) if closed else ():
                found[id].append((entry["id"], closed))
        return found


def _counts(constraint: Constraint, placement: Placement) -> bool:
    return not constraint.taught_by or constraint.taught_by in placement.instructors
