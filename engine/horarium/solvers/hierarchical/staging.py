"""The stages of a hierarchical solve: each block beside all that was placed before."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from horarium.arrays import Arrays
from horarium.kernels.layout import Best
from horarium.search.blocks import Block, BlockSearch
from horarium.solution import Solution
from horarium.solvers.hierarchical.stages import Stage
from horarium.solvers.local import seed_of, threads_for, worth
from horarium.solvers.solver import Task
from horarium.stop import Budget


def place_in_stages(
    task: Task, arrays: Arrays, stages: Sequence[Stage], budget: Budget
) -> tuple[Solution, Best]:
    """A timetable of all classes, made stage by stage, from the task's start if it has one.

    Each worker takes its share of a stage's blocks, one after the other, and sees what
    earlier stages and itself have placed. Where two workers' classes clash, the next
    stage begins with repairing that, and what comes after the last stage with its own. So the
    best of all classes that a worker had on the way, or began with, is returned too.
    """
    workers = task.tracker.threads = threads_for(task, arrays)
    searches = [
        BlockSearch(arrays, seed_of(task, worker), budget, task.tracker, workers)
        for worker in range(workers)
    ]
    if task.initial is not None:
        for search in searches:
            search.load(task.initial)
    together = arrays.nothing()
    every = sum(_choices(arrays, block) for stage in stages for block in stage)
    with ThreadPoolExecutor(workers) as pool:
        for stage in stages:
            share = sum(_choices(arrays, block) for block in stage) / every
            dealt = [stage[worker::workers] for worker in range(workers)]
            parts = [budget.part(share)] * workers
            list(pool.map(_solve_all, [arrays] * workers, searches, dealt, parts))
            together = _together(arrays, searches, dealt)
            for search in searches:
                search.begin(together)
    return arrays.solution(together), min((search.whole for search in searches), key=worth)


def _solve_all(
    arrays: Arrays, search: BlockSearch, blocks: Sequence[Block], budget: Budget
) -> None:
    """One worker's blocks of a stage, each with its share of the stage's budget."""
    left = sum(_choices(arrays, block) for block in blocks)
    for block in blocks:
        share = _choices(arrays, block) / left
        search.solve(block, budget.part(share))


def _choices(arrays: Arrays, block: Block) -> int:
    """How much there is to decide in a block: its classes, and the requests for its courses."""
    courses = np.unique(arrays.class_course[block])
    return len(block) + int(np.isin(arrays.data.request_course, courses).sum())


def _together(
    arrays: Arrays, searches: Sequence[BlockSearch], dealt: Sequence[Sequence[Block]]
) -> Best:
    """The first worker's choices, and the others' in their own blocks."""
    data, together = arrays.data, arrays.nothing()
    for search, blocks in zip(searches, dealt, strict=True):
        own = np.ones(len(arrays.classes), bool)
        if search is not searches[0]:
            own[:] = False
            own[np.concatenate([*blocks, np.zeros(0, np.int32)])] = True
        seats = np.isin(data.request_course, arrays.class_course[own])[data.seat_request]
        together.time_option[own] = search.state.time_option[own]
        together.room_option[own] = search.state.room_option[own]
        together.seat[seats] = search.state.seat[seats]
    return together
