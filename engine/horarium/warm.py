"""Compile and cache every kernel: `python -m horarium.warm`, once after installing.

Tiny problems, with students and without, are solved and asked about once, and by every solver
that has kernels to itself, which compiles all of them for this machine. Later solves load them
in a moment.
"""

import os
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
from horarium.progress import ProgressTracker
from horarium.questions import Desk
from horarium.solution import Solution
from horarium.solvers import Task, genetic, hierarchical, local
from horarium.stop import Budget


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
    """Compile what is not yet compiled; quick when all of it is."""
    from horarium import kernel_cache

    kernel_cache.remove_stale()
    for problem in (tiny_problem(students=2, rooms=1), tiny_problem(students=0, rooms=2)):
        first = local.run(_task(problem))
        local.run(_task(problem, first))
        for solver in (genetic.SOLVER, hierarchical.SOLVER):
            solver.run(_task(problem))
        Desk(problem, first).suggest(next(iter(problem.classes)))
    mark = kernel_cache.warm_mark()
    if mark.parent.is_dir():  # otherwise nothing is kept, as with the JIT off
        mark.touch()


def ensure_warm() -> None:
    """Compile every kernel if that has not been done, and say so: it takes half a minute."""
    from horarium import kernel_cache

    if os.environ.get("NUMBA_DISABLE_JIT") == "1" or kernel_cache.warm_mark().exists():
        return
    print(
        "horarium: compiling the search, once for this installation: about half a minute",
        file=sys.stderr,
        flush=True,
    )
    warm()


def _task(problem: Problem, initial: Solution | None = None) -> Task:
    """A whole solve with somebody watching."""
    budget = Budget(None, 1000)
    tracker = ProgressTracker(budget, (lambda _: None,))
    return Task(problem, budget, tracker, initial=initial)


if __name__ == "__main__":
    warm()
