"""What is too large to be solved as a whole: a timetable, bettered piece by piece."""

from dataclasses import replace
from functools import partial

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.components import components
from horarium.kernels import anneal as annealing
from horarium.search.local import LocalSearch
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.cp_sat.neighbourhoods import Neighbourhoods, value
from horarium.solvers.cp_sat.running import ITERATIONS
from horarium.solvers.solver import Task
from horarium.stop import Budget

MENDING = 3.0
"""Deterministic time to find a place for what a given timetable has lost."""

MENDING_SHARE, MOST_MENDED = 0.5, 150
"""Of the budget, and in classes, what that may take."""

SHARE = 0.5
"""Of what is left, what the local search has before the neighbourhoods."""


def better(task: Task) -> Solution:
    """Local search for half of the budget, neighbourhood after neighbourhood for the rest.

    Of a given timetable that does not hold any more, first what had to move, and what was
    pushed by that, is put back together.
    """
    arrays, tracker = local.compiled(task), task.tracker
    tracker.enter("construct")
    start = None if task.initial is None else _mended(task, arrays, task.initial)
    first = task.budget.rest(tracker.iterations).part(SHARE)
    found = local.improve(replace(task, budget=first, initial=start), arrays)
    state, best = arrays.empty(task.seed), arrays.nothing()
    arrays.load(state, found)
    annealing.keep_best(state, best)
    tracker.threads = 1
    search = Neighbourhoods(arrays, state, task.seed)
    over = partial(_over, task, task.budget)
    while len(arrays.data.movable) and value(state) > (0, arrays.floor) and not over():
        effort = search.step(over)
        tracker.advance(max(1, int(effort * ITERATIONS)))
        annealing.keep_best(state, best)
        cost, hard = best.value.tolist()
        tracker.improved(
            hard, cost, lambda: components(arrays, best), lambda: arrays.solution(best)
        )
    return arrays.solution(best)


def _over(task: Task, budget: Budget) -> bool:
    task.tracker.advance(0)
    return budget.over(task.tracker.iterations)


def _mended(task: Task, arrays: Arrays, given: Solution) -> Solution:
    """The given timetable with everything placed, and as little of it elsewhere as is found.

    As it was given, where that did not make it valid.
    """
    budget = task.budget.rest(task.tracker.iterations).part(MENDING_SHARE)
    search = LocalSearch(arrays, task.seed, budget, task.tracker)
    search.construct(given)
    state, was = search.state, arrays.empty(task.seed)
    arrays.load(was, given)
    elsewhere = (state.time_option != was.time_option) | (state.room_option != was.room_option)
    classes = np.intersect1d(np.nonzero(elsewhere)[0], arrays.data.movable).tolist()
    if 0 < len(classes) <= MOST_MENDED:
        neighbourhoods = Neighbourhoods(arrays, state, task.seed)
        effort = neighbourhoods.put_back(classes, partial(_over, task, budget), MENDING)
        task.tracker.advance(int(effort * ITERATIONS))
    return arrays.solution(state) if value(state)[0] == 0 else given
