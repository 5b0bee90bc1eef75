"""The course of evolution: first timetables, then children, side by side."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from horarium.arrays import Arrays
from horarium.search.breeding import Breeder
from horarium.search.schedule import Cooling
from horarium.solution import Solution
from horarium.solvers.genetic.ground import Ground
from horarium.solvers.genetic.population import Population
from horarium.solvers.local import seed_of, threads_for
from horarium.solvers.solver import Task
from horarium.stop import MILLION, Budget

MEMBERS, CHILDREN = 6, 24
"""At most so many first timetables, and so many children of one evolution."""

FEWEST = 2
"""Of either."""

FIRST_SHARE = 0.4
"""Of evolution, what the first timetables take."""

FAIRLY = 3_000
"""Steps per class and request that a timetable must be able to cool down over: on large
problems fewer timetables are made, so that each has its time."""


def evolve(task: Task, arrays: Arrays, budget: Budget, recombine: bool) -> Solution:
    """The best timetable of a population after so much evolution.

    A generation has a child for each thread. `recombine` off: the block that a child has
    from its father is empty.
    """
    workers = task.tracker.threads = threads_for(task, arrays)
    members = max(2, task.memory.room_for(arrays.nothing().nbytes, MEMBERS))
    breeders = [
        Breeder(arrays, seed_of(task, worker), budget, task.tracker, workers)
        for worker in range(workers)
    ]
    population, rng = Population(arrays), random.Random(task.seed)
    with ThreadPoolExecutor(workers) as pool:
        at = 0
        while at < members:
            left = -(-(members - at) // workers)
            share = FIRST_SHARE - budget.used(task.tracker.iterations) / MILLION
            part = budget.part(max(0.0, share) / left)
            firsts = [
                pool.submit(
                    breeder.first,
                    seed_of(task, at + number),
                    part,
                    task.initial if at == number == 0 else None,
                )
                for number, breeder in enumerate(breeders)
            ]
            for first in firsts:
                population.add(first.result())
            at += workers
            fairly = _timetables(task, arrays, budget)
            members = min(members, max(FEWEST, int(FIRST_SHARE * fairly)))
        del population.members[members:]
        task.tracker.enter("search")
        ground, warm = Ground(arrays), breeders[0].cooling
        cooling = Cooling(warm.middle, warm.cold, warm.price)
        children = min(CHILDREN, max(FEWEST, int((1 - FIRST_SHARE) * fairly)))
        for left in range(-(-children // workers), 0, -1):
            if budget.over(task.tracker.iterations):
                break
            part = budget.rest(task.tracker.iterations).part(1 / left)
            born = []
            for breeder in breeders:
                block = ground.draw(rng) if recombine else np.zeros(0, np.int32)
                mother, father = population.parents(rng)
                born.append(pool.submit(breeder.child, mother, father, block, cooling, part))
            for child in born:
                population.offer(child.result())
    return arrays.solution(population.members[0])


def _timetables(task: Task, arrays: Arrays, budget: Budget) -> int:
    """How many timetables the whole of evolution can cool down fairly, at its speed so far."""
    used = max(1, budget.used(task.tracker.iterations))
    steps = task.tracker.iterations * MILLION // used
    choices = len(arrays.data.movable) + len(arrays.data.switchable)
    return steps // (FAIRLY * max(1, choices))
