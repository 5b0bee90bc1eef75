"""GeneticAlgorithmOptimizer: a population of complete timetables that recombine.

ground        the blocks of courses that a child can have from its father
population    who is kept: the better, and those that differ
evolution     first timetables, then children, side by side
"""

from dataclasses import replace
from functools import partial

from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.solver import Solver, Task

LAST_SHARE = 0.1
"""Of the budget, what is left to the local search from the best of the population."""

COOL = 2
"""Percent above the least cost at which that begins."""


def run(task: Task, *, recombine: bool = True) -> Solution:
    """The best of a population that evolves, polished by the local search at the end."""
    from horarium.solvers.genetic.evolution import evolve

    arrays = local.compiled(task)
    task.tracker.enter("construct")
    budget = task.budget.rest(task.tracker.iterations).part(1 - LAST_SHARE)
    best = evolve(task, arrays, budget, recombine)
    rest = task.budget.rest(task.tracker.iterations)
    return local.improve(replace(task, budget=rest, initial=best), arrays, COOL)


class GeneticAlgorithmOptimizer(Solver):
    """The solver `genetic`, for `horarium.solve` and for `horarium.solvers`.

    With `recombine` off, children have one parent: so it shows what recombination is worth.
    """

    def __init__(self, name: str = "genetic", *, recombine: bool = True) -> None:
        summary = "a population of timetables that recombine blocks of courses"
        if not recombine:
            summary = "the same with one parent each, to compare with"
        run_ = run if recombine else partial(run, recombine=False)
        super().__init__(name, summary, run_, local.prepare)


SOLVER = GeneticAlgorithmOptimizer()
ONE_PARENT = GeneticAlgorithmOptimizer("genetic-one-parent", recombine=False)
