"""What is too large to be solved as a whole: a timetable, bettered piece by piece."""

from dataclasses import replace
from functools import partial

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.components import components
from horarium.kernels import anneal as annealing
from horarium.kernels import construct as constructing
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.cp_sat.neighbourhoods import Neighbourhoods, value
from horarium.solvers.cp_sat.running import ITERATIONS
from horarium.solvers.solver import Task
from horarium.stop import Budget

MENDING = 1.0
"""Deterministic time for one try to find places for what a given timetable has lost."""

MENDING_SHARE = 0.5
"""Of the budget, what all of these may take."""

MOST_LOST, IN_THE_WAY = 60, (0, 8, 24)
"""Classes that may have lost their places, and, try by try, how many may make room for them."""

SHARE = 0.5
"""Of what is left, what the local search has before the neighbourhoods."""


def better(task: Task) -> Solution:
    """Local search for half of the budget, neighbourhood after neighbourhood for the rest.

    Of a given timetable that does not hold any more, first what has lost its place is put back.
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
    """The given timetable, and what has lost its place put back with as few moves as are found.

    First what was lost alone, then with more and more classes that are in its way. As it was
    given, where that is not enough.
    """
    state = arrays.empty(task.seed)
    arrays.load(state, given)
    constructing.clear_violations(arrays.data, state)
    lost = np.nonzero(state.time_option < 0)[0].tolist()
    if not 0 < len(lost) <= MOST_LOST:
        return given
    search = Neighbourhoods(arrays, state, task.seed)
    over = partial(_over, task, task.budget.rest(task.tracker.iterations).part(MENDING_SHARE))
    for most in IN_THE_WAY:
        effort = search.put_back([*lost, *search.in_the_way(lost, most)], over, MENDING)
        task.tracker.advance(int(effort * ITERATIONS))
        if (state.time_option >= 0).all():
            return arrays.solution(state)
    return given
