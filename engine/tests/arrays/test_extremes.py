"""What is extreme, or there twice, costs in the kernels what it costs by the oracle."""

from dataclasses import replace

import pytest

from horarium.arrays import compile_problem
from horarium.kernels import placing
from horarium.problem import Class, Constraint, Problem, Room, RoomOption, TimeOption
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import at, make_class, make_problem

MONDAY, LATE, TUESDAY = at("10000", 0), at("10000", 15), at("01000", 0)
FAR = (Room("r", 9, (), {"q": 10**9}), Room("q", 9, (), {"r": 10**9}))


def agree(problem: Problem) -> None:
    """Every placement of every class costs the kernels what the oracle says."""
    arrays = compile_problem(problem)
    data, state = arrays.data, arrays.empty(0)
    for c in range(len(arrays.classes)):
        for t in range(data.time_ptr[c], data.time_ptr[c + 1]):
            for r in range(data.room_ptr[c], data.room_ptr[c + 1]):
                placing.place(data, state, c, t, r)
                score = evaluate(problem, arrays.solution(state))
                assert (int(state.total[0]), int(state.total[1])) == (score.total, score.hard)


@pytest.mark.parametrize(
    "constraint",
    [
        Constraint("SameAttendees", ("a", "b"), penalty=3),
        Constraint("SameAttendees", ("a", "b"), required=True),
        Constraint("MinGap", ("a", "b"), (10**9,), required=True),
        Constraint("MinGap", ("a", "b"), (40_000,), penalty=3),
        Constraint("WorkDay", ("a", "b"), (10**9,), required=True),
    ],
)
def test_ways_and_gaps_longer_than_any_day(constraint: Constraint) -> None:
    classes = [make_class(id, MONDAY, LATE, TUESDAY, rooms=["r", "q"]) for id in "ab"]
    problem = make_problem(classes, rooms=FAR, constraints=[constraint])
    agree(problem)
    found = solve(problem, iterations=3000)
    assert found.score.valid
    assert found.score.total == 0


def test_days_that_no_week_has_are_no_more_than_a_few_violations() -> None:
    spread = Constraint("MinimumWorkingDays", ("a",), (10**9,), required=True)
    problem = make_problem([make_class("a", MONDAY, TUESDAY)], constraints=[spread])
    found = solve(problem, iterations=3000)
    assert found.score.hard == 1
    assert 1 <= found.history[-1][1] < 10


def test_of_equal_options_the_first_says_what_they_cost() -> None:
    times = TimeOption(MONDAY, 5), TimeOption(TUESDAY, 6), TimeOption(MONDAY, 0)
    rooms = RoomOption("r", 5), RoomOption("q", 6), RoomOption("r", 0)
    problem = make_problem([Class("a", times, rooms)], rooms=FAR)
    agree(problem)
    for solver in ("local_search", "cp-sat"):
        assert solve(problem, solver=solver, iterations=3000).score.total == 10
    assert solve(replace(problem, rooms=FAR), iterations=3000).history[-1][2] == 10
