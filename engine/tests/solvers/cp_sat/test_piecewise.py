"""What a timetable has lost is mended with few moves; large problems go piece by piece."""

from dataclasses import replace

import pytest

from horarium.changes import moved, near
from horarium.problem import Problem, Room
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.solve import solve
from horarium.solvers import cp_sat
from horarium.testing import at, make_class, make_problem, random_lectures, random_problem

MONDAY, TUESDAY = at("10000", 4), at("01000", 4)


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cp_sat, "MOST_TERMS", 0)


def test_what_is_too_large_as_a_whole_is_bettered_piece_by_piece() -> None:
    problem = random_lectures(1, courses=12, rooms=3)
    results = [solve(problem, solver="cp-sat", iterations=400_000, seed=2) for _ in range(2)]
    assert results[0].score.valid
    assert results[0].solution == results[1].solution
    assert results[0].solver == "cp-sat"


def hall_lost() -> tuple[Problem, Solution]:
    """Of two halls one is gone, and a seminar keeps its lecture from the other."""
    lecture = make_class("lecture", MONDAY, rooms=["s"])
    seminar = make_class("seminar", MONDAY, TUESDAY, rooms=["s", "t"])
    others = [make_class(id_, MONDAY, TUESDAY, rooms=["t"]) for id_ in "ab"]
    rooms = [Room("s", 9), Room("t", 9)]
    before = {
        "lecture": Placement(MONDAY, "r"),
        "seminar": Placement(MONDAY, "s"),
        "a": Placement(MONDAY, "t"),
        "b": Placement(TUESDAY, "t"),
    }
    return make_problem([lecture, seminar, *others], rooms=rooms), Solution("test", before)


def test_only_what_is_lost_and_what_is_in_its_way_moves() -> None:
    problem, before = hall_lost()
    held = near(problem, before, 100)
    without = replace(
        before, placements={c: p for c, p in before.placements.items() if p.room != "r"}
    )
    after = solve(held, solver="cp-sat", iterations=20_000, initial=without).solution
    assert evaluate(problem, after).valid
    assert moved(before, after) == ["lecture", "seminar"]
    assert after.placements["seminar"] == Placement(TUESDAY, "s")


def test_what_is_in_the_way_of_what_is_in_the_way_moves_too() -> None:
    lecture = make_class("lecture", MONDAY, rooms=["s"])
    seminar = make_class("seminar", MONDAY, rooms=["s", "t"])
    tutorial = make_class("tutorial", MONDAY, rooms=["t", "u"])
    problem = make_problem(
        [lecture, seminar, tutorial], rooms=[Room("s", 9), Room("t", 9), Room("u", 9)]
    )
    places = {"seminar": Placement(MONDAY, "s"), "tutorial": Placement(MONDAY, "t")}
    before = Solution("test", places)
    held = near(problem, before, 100)
    after = solve(held, solver="cp-sat", iterations=20_000, initial=before).solution
    assert evaluate(problem, after).valid
    assert moved(before, after) == ["seminar", "tutorial"]


def test_what_was_put_back_makes_room_before_anybody_else_moves() -> None:
    """Put back on its own, the first takes what the others could make room with."""
    first = make_class("first", MONDAY, TUESDAY, rooms=["t"])
    dear = tuple(replace(option, penalty=int(option.time == TUESDAY)) for option in first.times)
    first = replace(first, times=dear)
    second = make_class("second", MONDAY, rooms=["s"])
    seminar = make_class("seminar", MONDAY, rooms=["s", "t", "u"])
    tutorial = make_class("tutorial", MONDAY, rooms=["u", "v"])
    rooms = [Room(id_, 9) for id_ in "stuv"]
    problem = make_problem([first, second, seminar, tutorial], rooms=rooms)
    places = {"seminar": Placement(MONDAY, "s"), "tutorial": Placement(MONDAY, "u")}
    before = Solution("test", places)
    held = near(problem, before, 100)
    after = solve(held, solver="cp-sat", iterations=20_000, initial=before).solution
    assert evaluate(problem, after).valid
    assert moved(before, after) == ["seminar"]
    assert after.placements["first"] == Placement(TUESDAY, "t")


def test_the_rest_is_put_back_where_one_class_has_no_place_and_nothing_gets_worse() -> None:
    lost = make_class("lost", MONDAY, rooms=["s"])
    stuck = make_class("stuck", MONDAY, rooms=["t"])
    fixed = make_class("fixed", MONDAY, rooms=["t"])
    problem = make_problem([lost, stuck, fixed], rooms=[Room("s", 9), Room("t", 9)])
    before = Solution("test", {"fixed": Placement(MONDAY, "t")})
    after = solve(problem, solver="cp-sat", iterations=20_000, initial=before)
    assert after.solution.placements["lost"] == Placement(MONDAY, "s")
    assert after.solution.placements["fixed"] == Placement(MONDAY, "t")
    assert after.score.hard == 1


@pytest.mark.parametrize("seed", range(8))
def test_what_is_given_is_never_made_worse(seed: int) -> None:
    problem = random_problem(seed, classes=14, students=8)
    given = solve(problem, iterations=3000, seed=seed)
    again = solve(
        problem, solver="cp-sat", iterations=3000, seed=seed + 1, initial=given.solution
    )
    before, after = given.score, again.score
    assert (after.hard, after.total) <= (before.hard, before.total)
