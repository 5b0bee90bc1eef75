"""GPUAcceleratedScheduler: many timetables at once on an NVIDIA GPU, else on the CPU."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from horarium.moves import MOVES
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.solver import Solver, Task
from horarium.stop import MILLION

if TYPE_CHECKING:
    from horarium.arrays import Arrays
    from horarium.gpu.search import GpuSearch

UNAVAILABLE = "gpu_unavailable"
"""The result's fallback, when the CPU did what the card could not."""


def run(task: Task) -> Solution:
    """The best timetable by the card; by the CPU, from where the card got, if that fails."""
    from horarium.gpu.card import GpuError

    arrays = local.compiled(task)
    search = None
    try:
        search = _begun(task, arrays)
        task.tracker.enter("construct")
        search.run(task.initial)
        return search.solution()
    except GpuError as error:
        return _on_cpu(task, arrays, search, str(error))


def _begun(task: Task, arrays: "Arrays") -> "GpuSearch":
    """A search with a card. Raises GpuError where there is none, or it cannot do this."""
    from horarium.gpu.card import Card, GpuError, told

    if MOVES:
        raise GpuError("registered moves run on the CPU alone")
    if arrays.own_constraints:
        raise GpuError("constraints of registered kinds run on the CPU alone")
    card = Card()
    with told():
        from horarium.gpu.search import GpuSearch
    return GpuSearch(arrays, task.seed, task.budget, task.tracker, card)


def _on_cpu(task: Task, arrays: "Arrays", search: "GpuSearch | None", reason: str) -> Solution:
    """Says so in one line; goes on from what the search has found, if it had begun.

    The less of the budget is left, the less warm: so much of that timetable stays.
    """
    from horarium.search.local import WARMTH

    task.tracker.fallback = UNAVAILABLE
    goes_on = search is not None and search.has_found
    what = "going on from the best timetable so far" if goes_on else "searching"
    print(f"horarium: gpu: {reason}: {what} on the CPU", file=sys.stderr, flush=True)
    task.tracker.enter("construct")
    if search is None or not search.has_found:
        return local.improve(task, arrays)
    rest = task.budget.rest(search.iterations)
    left = MILLION - task.budget.used(search.iterations)
    going_on = replace(task, budget=rest, initial=search.solution())
    return local.improve(going_on, arrays, max(1, WARMTH * left // MILLION))


def prepare() -> None:
    """Compile the kernels: for the CPU, and where there is a card for it, about a minute."""
    from horarium.gpu.card import Card, GpuError, told

    local.prepare()
    try:
        card = Card()
        if not card.simulated:
            with told():
                from horarium.gpu.population import compile_kernels
            compile_kernels(card)
    except GpuError:
        return  # the solve meets it again, and says so


class GPUAcceleratedScheduler(Solver):
    """The solver `gpu`, for `horarium.solve` and for `horarium.solvers`."""

    def __init__(self) -> None:
        summary = "many timetables at once on an NVIDIA GPU; without one as local_search"
        super().__init__("gpu", summary, run, prepare)


SOLVER = GPUAcceleratedScheduler()
