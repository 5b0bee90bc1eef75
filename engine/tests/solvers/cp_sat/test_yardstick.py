"""Contradictions planted in the yardstick are found, one by one, with nothing superfluous."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace

import pytest

import horarium
from horarium.changes import with_classes
from horarium.problem import Class, Constraint, Problem, Room, RoomOption, Time, TimeOption
from horarium.solve import solve
from horarium.university import generate

pytestmark = pytest.mark.long

CHECKED = 3
"""Elements of each requirement that are dropped for a try."""


@pytest.fixture(scope="module")
def yardstick() -> Problem:
    return generate("yardstick")


def largest(problem: Problem, origin: str) -> tuple[str, ...]:
    """The classes of the instructor or cohort with the most."""
    own = [c.classes for c in problem.constraints if c.derived_from.startswith(f"{origin}:")]
    return max(own, key=len)


def some(problem: Problem, *places: int) -> tuple[str, ...]:
    ids = [id for id, cls in problem.classes.items() if cls.needs_room]
    return tuple(ids[place] for place in places)


def changed(
    problem: Problem, ids: Collection[str], change: Callable[[Class], Class]
) -> Problem:
    return with_classes(problem, lambda cls: change(cls) if cls.id in ids else cls)


def required(kind: str, number: int, ids: Collection[str], *parameters: int) -> Constraint:
    return Constraint(kind, tuple(ids), parameters, True, id=f"P{number}")


def instructor_away(problem: Problem) -> Problem:
    """An instructor's classes have the hour of one of them, and no other."""
    ids = largest(problem, "instructor")
    hour = problem.classes[ids[0]].times[0]
    return changed(problem, ids, lambda cls: replace(cls, times=(hour,)))


def cohort_without_hours(problem: Problem) -> Problem:
    ids = largest(problem, "cohort")
    return changed(problem, ids, lambda cls: replace(cls, times=cls.times[:3]))


def rooms_without_hours(problem: Problem) -> Problem:
    """Of the rooms that many classes share, too few are left."""
    sharing: dict[tuple[str, ...], list[Class]] = defaultdict(list)
    for cls in problem.classes.values():
        sharing[tuple(option.room for option in cls.rooms)].append(cls)
    rooms, classes = max(sharing.items(), key=lambda item: len(item[1]) * bool(item[0]))
    hours = sum(cls.times[0].time.days.bit_count() for cls in classes)
    left = tuple(RoomOption(room) for room in rooms[: max(1, hours // 60)])
    return changed(problem, {cls.id for cls in classes}, lambda cls: replace(cls, rooms=left))


def order_in_a_circle(problem: Problem) -> Problem:
    a, b, c = some(problem, 10, 700, 1500)
    pairs = enumerate(((a, b), (b, c), (c, a)))
    return problem.constrained(*(required("Precedence", n, pair) for n, pair in pairs))


def together_and_apart(problem: Problem) -> Problem:
    """Two classes of one instructor that must meet at the same time."""
    pair = largest(problem, "instructor")[:2]
    return problem.constrained(required("SameTime", 1, pair), required("SameDays", 2, pair))


def pins_overlap(problem: Problem) -> Problem:
    a, b = some(problem, 20, 1200)
    time, room = problem.classes[a].times[0].time, problem.classes[a].rooms[0].room
    place = {"times": (TimeOption(time),), "rooms": (RoomOption(room),)}
    return changed(problem, (a, b), lambda cls: replace(cls, **place))  # type: ignore[arg-type]


def too_few_days(problem: Problem) -> Problem:
    return problem.constrained(required("MaxDays", 1, largest(problem, "cohort"), 1))


def room_closed(problem: Problem) -> Problem:
    """A class can only be in one room, which is never open."""
    (id,) = some(problem, 30)
    room = problem.classes[id].rooms[0].room
    weeks, days = problem.calendar.weeks, problem.calendar.days
    never = Time((1 << weeks) - 1, (1 << days) - 1, 0, problem.calendar.slots_per_day)
    rooms = tuple(
        replace(each, unavailable=(never,)) if each.id == room else each
        for each in problem.rooms
    )
    only = (RoomOption(room),)
    return changed(replace(problem, rooms=rooms), (id,), lambda cls: replace(cls, rooms=only))


PLANTED = (
    instructor_away,
    cohort_without_hours,
    rooms_without_hours,
    order_in_a_circle,
    together_and_apart,
    pins_overlap,
    too_few_days,
    room_closed,
)


def part(problem: Problem, elements: set[str]) -> Problem:
    """What the elements require and nothing else, as a problem of its own.

    A room that may hold several classes at once is another one for each of them.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for element in elements:
        type, _, id = element.partition(":")
        named[type].add(id)
    rooms: dict[str, Room] = {}

    def kept(cls: Class) -> Class | None:
        if cls.id not in named["class"]:
            return None
        own = []
        for option in cls.rooms:
            room = problem.room[option.room]
            id = room.id if room.id in named["room"] else f"{room.id} for {cls.id}"
            closed = room.unavailable if room.id in named["closure"] else ()
            rooms[id] = replace(room, id=id, unavailable=closed, travel={})
            own.append(replace(option, room=id))
        return replace(cls, rooms=tuple(own), limit=None, parent=None)

    smaller = with_classes(problem, kept)
    constraints = (
        replace(c, classes=tuple(id for id in c.classes if id in named["class"]))
        for c in problem.constraints
        if c.id in named["constraint"]
    )
    return replace(
        smaller, rooms=tuple(rooms.values()), students=(), constraints=tuple(constraints)
    )


@pytest.mark.parametrize("plant", PLANTED)
def test_each_is_found_and_nothing_in_it_is_superfluous(
    yardstick: Problem, plant: Callable[[Problem], Problem]
) -> None:
    problem = plant(yardstick)
    diagnosis = horarium.diagnose(problem, time_limit=200)
    assert diagnosis.outcome == "infeasible"
    assert diagnosis.minimal
    elements = {element for each in diagnosis.requirements for element in each.elements}
    assert (
        solve(part(problem, elements), solver="cp-sat", time_limit=60).outcome == "infeasible"
    )
    for each in diagnosis.requirements:
        for element in each.elements[:CHECKED]:
            rest = part(problem, elements - {element})
            assert solve(rest, solver="cp-sat", time_limit=60).score.valid, element
