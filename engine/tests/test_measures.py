import pytest

from horarium.measures import MEASURES, measure
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Course,
    Problem,
    Room,
    RoomOption,
    Student,
    Subpart,
    Time,
    TimeOption,
    Weights,
)
from horarium.solution import Placement, Solution

MONDAY, TUESDAY = 1, 2
BOTH_WEEKS = 0b11


def hour(days: int, start: int, weeks: int = BOTH_WEEKS) -> Time:
    return Time(weeks, days, start, 1)


def problem_of(institution: dict[str, object] | None = None) -> Problem:
    """Classes a, b and c of an hour each on a clock of hours, offered on two days."""
    options = tuple(
        TimeOption(hour(day, start)) for day in (MONDAY, TUESDAY) for start in range(9, 14)
    )
    rooms = (Room("r", 10, travel={"s": 1}), Room("s", 20, travel={"r": 1}))
    room_options = (RoomOption("r"), RoomOption("s"))
    return Problem(
        name="small",
        calendar=Calendar(weeks=2, days=7, slots_per_day=24, slot_minutes=60),
        weights=Weights(),
        rooms=rooms,
        courses=tuple(
            Course(
                f"course-{id_}",
                (Config(id_, (Subpart(id_, (Class(id_, options, room_options, limit=5),)),)),),
            )
            for id_ in "abc"
        ),
        students=(Student("one", ("course-a", "course-b")), Student("two", ("course-c",))),
        institution=institution,
    )


def timetable(a: Time, b: Time, c: Time, room_of_b: str = "r") -> Solution:
    placements = {"a": Placement(a, "r"), "b": Placement(b, room_of_b), "c": Placement(c, "s")}
    return Solution("small", placements, {"one": ("a", "b"), "two": ("c",)})


def test_an_overlap_and_too_short_a_walk_are_both_student_conflicts() -> None:
    problem = problem_of()
    overlap = timetable(hour(MONDAY, 9), hour(MONDAY, 9), hour(MONDAY, 9))
    walk = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9), room_of_b="s")
    neither = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    for solution, expected in ((overlap, 1), (walk, 1), (neither, 0)):
        result = measure(problem, solution)
        assert result["student_conflicts"] == expected
        assert result["students_with_conflicts"] == expected / 2


def test_days_on_campus_are_averaged_over_weeks_and_students() -> None:
    solution = timetable(hour(MONDAY, 9), hour(TUESDAY, 9, weeks=0b01), hour(MONDAY, 9))
    # The first student comes on two days in one week and on one in the other.
    assert measure(problem_of(), solution)["student_days"] == (1.5 + 1) / 2


def test_idle_minutes_are_the_gaps_of_a_day_over_all_student_days() -> None:
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 12), hour(MONDAY, 9))
    assert measure(problem_of(), solution)["student_idle_minutes"] == 120 / 2


def test_seat_fill_compares_students_with_seats() -> None:
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    assert measure(problem_of(), solution)["seat_fill"] == 3 / 40


def test_peak_share_is_that_of_the_busiest_fifth_of_the_hours() -> None:
    crowded = timetable(hour(MONDAY, 9), hour(MONDAY, 9), hour(MONDAY, 9))
    spread = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(TUESDAY, 9))
    assert measure(problem_of(), crowded)["peak_share"] == 1
    assert measure(problem_of(), spread)["peak_share"] == pytest.approx(2 / 3, abs=1e-4)


def test_instructors_pay_for_meetings_in_hours_they_mind() -> None:
    minds_nine = {"weeks": "11", "days": "1000000", "start": 9, "length": 1, "penalty": 3}
    teacher = {"id": "t", "name": "T", "classes": ["a", "b"], "preferences": [minds_nine]}
    problem = problem_of({"instructors": [teacher]})
    solution = timetable(hour(MONDAY, 9), hour(TUESDAY, 9), hour(MONDAY, 9))
    assert measure(problem, solution)["instructor_penalty"] == 3 / 2


def test_hours_on_one_day_are_spread_worse_than_on_two() -> None:
    problem = problem_of({"instructors": [{"id": "t", "name": "T", "classes": ["a", "b"]}]})
    one_day = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    two_days = timetable(hour(MONDAY, 9), hour(TUESDAY, 9), hour(MONDAY, 9))
    assert measure(problem, one_day)["instructor_day_spread"] == 1
    assert measure(problem, two_days)["instructor_day_spread"] == 0


def test_what_does_not_apply_is_left_out() -> None:
    assert measure(problem_of(), Solution("small", {})) == {}
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    assert MEASURES.keys() - measure(problem_of(), solution).keys() == {
        "instructor_penalty",
        "instructor_day_spread",
    }
