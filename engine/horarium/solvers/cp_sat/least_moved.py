"""How many classes at least must move: a bound for what solving again can reach."""

import math
import time

import numpy as np
from ortools.sat.python import cp_model

from horarium.arrays import compile_problem
from horarium.changes import can_stay
from horarium.kernels import placing
from horarium.problem import Problem
from horarium.solution import Solution
from horarium.solvers.cp_sat.model import Model
from horarium.solvers.cp_sat.neighbourhoods import Neighbourhoods
from horarium.solvers.cp_sat.running import solver_for, watch


def least_moved(problem: Problem, given: Solution, seconds: float) -> int | None:
    """Classes that every timetable without violations has elsewhere; None: there is none.

    At another time, in another room or with other instructors than `given` has them, who
    cannot stay first of all. Whoever could be in their way may go, at first without a place
    of their own; those who do so in the cheapest way are then free to be anywhere, and so on
    (lazy generation of what a relaxation leaves out). Every round proves a bound, the last
    one within the time is told.
    """
    end = time.monotonic() + seconds
    arrays = compile_problem(problem)
    lost = [
        c
        for c, cls in enumerate(arrays.classes)
        if (was := given.placements.get(cls.id)) is None or not can_stay(problem, cls, was)
    ]
    state = arrays.empty(0)
    arrays.load(state, given)
    for c in lost:
        placing.place(arrays.data, state, c, -1, -1)
    search = Neighbourhoods(arrays, state, 0)
    free, least = list(lost), len(lost)
    while lost:
        others = search.around(free)
        model = search.model([*free, *others], may_go=set(others), bare=True)
        for c in lost:
            model.places.cp.add(model.places.unplaced[c] == 0)
        stays = [_stays(model, search, c) for c in free if c not in lost]
        gone = [model.places.unplaced[c] for c in others]
        model.places.cp.minimize(sum(gone) - sum(stays) + len(stays))
        solver = solver_for(1, 0)
        solver.parameters.linearization_level = 2
        status = watch(solver, model.places.cp, lambda: time.monotonic() > end)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.UNKNOWN:
            bound = math.ceil(solver.best_objective_bound - 1e-6)
            least = max(least, len(lost) + bound)
        if status != cp_model.OPTIMAL:
            break
        further = [c for c in others if solver.boolean_value(model.places.unplaced[c])]
        if not further:
            break
        free += further
    return least


def _stays(model: Model, search: Neighbourhoods, c: int) -> cp_model.IntVar:
    """True when the class is where it was."""
    pairs, state = model.places.pairs(c), search.state
    same = (pairs.time == state.time[c]) & (pairs.room == state.room[c])
    return pairs.literal[int(np.nonzero(same)[0][0])]
