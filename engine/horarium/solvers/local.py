"""The default solver: local search in native kernels, one search per thread."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from horarium.moves import MOVES
from horarium.solution import Solution
from horarium.solvers.solver import Solver, Task
from horarium.stop import Budget

if TYPE_CHECKING:
    from horarium.arrays import Arrays
    from horarium.kernels.layout import Best

CONSTRUCTING = 5.0
"""Seconds that a first timetable may take, before other ways to a better one."""

SCORING = 1.5
"""The oracle's time at the end, as a multiple of the time to compile the problem."""


def run(task: Task) -> Solution:
    """The best timetable of searches that differ in their seeds and meet now and then."""
    arrays = compiled(task)
    task.tracker.enter("construct")
    return improve(task, arrays)


def compiled(task: Task) -> "Arrays":
    """The task's problem for the kernels; time for the oracle is kept at the end.

    Raises ProblemError (memory_too_small).
    """
    from horarium.arrays import compile_problem
    from horarium.arrays.size import compiling_bytes

    begun = task.budget.elapsed()
    task.memory.require(compiling_bytes(task.problem), f"problem {task.problem.name}")
    arrays = compile_problem(task.problem)
    task.budget.reserve(SCORING * (task.budget.elapsed() - begun))
    return arrays


def constructed(task: Task, arrays: "Arrays") -> "Best":
    """A first timetable, constructed from the task's start in a small share of the budget."""
    from horarium.search.local import LocalSearch

    given = task.budget.rest(task.tracker.iterations)
    limit = None if given.time_limit is None else min(CONSTRUCTING, given.time_limit / 10)
    iterations = None if given.iterations is None else max(1, given.iterations // 10)
    budget = Budget(limit, iterations, given.stop)
    search = LocalSearch(arrays, task.seed, budget, task.tracker)
    search.construct(task.initial)
    return search.best


def improve(
    task: Task, arrays: "Arrays", warmth: int | None = None, kept: "Best | None" = None
) -> Solution:
    """Search from the task's start over its whole budget.

    `warmth` (percent, as `LocalSearch` has it): little keeps most of a good start. `kept`
    was found before: it is the result where nothing better is found.
    """
    from horarium.arrays.periods import compile_periods
    from horarium.search.extended import ExtendedSearch
    from horarium.search.local import WARMTH, LocalSearch
    from horarium.search.meeting import Meeting
    from horarium.search.periods import PeriodSearch

    warmth = WARMTH if warmth is None else warmth
    threads = task.tracker.threads = threads_for(task, arrays)
    extended = bool(arrays.own_constraints or MOVES)
    periods = None if extended else compile_periods(arrays)
    meeting = Meeting(threads) if threads > 1 else None
    searches: list[LocalSearch] = []
    for thread in range(threads):
        given = seed_of(task, thread), task.budget, task.tracker, threads
        if extended:
            searches.append(ExtendedSearch(arrays, *given, warmth=warmth))
        elif periods is None:
            searches.append(LocalSearch(arrays, *given, meeting, warmth))
        else:
            searches.append(PeriodSearch(arrays, periods, *given, meeting, warmth))
    if threads == 1:
        searches[0].run(task.initial)
    else:
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(search.run, task.initial) for search in searches]:
                done.result()
    found = [search.best for search in searches]
    return arrays.solution(min(found if kept is None else [kept, *found], key=worth))


def worth(one: "Best") -> tuple[int, int]:
    """Hard violations, then cost: the less the better."""
    cost, hard = one.value.tolist()
    return hard, cost


def seed_of(task: Task, thread: int) -> int:
    """The seed of one of the task's threads."""
    return task.seed * 1_000_003 + thread


def threads_for(task: Task, arrays: "Arrays") -> int:
    """As many threads as were asked for and have room for a timetable each, at least one."""
    if task.threads == 1:
        return 1
    return max(1, task.memory.room_for(arrays.empty(0).nbytes, task.threads))


def prepare() -> None:
    """Compile the kernels, unless they are."""
    from horarium.warm import ensure_warm

    ensure_warm()


SOLVER = Solver("local_search", "simulated annealing in native kernels", run, prepare)
