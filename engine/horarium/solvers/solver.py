"""What a solver is, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from horarium.memory import MemoryLimit
from horarium.problem import Problem
from horarium.progress import ProgressTracker
from horarium.solution import Solution
from horarium.stop import Budget


@dataclass(frozen=True)
class Task:
    """One solve. A solver calls `tracker` as it goes, and ends soon after `budget.over`.

    `memory` says what may still be built up; the budget is over when it is used up.
    `initial` is a timetable to start from, perhaps partial, perhaps of an older state
    of the problem.
    """

    problem: Problem
    budget: Budget
    tracker: ProgressTracker
    seed: int = 0
    threads: int = 1
    memory: MemoryLimit = field(default_factory=lambda: MemoryLimit(None))
    initial: Solution | None = None


def nothing() -> None:
    """What a solver does that needs no preparation."""


@dataclass(frozen=True)
class Solver:
    """`run` returns the best timetable found, or None when it proved that there is none.

    `prepare` is called before the clock of a solve starts: once for an installation
    it may take its time.
    """

    name: str
    summary: str
    run: Callable[[Task], Solution | None] = field(repr=False)
    prepare: Callable[[], None] = field(default=nothing, repr=False)
