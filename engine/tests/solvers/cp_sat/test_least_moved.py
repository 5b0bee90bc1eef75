"""No timetable without violations has fewer classes elsewhere than is proved."""

import math
import random

import pytest

from horarium.bench.resolving import without_room
from horarium.changes import moved, still_there
from horarium.constraints import KINDS
from horarium.problem import Constraint, Problem, Room
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.solve import solve
from horarium.solvers.cp_sat.least_moved import least_moved
from horarium.testing import (
    at,
    every_timetable,
    make_class,
    make_problem,
    random_lectures,
    random_problem,
    random_solution,
    trimmed,
    with_choices,
)

MONDAY, TUESDAY = at("10000", 4), at("01000", 4)
ROOMS = [Room(id_, 9) for id_ in "stu"]
BEFORE = {"lecture": Placement(MONDAY, "r"), "seminar": Placement(MONDAY, "s")}


@pytest.mark.parametrize(
    ("rooms_of_seminar", "rooms_of_lab", "least"),
    [("st", "tu", 3), ("su", "t", 2), ("st", "t", None)],
)
def test_whoever_is_in_the_way_of_who_must_move_counts(
    rooms_of_seminar: str, rooms_of_lab: str, least: int | None
) -> None:
    """The lecture has only the seminar's room left, the lab is in one of the seminar's."""
    classes = [
        make_class("lecture", MONDAY, rooms=["s"]),
        make_class("seminar", MONDAY, rooms=list(rooms_of_seminar)),
        make_class("lab", MONDAY, rooms=list(rooms_of_lab)),
    ]
    problem = make_problem(classes, rooms=ROOMS)
    before = Solution("test", {**BEFORE, "lab": Placement(MONDAY, "t")})
    assert least_moved(problem, still_there(problem, before), 60) == least


def test_where_nothing_is_lost_nothing_has_to_move() -> None:
    problem = make_problem([make_class("a", MONDAY, TUESDAY, rooms=["s"])], rooms=ROOMS)
    assert least_moved(problem, Solution("test", {"a": Placement(MONDAY, "s")}), 60) == 0


def test_a_set_that_whoever_leaves_breaks_and_who_comes_back_mends_moves_nobody_else() -> None:
    """Without the seminar between them the others have a break too many, for that while."""
    hours = [at("10000", start) for start in (0, 2, 4)]
    early, late = hours[0], hours[2]
    classes = [
        make_class("early", early, rooms=["s"]),
        make_class("seminar", hours[1], rooms=["t"]),
        make_class("late", late, rooms=["s"]),
        make_class("lecture", hours[1], rooms=["u"]),
        make_class("lab", hours[1], rooms=["u", "s"]),
    ]
    one_block = Constraint("MaxBreaks", ("early", "lab", "late"), (0, 0), required=True)
    problem = make_problem(classes, rooms=ROOMS, constraints=[one_block])
    places = {
        "early": Placement(early, "s"),
        "seminar": Placement(hours[1], "r"),
        "late": Placement(late, "s"),
        "lecture": Placement(hours[1], "r"),
        "lab": Placement(hours[1], "u"),
    }
    given = still_there(problem, Solution("test", places))
    assert least_moved(problem, given, 60) == 3  # with the lab, which makes room


@pytest.mark.parametrize("seed", range(6))
def test_no_search_moves_fewer(seed: int) -> None:
    problem = random_lectures(seed, courses=8, rooms=4)
    before = solve(problem, iterations=60_000, seed=1).solution
    room = random.Random(seed).choice([p.room for p in before.placements.values() if p.room])
    changed = without_room(problem, room)
    given = still_there(changed, before)
    least = least_moved(changed, given, 60)
    after = solve(changed, iterations=60_000, seed=2, initial=given)
    assert after.score.hard or least is not None
    if after.score.valid:
        lost = len(problem.classes) - len(given.placements)
        assert least is not None
        assert lost <= least <= lost + len(moved(given, after.solution))


def small(seed: int) -> Problem:
    """With every kind of constraint; in some, classes choose who teaches them."""
    problem = random_problem(seed, classes=4, students=0, required=0.4, kinds=list(KINDS))
    problem = with_choices(problem, seed) if seed % 4 == 0 else problem
    return trimmed(problem, times=2, rooms=2)


def choices(problem: Problem) -> int:
    return math.prod(
        len(cls.times) * (len(cls.rooms) or 1) * (len(cls.instructors) or 1)
        for cls in problem.classes.values()
    )


@pytest.mark.parametrize("seed", [seed for seed in range(60) if choices(small(seed)) < 3000])
def test_of_all_timetables_without_violations_none_moves_fewer(seed: int) -> None:
    problem = small(seed)
    given = random_solution(problem, seed, unplaced=0.2)
    elsewhere = [
        sum(given.placements.get(id_) != place for id_, place in each.placements.items())
        for each in every_timetable(problem)
        if evaluate(problem, each).valid
    ]
    least = least_moved(problem, given, 60)
    assert least is None or not elsewhere or least <= min(elsewhere)
    assert least is not None or not elsewhere
