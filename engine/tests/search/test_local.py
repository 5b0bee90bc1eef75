"""Where a local search begins to cool, and how it repairs what its heat has broken."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from horarium.arrays import compile_problem
from horarium.kernels import construct as constructing
from horarium.kernels.placing import place
from horarium.problem import Constraint, Problem, Time, Weights
from horarium.progress import ProgressTracker
from horarium.search.local import WARMTH, LocalSearch
from horarium.search.schedule import SCALE, UNLIKELY
from horarium.solution import Solution
from horarium.solve import solve
from horarium.stop import Budget
from horarium.testing import make_class, make_problem, random_problem
from horarium.university import generate


@pytest.fixture(scope="module")
def university() -> Problem:
    """Its students' conflicts are nearly all that it costs."""
    return generate("demo", seed=1)


class Watched(LocalSearch):
    """Notes the first temperature and the price of each cooling."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.begun: list[tuple[int, int]] = []

    def _cool(self, cooling: Any, price: Any, *rest: Any, **more: Any) -> None:
        self.begun.append((cooling.temperature(0), price.now))
        super()._cool(cooling, price, *rest, **more)


def search(problem: Problem, initial: Solution | None = None, **options: Any) -> Watched:
    budget = Budget(None, 400_000)
    arrays = compile_problem(problem)
    made = Watched(arrays, 1, budget, ProgressTracker(budget), **options)
    made.run(initial)
    return made


def from_the_top(made: Watched) -> bool:
    """Only there is a violation's price what the hottest temperature asks for."""
    hot, price = made.begun[0]
    return price == UNLIKELY * hot // SCALE


def test_where_students_conflicts_are_the_cost_cooling_begins_at_the_very_top(
    university: Problem,
) -> None:
    found = search(university)
    assert from_the_top(found)
    assert found.begun[1][0] == found.begun[0][0], "so does the long cooling"
    assert not from_the_top(search(random_problem(1, students=0)))


def test_a_good_timetable_that_was_given_is_kept_and_a_raw_one_is_not(
    university: Problem,
) -> None:
    good = search(university)
    raw = LocalSearch(good.arrays, 2, Budget(None, 1), ProgressTracker(Budget(None, 1)))
    raw.construct()
    assert not from_the_top(search(university, good.solution()))
    assert from_the_top(search(university, raw.solution()))


def test_little_warmth_keeps_what_was_given_however_raw_it_is(university: Problem) -> None:
    assert not from_the_top(search(university, warmth=WARMTH - 1))


def test_a_class_that_is_inserted_goes_where_the_fewest_of_its_students_have_another(
    university: Problem,
) -> None:
    found = search(university)
    data, state = found.data, found.state
    weight = np.ones(len(found.arrays.classes), np.int64)
    for c in range(0, len(weight), 7):
        before = state.total.copy()
        there = state.time_option[c], state.room_option[c]
        place(data, state, c, -1, -1)
        times = range(data.time_ptr[c], data.time_ptr[c + 1])
        rooms = range(data.room_ptr[c], data.room_ptr[c + 1])
        t, r = constructing.best_placement(data, state, weight, constructing.EJECTION, c, 5000)
        place(data, state, c, t, r)
        after = state.total.copy()
        costs = []
        for other in ((t, r) for t in times for r in rooms):
            place(data, state, c, -1, -1)
            place(data, state, c, *other)
            costs.append((int(state.total[1]), int(state.total[0])))
        assert (int(after[1]), int(after[0])) == min(costs)
        place(data, state, c, -1, -1)
        place(data, state, c, *there)
        assert (state.total == before).all()


def test_nothing_that_is_wished_is_worth_a_broken_requirement_however_dear_it_is() -> None:
    days = [Time(1, 1 << day, 0, 2) for day in range(2)]
    problem = make_problem(
        [make_class(id, *days) for id in "ab"],
        constraints=[
            Constraint("SameDays", ("a", "b"), required=True, id="together"),
            Constraint("DifferentDays", ("a", "b"), penalty=10**9, id="apart"),
        ],
    )
    dear = replace(problem, weights=Weights(distribution=900))
    for seed in range(4):
        score = solve(dear, iterations=2000, seed=seed).score
        assert (score.hard, score.total) == (0, 900 * 10**9)
