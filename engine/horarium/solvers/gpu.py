"""GPUAcceleratedScheduler: many timetables at once on an NVIDIA GPU, else on the CPU."""

import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from horarium.moves import MOVES
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.solver import Solver, Task
from horarium.stop import Budget


def run(task: Task) -> Solution:
    """The best timetable by the card; by the CPU, from where the card got, if that fails."""
    if problem := _lacks(task):
        return _on_cpu(task, problem)
    from horarium.arrays import compile_problem
    from horarium.arrays.size import compiling_bytes
    from horarium.gpu.card import Card, GpuError
    from horarium.gpu.search import GpuSearch

    try:
        card = Card()
    except GpuError as error:
        return _on_cpu(task, str(error))
    begun = task.budget.elapsed()
    task.memory.require(compiling_bytes(task.problem), f"problem {task.problem.name}")
    arrays = compile_problem(task.problem)
    if arrays.own_constraints:
        return _on_cpu(task, "the problem has constraints of registered kinds")
    task.budget.reserve(local.SCORING * (task.budget.elapsed() - begun))
    search = GpuSearch(arrays, task.seed, task.budget, task.tracker, card)
    task.tracker.enter("construct")
    try:
        search.run(task.initial)
    except GpuError as error:
        left = _rest(task.budget, search.iterations)
        return _on_cpu(replace(task, budget=left, initial=search.solution()), str(error))
    return search.solution()


def _lacks(task: Task) -> str:
    """What keeps this installation or problem from using a card; empty: nothing."""
    if MOVES:
        return "registered moves run on the CPU alone"
    try:
        version("numba-cuda")
    except PackageNotFoundError:
        return "numba-cuda is not installed"
    return ""


def _on_cpu(task: Task, reason: str) -> Solution:
    task.tracker.fallback = "gpu_unavailable"
    begun = "going on from the best timetable so far" if task.initial else "searching"
    print(f"horarium: gpu: {reason}: {begun} on the CPU", file=sys.stderr, flush=True)
    return local.run(task)


def _rest(budget: Budget, iterations: int) -> Budget:
    """What is left of the budget after so many iterations, at least a moment."""
    seconds = budget.time_limit
    left = None if budget.iterations is None else max(1, budget.iterations - iterations)
    return Budget(
        None if seconds is None else max(0.01, seconds - budget.elapsed()), left, budget.stop
    )


class GPUAcceleratedScheduler(Solver):
    """The solver `gpu`, for `horarium.solve` and for `horarium.solvers`."""

    def __init__(self) -> None:
        summary = "many timetables at once on an NVIDIA GPU; without one as local_search"
        super().__init__("gpu", summary, run, local.prepare)


SOLVER = GPUAcceleratedScheduler()
