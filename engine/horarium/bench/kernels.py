"""Each kind of move alone: how many a second the annealing kernels make of it."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from horarium.arrays import compile_problem
from horarium.arrays.periods import compile_periods
from horarium.kernels import anneal as general
from horarium.kernels.periods import anneal as periodic
from horarium.problem import Problem
from horarium.progress import ProgressTracker
from horarium.search.local import TRIES, LocalSearch
from horarium.search.schedule import SCALE, minus_logs
from horarium.stop import Budget

STEPS = 300_000
CONSTRUCTION = 100_000
"""Iterations of the budget, half of which construction may use."""

TEMPERATURE = 4 * SCALE
PRICE = 1000


def moves_per_second(problem: Problem, steps: int = STEPS) -> Mapping[str, int]:
    """By kind of move, from the first timetable that construction makes.

    A problem of periods has its own kernels, which these then are.
    """
    arrays = compile_problem(problem)
    budget = Budget(None, CONSTRUCTION)
    search = LocalSearch(arrays, 1, budget, ProgressTracker(budget))
    search.construct()
    periods = compile_periods(arrays)
    table = periods.table(search.state, 1) if periods else None
    if periods is not None and table is not None:
        names = _names(periodic)
        grid, places = periods.grid, periods.no_places()

        def step(mix: np.ndarray, number: int) -> None:
            stats = np.zeros((periodic.MOVES, 2), np.int64)
            logs = minus_logs()
            periodic.anneal(
                grid, table, places, mix * 4, TEMPERATURE, PRICE, logs, number, stats
            )
    else:
        names = _names(general)
        data = arrays.data
        if not len(data.switchable):
            names.remove("student")

        def step(mix: np.ndarray, number: int) -> None:
            stats = np.zeros((general.MOVES + 1, 2), np.int64)
            state, best, logs = search.state, search.best, minus_logs()
            general.anneal(
                data, state, best, mix, TRIES, TEMPERATURE, PRICE, logs, number, stats
            )

    return {name: _speed(step, at, len(names), steps) for at, name in enumerate(names)}


def _names(kernels: Any) -> list[str]:
    """The kernels' moves, in the order of their numbers."""
    numbers = {
        name.lower(): value
        for name, value in vars(kernels).items()
        if name in ("TIME", "ROOM", "BOTH", "CHAIN", "STUDENT")
    }
    return sorted(numbers, key=lambda name: numbers[name])


def _speed(step: Callable[[np.ndarray, int], None], move: int, moves: int, steps: int) -> int:
    """Steps a second, all of them of one move."""
    mix = np.cumsum([1024 * (each == move) for each in range(moves)], dtype=np.int64)
    step(mix, steps // 10)
    began = time.process_time()
    step(mix, steps)
    return round(steps / (time.process_time() - began))
