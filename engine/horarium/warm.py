"""Compile and cache every kernel: `python -m horarium.warm`, once after installing.

A tiny problem with students and every counted kind of set is solved once, which
compiles all kernels for this machine. Later solves load them in a moment.
"""

import sys

from horarium.problem import (
    Calendar,
    Class,
    Config,
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


def tiny_problem() -> Problem:
    """Two courses of two classes each, and a student who takes both."""
    times = tuple(TimeOption(Time(1, 1 << day, 2 * day, 2)) for day in range(3))
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
                                Class(f"{name}{i}", times, (RoomOption("r"),), limit=2)
                                for i in range(2)
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
        (Room("r", 9), Room("q", 9)),
        courses,
        (Student("s", ("a", "b")), Student("t", ("a", "b"))),
    )


def warm() -> None:
    """Compile what is not yet compiled; instant when all of it is."""
    from horarium.kernels.jit import remove_stale
    from horarium.solve import solve

    remove_stale()
    problem = tiny_problem()
    first = solve(problem, iterations=1000)
    solve(problem, iterations=1000, initial=first.solution)


if __name__ == "__main__":
    warm()
    sys.exit()
