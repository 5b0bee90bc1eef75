"""The default solver: local search in native kernels, one search per thread."""

from concurrent.futures import ThreadPoolExecutor

from horarium.solution import Solution
from horarium.solvers.solver import Solver, Task

SCORING = 1.5
"""The oracle's time at the end, as a multiple of the time to compile the problem."""


def run(task: Task) -> Solution:
    """Independent searches that differ in their seeds; the best of their timetables."""
    from horarium.arrays import compile_problem
    from horarium.search.local import LocalSearch

    begun = task.budget.elapsed()
    arrays = compile_problem(task.problem)
    task.budget.reserve(SCORING * (task.budget.elapsed() - begun))
    searches = [
        LocalSearch(arrays, task.seed * 1_000_003 + i, task.budget, task.tracker, task.threads)
        for i in range(task.threads)
    ]
    task.tracker.enter("construct")
    if task.threads == 1:
        searches[0].run(task.initial)
    else:
        with ThreadPoolExecutor(task.threads) as pool:
            for done in [pool.submit(search.run, task.initial) for search in searches]:
                done.result()
    best = min(searches, key=lambda search: (search.best.value[1], search.best.value[0]))
    return arrays.solution(best.best)


SOLVER = Solver("local_search", "simulated annealing in native kernels", run)
