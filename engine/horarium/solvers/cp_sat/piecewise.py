"""What is too large to be solved as a whole: a timetable, bettered piece by piece."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.components import components
from horarium.kernels import anneal as annealing
from horarium.kernels import construct as constructing
from horarium.kernels.layout import Best, State
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.cp_sat.neighbourhoods import Neighbourhoods, value
from horarium.solvers.cp_sat.running import ITERATIONS
from horarium.solvers.solver import Task
from horarium.stop import Budget

MENDING = 3.0
"""Deterministic time for one try to find places for what a given timetable has lost."""

MENDING_SHARE = 0.8
"""Of the budget, what all of these may take."""

MOST_LOST, IN_THE_WAY = 60, (8, 16, 32, 64)
"""Classes that may have lost their places, and, try by try, how many that are in their way
may go anywhere."""

MOST_BESIDE = 600
"""Classes in the rooms that these could have, up to which those make room at their times."""

LEAST = 1_000
"""Iterations that a neighbourhood counts for at least: to build its model takes time, too."""

SHARE = 0.5
"""Of what is left, what the local search has before the neighbourhoods."""


def better(task: Task) -> Solution:
    """Local search for half of the budget, neighbourhood after neighbourhood for the rest.

    Of a given timetable that does not hold any more, first what has lost its place is put back.
    """
    arrays, tracker = local.compiled(task), task.tracker
    tracker.enter("construct")
    start = kept = None
    if task.initial is not None:
        start, kept = _mended(task, arrays, task.initial)
    first = task.budget.rest(tracker.iterations).part(SHARE)
    found = local.improve(replace(task, budget=first, initial=start), arrays, kept=kept)
    state, best = arrays.empty(task.seed), arrays.nothing()
    arrays.load(state, found)
    annealing.keep_best(state, best)
    tracker.threads = 1
    search = Neighbourhoods(arrays, state, task.seed)
    over = partial(_over, task, task.budget)
    while len(arrays.data.movable) and value(state) > (0, arrays.floor) and not over():
        effort = search.step(over)
        tracker.advance(max(LEAST, int(effort * ITERATIONS)))
        _keep_best(task, arrays, state, best)
    return arrays.solution(best)


def _keep_best(task: Task, arrays: Arrays, state: State, best: Best) -> None:
    """Keep the present timetable if it is the best, and tell of it."""
    annealing.keep_best(state, best)
    cost, hard = best.value.tolist()
    task.tracker.improved(
        hard, cost, lambda: components(arrays, best), lambda: arrays.solution(best)
    )


def _over(task: Task, budget: Budget) -> bool:
    task.tracker.advance(0)
    return budget.over(task.tracker.iterations)


def _mended(task: Task, arrays: Arrays, given: Solution) -> tuple[Solution, Best]:
    """What has lost its place put back with as few moves as are found, and what was given.

    First what was lost alone; then what is left of it, while others in the rooms that it
    could have, or that all that was lost could have, make room at their own times; then with
    more and more classes that are in its way and go anywhere.
    Of that, what moved is looked at once more. What finds no place stays without one.
    """
    state, kept = arrays.empty(task.seed), arrays.nothing()
    arrays.load(state, given)
    _keep_best(task, arrays, state, kept)
    constructing.clear_violations(arrays.data, state)
    lost = np.nonzero(state.time_option < 0)[0].tolist()
    if not 0 < len(lost) <= MOST_LOST:
        return given, kept
    before = np.array([state.time, state.room, state.team])
    search = Neighbourhoods(arrays, state, task.seed)
    over = partial(_over, task, task.budget.rest(task.tracker.iterations).part(MENDING_SHARE))

    def put_back(free: list[int], keep_time: Sequence[int] = (), bare: bool = False) -> None:
        effort = search.put_back(free, over, MENDING, keep_time, bare=bare)
        task.tracker.advance(int(effort * ITERATIONS))

    put_back(lost)
    for most, whose in ((0, None), (0, lost), *((most, None) for most in IN_THE_WAY)):
        stuck = [c for c in lost if state.time_option[c] < 0]
        if not stuck or over():
            break
        free = [*stuck, *search.in_the_way(stuck, most)]
        others = set(search.in_their_rooms(whose or stuck)) - set(free)
        put_back(free, sorted(others) if len(others) <= MOST_BESIDE else (), bare=True)
    changed = (before != [state.time, state.room, state.team]).any(axis=0)
    moved = np.nonzero(changed)[0].tolist()
    if set(moved) - set(lost) and not over():
        put_back(sorted({*lost, *moved}))
    return arrays.solution(state), kept
