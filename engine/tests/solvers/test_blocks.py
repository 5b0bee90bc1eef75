"""Stages, blocks and children: what earlier stages placed stays, what clashes is repaired."""

import random

import numpy as np
import pytest

from horarium.arrays import Arrays, compile_problem
from horarium.kernels import students
from horarium.progress import ProgressTracker
from horarium.score import evaluate
from horarium.search.blocks import BlockSearch
from horarium.search.breeding import Breeder, crossed, distance
from horarium.solution import Solution
from horarium.solvers.communities import communities
from horarium.solvers.genetic.ground import Ground
from horarium.solvers.genetic.population import LEAST_DIFFERENT, Population
from horarium.solvers.hierarchical.stages import stages_of
from horarium.solvers.local import worth
from horarium.stop import Budget
from horarium.testing import random_problem
from horarium.university import generate


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    return compile_problem(generate("demo"))


def tracker_of(budget: Budget) -> ProgressTracker:
    return ProgressTracker(budget)


def test_stages_are_core_by_department_then_electives_then_those_for_all(
    arrays: Arrays,
) -> None:
    about = (arrays.problem.institution or {})["courses"]
    stages = stages_of(arrays)
    types = [
        {
            about[arrays.problem.courses[course].id]["type"]
            for block in stage
            for course in arrays.class_course[block]
        }
        for stage in stages
    ]
    assert types == [{"core"}, {"elective"}, {"minor", "open_elective", "skill"}]
    for block in stages[0] + stages[1]:
        courses = [arrays.problem.courses[course].id for course in arrays.class_course[block]]
        assert len({about[course]["department"] for course in courses}) == 1
    assert len(stages[2]) == 1
    every = np.concatenate([block for stage in stages for block in stage])
    assert sorted(every.tolist()) == list(range(len(arrays.classes)))


def test_communities_are_courses_with_much_in_common(arrays: Arrays) -> None:
    groups = communities(arrays)
    assert sorted(course for group in groups for course in group) == list(
        range(len(arrays.problem.courses))
    )
    assert 1 < len(groups) < len(arrays.problem.courses) / 2


def test_a_block_keeps_what_was_placed_before_and_counts_only_what_is_there(
    arrays: Arrays,
) -> None:
    budget = Budget(None, 20_000)
    search = BlockSearch(arrays, 1, budget, tracker_of(budget))
    core, electives = stages_of(arrays)[0][:2], stages_of(arrays)[1][0]
    for block in core:
        search.solve(block, budget)
    placed = np.concatenate(core)
    before = search.state.time_option.copy()
    assert (before[placed] >= 0).all()
    assert search.state.total[1:].tolist() == [0, 0]
    search.solve(electives, budget)
    assert (search.state.time_option[placed] == before[placed]).all()
    assert (search.state.time_option[electives] >= 0).all()
    there = set(placed.tolist()) | set(electives.tolist())
    assert set(np.nonzero(search.state.time_option >= 0)[0].tolist()) == there
    score = evaluate(arrays.problem, arrays.solution(search.state))
    assert score.total == search.state.total[0]


class Counting(BlockSearch):
    """Compares, as each block begins, the counted overlaps with those counted anew."""

    def __init__(self, arrays: Arrays, budget: Budget) -> None:
        super().__init__(arrays, 1, budget, tracker_of(budget))
        self.agreed: list[bool] = []

    def construct(self, initial: Solution | None = None) -> None:
        counted = self.state.overlaps.copy()
        students.count_overlaps(self.data, self.state)
        self.agreed.append(np.array_equal(counted, self.state.overlaps))
        super().construct(initial)


def test_a_block_begins_with_all_overlaps_counted_whatever_the_one_before_left_out(
    arrays: Arrays,
) -> None:
    budget = Budget(None, 20_000)
    search = Counting(arrays, budget)
    for stage in stages_of(arrays):
        for block in stage:
            search.solve(block, budget)
    assert len(search.agreed) > 2
    assert all(search.agreed)


def test_a_child_has_its_fathers_block_and_breaks_nothing(arrays: Arrays) -> None:
    budget = Budget(None, 20_000)
    breeder = Breeder(arrays, 1, budget, tracker_of(budget))
    mother, father = breeder.first(1, budget), breeder.first(2, budget)
    block = Ground(arrays).draw(random.Random(1))
    rest = np.setdiff1d(np.arange(len(arrays.classes)), block)
    assert distance(arrays, mother, father) > 0.3
    child = breeder.child(mother, father, block, breeder.cooling, Budget(None, 1))
    assert worth(mother)[0] == worth(father)[0] == worth(child)[0] == 0
    from_father = child.time_option[block] == father.time_option[block]
    from_mother = child.time_option[rest] == mother.time_option[rest]
    assert from_father.mean() > 0.8
    assert from_mother.mean() > 0.7


@pytest.mark.parametrize("seed", range(3))
def test_what_crossing_leaves_unplaced_is_told_by_the_oracle_too(seed: int) -> None:
    arrays = compile_problem(random_problem(seed))
    budget = Budget(None, 5000)
    breeder = Breeder(arrays, seed, budget, tracker_of(budget))
    mother, father = breeder.first(1, budget), breeder.first(2, budget)
    block = Ground(arrays).draw(random.Random(seed))
    mixed = crossed(arrays, mother, father, block)
    assert (mixed.time_option[block] == -1).all()
    child = breeder.child(mother, father, block, breeder.cooling, budget)
    score = evaluate(arrays.problem, arrays.solution(child))
    assert len(arrays.solution(child).placements) == len(arrays.classes)
    assert score.total == child.value[0]


def test_a_population_keeps_those_that_differ(arrays: Arrays) -> None:
    population = Population(arrays)
    for cost in (10, 20, 30):
        one = arrays.nothing()
        one.time_option[:] = cost
        one.value[:] = cost, 0
        population.add(one)
    like_the_second = arrays.nothing()
    like_the_second.time_option[:] = 20
    like_the_second.value[:] = 15, 0
    assert population.offer(like_the_second)
    assert [worth(one) for one in population.members] == [(0, 10), (0, 15), (0, 30)]
    like_the_best = arrays.nothing()
    like_the_best.time_option[:] = 10
    like_the_best.value[:] = 12, 0
    assert not population.offer(like_the_best)
    different = arrays.nothing()
    different.value[:] = 25, 0
    assert population.offer(different)
    assert [worth(one) for one in population.members] == [(0, 10), (0, 15), (0, 25)]
    assert all(
        distance(arrays, one, other) >= LEAST_DIFFERENT
        for at, one in enumerate(population.members)
        for other in population.members[:at]
    )
