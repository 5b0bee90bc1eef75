"""Solving again after something changed: with as few moves as that takes."""

from collections.abc import Callable
from dataclasses import replace

from horarium.contradictions import are_there, is_open
from horarium.problem import (
    Class,
    Instructor,
    InstructorOption,
    Problem,
    RoomOption,
    Subpart,
    TimeOption,
)
from horarium.solution import Placement, Solution

EASED = 10
"""A class that must move anyway pays one part in so many for what else it leaves, so that it
goes further rather than push a class that could stay."""


def near(problem: Problem, before: Solution, weight: int) -> Problem:
    """The problem in which leaving a time, a room or instructors of `before` costs `weight`.

    Classes that `before` does not place are free to go anywhere; those that cannot stay, as
    one of these is offered no more or their room is closed or an instructor away, pay little
    for what they leave besides. The weight is of the total cost, whatever the problem weighs
    times and rooms.
    """
    weights = problem.weights

    def held(cls: Class) -> Class:
        was = before.placements.get(cls.id)
        if was is None:
            return cls
        kept, stays, taught = _offered(cls, was)
        price = weight if can_stay(problem, cls, was) else weight // EASED
        return replace(
            cls,
            times=tuple(
                TimeOption(
                    each.time,
                    each.penalty * weights.time + price * (kept and each.time != was.time),
                )
                for each in cls.times
            ),
            rooms=tuple(
                RoomOption(
                    each.room,
                    each.penalty * weights.room + price * (stays and each.room != was.room),
                )
                for each in cls.rooms
            ),
            instructors=tuple(
                InstructorOption(
                    each.instructors,
                    each.penalty * weights.instructor
                    + price * (taught and each.instructors != was.instructors),
                )
                for each in cls.instructors
            ),
        )

    return replace(
        with_classes(problem, held),
        instructors=with_wishes(problem, weights.instructor),
        weights=replace(weights, time=1, room=1, instructor=1),
    )


def _offered(cls: Class, was: Placement) -> tuple[bool, bool, bool]:
    """Whether the class is still offered the time, the room and the instructors."""
    return (
        any(option.time == was.time for option in cls.times),
        any(option.room == was.room for option in cls.rooms),
        any(option.instructors == was.instructors for option in cls.instructors),
    )


def can_stay(problem: Problem, cls: Class, was: Placement) -> bool:
    """Whether the class is still offered all of its place, and may use it then.

    That is: the room is open, and everybody who was chosen to teach is there.
    """
    kept, stays, taught = _offered(cls, was)
    if not kept or (cls.needs_room and not stays) or (cls.instructors and not taught):
        return False
    closed = (
        cls.needs_room and was.room is not None and not is_open(problem, was.room, was.time)
    )
    away = bool(cls.instructors) and not are_there(problem, was.instructors, was.time)
    return not (closed or away)


def still_there(problem: Problem, before: Solution) -> Solution:
    """The timetable without classes in rooms that the problem does not have any more."""
    return replace(
        before,
        placements={
            id_: placement
            for id_, placement in before.placements.items()
            if placement.room is None or placement.room in problem.room
        },
    )


def moved(before: Solution, after: Solution) -> list[str]:
    """Classes of both timetables that have another time, room or instructors in `after`."""
    return [
        id_
        for id_, placement in after.placements.items()
        if id_ in before.placements and before.placements[id_] != placement
    ]


def with_wishes(problem: Problem, times: int) -> tuple[Instructor, ...]:
    """The problem's instructors, for whom what they mind costs so many times as much."""
    return tuple(
        replace(
            instructor,
            preferences=tuple(
                replace(wish, penalty=wish.penalty * times) for wish in instructor.preferences
            ),
        )
        for instructor in problem.instructors
    )


def with_classes(problem: Problem, change: Callable[[Class], Class | None]) -> Problem:
    """The problem with each class changed, or left out: a subpart may end up empty."""

    def classes(subpart: Subpart) -> tuple[Class, ...]:
        return tuple(new for cls in subpart.classes if (new := change(cls)) is not None)

    return replace(
        problem,
        courses=tuple(
            replace(
                course,
                configs=tuple(
                    replace(
                        config,
                        subparts=tuple(replace(s, classes=classes(s)) for s in config.subparts),
                    )
                    for config in course.configs
                ),
            )
            for course in problem.courses
        ),
    )
