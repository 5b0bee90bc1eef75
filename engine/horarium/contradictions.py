"""What no timetable can satisfy, proved from few classes at a time.

Only what is certain is found: classes that have few places, two by two, and seats
by counting. A problem that passes may still have no valid timetable.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import inf

from horarium.constraints import KINDS, PairKind
from horarium.problem import Class, Config, Constraint, Course, Problem, Time
from horarium.solution import Placement

Fault = tuple[str, str, str, str, dict[str, object]]
"""Type of element, id, code, sentence, parameters."""

FEW = 3
"""Classes with more combinations of time, room and instructors are not looked at."""

MOST = 400
"""Members of a room's or a constraint's list that are compared two by two."""


def contradictions(problem: Problem) -> Iterator[Fault]:
    """The contradictions found, in the order of classes, rooms, constraints, courses."""
    yield from _nowhere(problem)
    yield from _closed(problem)
    places = {
        id: found
        for id, cls in problem.classes.items()
        if (found := _placements(problem, cls)) is not None
    }
    yield from _rooms(places)
    for constraint in problem.constraints:
        if constraint.required:
            yield from _required(problem, constraint, places)
    yield from _seats(problem)


def _nowhere(problem: Problem) -> Iterator[Fault]:
    """Classes that are offered no time, or none of the rooms that they need."""
    for id, cls in problem.classes.items():
        if not cls.times:
            yield "class", id, "no_times", "has no time", {}
        if cls.needs_room and not cls.rooms:
            yield "class", id, "no_rooms", "needs a room but no room is eligible", {}


def _closed(problem: Problem) -> Iterator[Fault]:
    """Classes whose rooms are all unavailable whenever they could meet."""
    for id, cls in problem.classes.items():
        if cls.needs_room and not any(
            is_open(problem, option.room, time.time)
            for option in cls.rooms
            for time in cls.times
        ):
            text = "every one of its rooms is unavailable at every one of its times"
            yield "class", id, "no_placement", text, {"class": id}
        if cls.instructors and not any(
            are_there(problem, option.instructors, time.time)
            for option in cls.instructors
            for time in cls.times
        ):
            text = "at every one of its times somebody of every choice of instructors is away"
            ids = sorted({id for option in cls.instructors for id in option.instructors})
            yield "class", id, "no_instructor", text, {"instructors": ", ".join(ids)[:200]}


def are_there(problem: Problem, instructors: Sequence[str], time: Time) -> bool:
    """Whether none of these instructors is away at the time."""
    return not any(
        time.overlaps(away) for id in instructors for away in problem.instructor[id].unavailable
    )


def is_open(problem: Problem, room: str, time: Time) -> bool:
    """Whether the room is not closed at the time."""
    return not any(time.overlaps(closed) for closed in problem.room[room].unavailable)


def _placements(problem: Problem, cls: Class) -> list[Placement] | None:
    """All possible placements of a class that has few, else None."""
    rooms = [option.room for option in cls.rooms] if cls.needs_room else [None]
    teams = [option.instructors for option in cls.instructors] or [()]
    if len(cls.times) * len(rooms) * len(teams) > FEW:
        return None
    return [
        Placement(option.time, room, team)
        for option in cls.times
        for room in rooms
        for team in teams
        if (room is None or is_open(problem, room, option.time))
        and are_there(problem, team, option.time)
    ]


def _rooms(places: Mapping[str, Sequence[Placement]]) -> Iterator[Fault]:
    """Two classes that always meet in one room at the same time."""
    only: dict[str, list[str]] = defaultdict(list)
    for id, found in places.items():
        rooms = {placement.room for placement in found}
        room = rooms.pop() if len(rooms) == 1 else None
        if room is not None:
            only[room].append(id)
    for room, classes in only.items():
        for a, b in combinations(classes[:MOST], 2):
            if all(one.time.overlaps(two.time) for one, two in product(places[a], places[b])):
                text = (
                    f"must be in room {room} at the same time as class {b}: "
                    "neither has another place"
                )
                yield "class", a, "room_contradiction", text, {"room": room, "other": b}


def _required(
    problem: Problem, constraint: Constraint, places: Mapping[str, Sequence[Placement]]
) -> Iterator[Fault]:
    """A required constraint that no placement of its classes with few places satisfies."""
    kind = KINDS[constraint.kind]
    named = constraint.id or constraint.kind

    def counts(placement: Placement) -> bool:
        return not constraint.taught_by or constraint.taught_by in placement.instructors

    if kind.name == "MaxWeekLoad":
        yield from _load(problem, constraint, named)
    if isinstance(kind, PairKind):
        few = [id for id in constraint.classes if id in places][:MOST]
        for a, b in combinations(few, 2):
            if not any(
                not (counts(one) and counts(two))
                or kind.holds(problem, one, two, constraint.parameters)
                for one, two in product(places[a], places[b])
            ):
                text = (
                    f"requires {kind.name}, which classes {a} and {b} break "
                    "wherever they are placed"
                )
                yield (
                    "constraint",
                    named,
                    "pair_contradiction",
                    text,
                    {"kind": kind.name, "class": a, "other": b},
                )
                return
    elif all(len(places.get(id, ())) == 1 for id in constraint.classes):
        fixed = [places[id][0] for id in constraint.classes if counts(places[id][0])]
        if kind.excess(problem, fixed, constraint.parameters) > 0:
            text = f"requires {kind.name}, which its classes break at their only places"
            yield "constraint", named, "set_contradiction", text, {"kind": kind.name}


def _load(problem: Problem, constraint: Constraint, named: str) -> Iterator[Fault]:
    """More hours than all weeks allow, of classes that nobody else can teach."""
    limit, weeks = constraint.parameters[0], problem.calendar.weeks
    least = sum(
        min(option.time.slots for option in cls.times)
        for cls in map(problem.classes.__getitem__, constraint.classes)
        if not constraint.taught_by or _only(cls, constraint.taught_by)
    )
    if least > limit * weeks:
        text = (
            f"allows {limit} slots a week, but what cannot be taken away has {least / weeks:g}"
        )
        yield (
            "constraint",
            named,
            "load_contradiction",
            text,
            {"instructor": constraint.taught_by, "slots": least // weeks, "limit": limit},
        )


def _only(cls: Class, instructor: str) -> bool:
    """Whether the instructor teaches the class in any case."""
    teams = [option.instructors for option in cls.instructors]
    return bool(teams) and all(instructor in team for team in teams)


def _seats(problem: Problem) -> Iterator[Fault]:
    """Courses that more students take than their classes can hold."""
    wanted = Counter(course for student in problem.students for course in student.courses)
    for id, students in wanted.items():
        seats = seats_of(problem.course[id])
        if students > seats:
            text = f"{students} students take it, but its classes hold only {seats:.0f}"
            yield "course", id, "no_seat", text, {"students": students, "seats": int(seats)}


def seats_of(course: Course, unlimited: Collection[str] = ()) -> float:
    """Most students that the classes can take: of each config the narrowest subpart.

    Those named in `unlimited` take anybody. Where `seats_are_exact`, so many do find seats.
    """
    return sum(_narrowest(config, unlimited) for config in course.configs)


def seats_are_exact(course: Course) -> bool:
    """Whether all classes of each subpart have their parents in one other, or none has any."""
    return all(
        len(found) == 1 for config in course.configs for found in _above(config).values()
    )


def _above(config: Config) -> dict[str, set[str]]:
    """By subpart: the subparts of its classes' parents, with "" where one has none."""
    home = {cls.id: part.id for part in config.subparts for cls in part.classes}
    return {
        part.id: {home.get(cls.parent or "", "") for cls in part.classes}
        for part in config.subparts
    }


def _narrowest(config: Config, unlimited: Collection[str]) -> float:
    """Seats of the subpart with the fewest.

    Where all classes of a subpart have their parents in one other, a parent takes no
    more students than those children together: each must also attend one of them.
    """
    parts = {subpart.id: subpart.classes for subpart in config.subparts}
    seats = {
        cls.id: inf if cls.limit is None or cls.id in unlimited else cls.limit
        for classes in parts.values()
        for cls in classes
    }
    above = {
        part: next(iter(found)) if len(found) == 1 else ""
        for part, found in _above(config).items()
    }
    below = Counter(above.values())
    # From the leaves up; subparts that are above each other never have their turn.
    ready = [part for part in parts if not below[part]]
    for part in ready:
        parents = above[part]
        taken: dict[str | None, float] = defaultdict(float)
        for cls in parts[part]:
            taken[cls.parent] += seats[cls.id]
        for cls in parts.get(parents, ()):
            seats[cls.id] = min(seats[cls.id], taken[cls.id])
        below[parents] -= 1
        if parents and not below[parents]:
            ready.append(parents)
    return min(sum(seats[cls.id] for cls in classes) for classes in parts.values())
