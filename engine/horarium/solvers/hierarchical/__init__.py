"""HierarchicalScheduler: a large problem in stages, then as a whole.

    stages     which classes belong to which stage, and to which block of it
    staging    the stages, blocks side by side, and what they gave put together

Everything is priced by the same kernels as in the local search, with all classes in view
that were placed before.
"""

from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.solver import Solver, Task

STAGES_SHARE = 0.08
"""Of the budget, what the stages take: they are a construction. The rest searches the whole."""


def run(task: Task) -> Solution:
    """Core courses department by department, then their electives, then those for everyone.

    The local search goes on from what the stages gave, over all classes and as hot as it
    chooses: what students of several departments need is decided there. Where the problem
    says nothing of departments, its blocks are communities: courses that have much in common.
    A timetable of all classes is there before the stages begin, so that whoever stops early
    has one.
    """
    from dataclasses import replace

    from horarium.solvers.hierarchical.stages import stages_of
    from horarium.solvers.hierarchical.staging import place_in_stages

    arrays = local.compiled(task)
    task.tracker.enter("construct")
    found = [local.constructed(task, arrays)] if task.initial is None else []
    budget = task.budget.rest(task.tracker.iterations).part(STAGES_SHARE)
    start, best = place_in_stages(task, arrays, stages_of(arrays), budget)
    # Neither knows constraints of one's own, which the search that follows does.
    kept = None if arrays.own_constraints else min([best, *found], key=local.worth)
    rest = task.budget.rest(task.tracker.iterations)
    return local.improve(replace(task, budget=rest, initial=start), arrays, kept=kept)


class HierarchicalScheduler(Solver):
    """The solver `hierarchical`, for `horarium.solve` and for `horarium.solvers`."""

    def __init__(self) -> None:
        summary = "stage by stage, departments side by side, then the whole"
        super().__init__("hierarchical", summary, run, local.prepare)


SOLVER = HierarchicalScheduler()
