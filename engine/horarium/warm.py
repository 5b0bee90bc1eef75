"""Compile and cache every kernel: `python -m horarium.warm`, once after installing.

Tiny problems, with students and without, are solved once, which compiles all
kernels for this machine. Later solves load them in a moment.
"""

import sys

from horarium.problem import (
    Calendar,
    Class,
    Config,
    Constraint,
    Course,
    Problem,
    Room,
    RoomOption,
    Student,
    Subpart,
    Time,
    TimeOption,
    Weights,
)


def tiny_problem(students: int, rooms: int) -> Problem:
    """Two courses of two classes each at three times, and students who take both.

    One room is not enough; in two the classes fit, but not on enough days. So the
    search does not end before its time. Without students it is a problem of periods.
    """
    names = [f"r{n}" for n in range(rooms)]
    times = tuple(TimeOption(Time(1, 1 << day, 2 * day, 2)) for day in range(3))
    options = tuple(RoomOption(name) for name in names)
    courses = tuple(
        Course(
            name,
            (
                Config(
                    name,
                    (
                        Subpart(
                            name,
                            tuple(
                                Class(f"{name}{i}", times, options, limit=2) for i in range(2)
                            ),
                        ),
                    ),
                ),
            ),
        )
        for name in ("a", "b")
    )
    return Problem(
        "tiny",
        Calendar(1, 3, 12),
        Weights(),
        tuple(Room(name, 9) for name in names),
        courses,
        tuple(Student(f"s{n}", ("a", "b")) for n in range(students)),
        (Constraint("MinimumWorkingDays", ("a0", "b0"), (4,), penalty=1),),
    )


def warm() -> None:
    """Compile what is not yet compiled; instant when all of it is."""
    from horarium.kernels.jit import remove_stale
    from horarium.solve import solve

    remove_stale()
    for problem in (tiny_problem(students=2, rooms=1), tiny_problem(students=0, rooms=2)):
        first = solve(problem, iterations=1000)
        solve(problem, iterations=1000, initial=first.solution)


if __name__ == "__main__":
    warm()
    sys.exit()
