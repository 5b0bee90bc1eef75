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
from horarium.stop import Budget

MEMBERS = 6

FIRST_SHARE = 0.4
"""Of evolution, what the first timetables take."""

CHILDREN = 24
"""So many in one evolution: each cools down slowly enough only if it has its time."""


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
        rounds = -(-members // workers)
        for at in range(rounds):
            part = budget.part(FIRST_SHARE / rounds)
            firsts = [
                pool.submit(
                    breeder.first,
                    seed_of(task, at * workers + number),
                    part,
                    task.initial if at == number == 0 else None,
                )
                for number, breeder in enumerate(breeders)
            ]
            for first in firsts:
                population.add(first.result())
        del population.members[members:]
        task.tracker.enter("search")
        ground, warm = Ground(arrays), breeders[0].cooling
        cooling = Cooling(warm.middle, warm.cold, warm.price)
        rounds = max(1, CHILDREN // workers)
        for left in range(rounds, 0, -1):
            if budget.over(task.tracker.iterations):
                break
            part = budget.rest(task.tracker.iterations).part(1 / left)
            children = []
            for breeder in breeders:
                block = ground.draw(rng) if recombine else np.zeros(0, np.int32)
                mother, father = population.parents(rng)
                children.append(
                    pool.submit(breeder.child, mother, father, block, cooling, part)
                )
            for child in children:
                population.offer(child.result())
    return arrays.solution(population.members[0])
