"""Problems of periods: which are recognised, and how they are solved."""

from dataclasses import replace

import pytest

from horarium.arrays import compile_problem
from horarium.arrays.periods import compile_periods
from horarium.problem import Calendar, Constraint, Problem, Room, Student, Time
from horarium.search.periods import PeriodSearch, Slowing
from horarium.solve import solve
from horarium.testing import make_class, make_problem

GRID = [Time(1, 1 << day, start, 2) for day in range(3) for start in (0, 2, 4)]
ROOMS = [Room("r", 9), Room("q", 5)]
IDS = ("a", "b", "c", "d", "e", "f")


def problem(*constraints: Constraint, times: list[Time] = GRID) -> Problem:
    classes = [make_class(id, *times, rooms=["r", "q"], limit=7) for id in IDS]
    together = (
        Constraint("NotOverlap", IDS, required=True, id="apart"),
        Constraint("CurriculumCompactness", IDS, penalty=2, id="compact"),
        Constraint("MinimumWorkingDays", IDS[:4], (3,), penalty=5, id="days"),
        Constraint("RoomStability", IDS[:4], penalty=1, id="room"),
    )
    return make_problem(
        classes,
        rooms=ROOMS,
        constraints=(*together, *constraints),
        calendar=Calendar(1, 3, 8),
    )


def is_of_periods(problem: Problem) -> bool:
    return compile_periods(compile_problem(problem)) is not None


def test_a_problem_on_a_grid_is_recognised_and_its_best_timetable_found() -> None:
    assert is_of_periods(problem())
    result = solve(problem(), iterations=50_000)
    assert (result.score.hard, result.score.total) == (0, 0)


@pytest.mark.parametrize(
    "other",
    [
        problem(times=[*GRID, Time(1, 1, 1, 2)]),
        problem(times=[*GRID, Time(1, 3, 6, 2)]),
        problem(Constraint("SameDays", ("a", "b"), required=True, id="x")),
        problem(Constraint("NotOverlap", ("a", "b"), penalty=1 << 20, id="x")),
        problem(Constraint("MinGap", ("a", "b"), (1,), penalty=1, id="x")),
        problem(Constraint("MinimumWorkingDays", ("a", "b"), (2,), required=True, id="x")),
        problem(Constraint("MaxDays", ("a", "b"), (1,), penalty=1, id="x")),
        replace(problem(), calendar=Calendar(2, 3, 8)),
        replace(problem(), students=(Student("s", ("course-a", "course-b")),)),
        replace(
            problem(Constraint("SameAttendees", ("a", "b"), required=True, id="x")),
            rooms=(replace(ROOMS[0], travel={"q": 1}), replace(ROOMS[1], travel={"r": 1})),
        ),
    ],
    ids=range(10),
)
def test_what_the_tables_of_periods_cannot_express_is_left_to_the_general_search(
    other: Problem,
) -> None:
    assert not is_of_periods(other)
    assert solve(other, iterations=2000).solution.placements


def test_travel_that_nothing_asks_about_does_not_matter() -> None:
    rooms = (replace(ROOMS[0], travel={"q": 1}), replace(ROOMS[1], travel={"r": 1}))
    assert is_of_periods(replace(problem(), rooms=rooms))


def test_equal_seeds_and_iterations_give_equal_timetables_of_periods() -> None:
    one, two = (solve(problem(), iterations=3000, seed=5, threads=2) for _ in range(2))
    assert one.solution == two.solution
    assert one.iterations == 3000


def test_where_two_classes_must_share_a_room_the_general_search_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowded = make_problem(
        [make_class(id, *GRID[:2], rooms=["r"]) for id in IDS],
        rooms=ROOMS,
        calendar=Calendar(1, 3, 8),
    )
    assert is_of_periods(crowded)
    monkeypatch.setattr(PeriodSearch, "_schedule", None)
    result = solve(crowded, iterations=2000)
    assert result.outcome == "violations"
    assert len(result.solution.placements) == len(IDS)


def test_temperatures_fall_from_hot_to_cold_ever_more_slowly() -> None:
    slowing = Slowing(hot=8192, cold=128, price=1)
    temperatures = [slowing.temperature(done) for done in range(0, 1_000_001, 250_000)]
    assert temperatures == [8192, 1083, 405, 210, 128]


def test_threads_of_which_some_found_only_a_start_that_does_not_fit_each_go_on_alone() -> None:
    # x clashes with y in their room, or with z in time: either way something is broken.
    first, second = (Time(1, 1 << day, 0, 2) for day in range(2))
    stuck = make_problem(
        [
            make_class("y", first, rooms=["r"]),
            make_class("z", second, rooms=["q"]),
            make_class("x", first, second, rooms=["r"]),
        ],
        rooms=ROOMS,
        constraints=[Constraint("NotOverlap", ("x", "z"), required=True, id="apart")],
        calendar=Calendar(1, 2, 4),
    )
    for seed in range(8):
        assert solve(stuck, iterations=3_000_000, seed=seed, threads=2).score.hard == 1
