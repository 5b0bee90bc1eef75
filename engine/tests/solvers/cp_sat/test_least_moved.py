"""No timetable without violations has fewer classes elsewhere than is proved."""

import random

import pytest

from horarium.bench.resolving import without_room
from horarium.changes import moved, still_there
from horarium.problem import Room
from horarium.solution import Placement, Solution
from horarium.solve import solve
from horarium.solvers.cp_sat.least_moved import least_moved
from horarium.testing import at, make_class, make_problem, random_lectures

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
