import gc
import weakref
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horarium.changes import with_classes
from horarium.measures import MEASURES, dimension_scores, measure
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Course,
    Instructor,
    InstructorOption,
    Problem,
    Room,
    RoomOption,
    Student,
    Subpart,
    Time,
    TimeOption,
    Weights,
)
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.testing import random_problem, random_solution

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


def test_a_class_that_overlaps_another_lets_no_gap_appear_behind_the_shorter() -> None:
    problem = problem_of()
    long = Time(BOTH_WEEKS, MONDAY, 9, 4)
    solution = Solution(
        "small",
        {"a": Placement(long, "r"), "b": Placement(hour(MONDAY, 10), "s")},
        {"one": ("a", "b")},
    )
    assert measure(problem, solution)["student_idle_minutes"] == 0


def test_the_way_between_consecutive_classes_is_told_in_minutes_a_day() -> None:
    apart = timetable(hour(MONDAY, 9), hour(MONDAY, 11), hour(MONDAY, 9), room_of_b="s")
    same = timetable(hour(MONDAY, 9), hour(MONDAY, 11), hour(MONDAY, 9))
    assert measure(problem_of(), apart)["student_walk_minutes"] == 60 / 2
    assert measure(problem_of(), same)["student_walk_minutes"] == 0


def test_students_whose_days_are_alike_have_no_spread() -> None:
    even = timetable(hour(MONDAY, 9), hour(TUESDAY, 9), hour(MONDAY | TUESDAY, 9))
    uneven = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY | TUESDAY, 9))
    assert measure(problem_of(), even)["student_day_spread"] == 0
    assert measure(problem_of(), uneven)["student_day_spread"] == 1 / 2


def test_continuity_is_the_share_of_classes_that_stay_at_their_hours() -> None:
    def was(id_: str, start: int) -> dict[str, object]:
        return {"id": id_, "days": "1000000", "start": start, "length": 1, "room": "r"}

    past = {"timetable": {"term": "before", "classes": [was("a", 9), was("b", 9), was("x", 9)]}}
    problem = replace(problem_of(), history=past)
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    assert measure(problem, solution)["continuity"] == 1 / 2


def test_a_course_and_its_requisite_clash_when_nobody_can_take_both() -> None:
    problem = problem_of({"courses": {"course-b": {"prerequisites": ["course-a"]}}})
    together = timetable(hour(MONDAY, 9), hour(MONDAY, 9), hour(MONDAY, 9))
    apart = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    assert measure(problem, together)["requisite_clashes"] == 1
    assert measure(problem, apart)["requisite_clashes"] == 0


def test_what_must_be_reached_without_steps_is_counted_where_it_is() -> None:
    problem = problem_of(
        {
            "rooms": {"s": {"accessible": True}},
            "classes": {"a": {"needs_accessible": True}},
            "instructors": [
                {"id": "t", "name": "T", "classes": ["c"], "needs_accessible": True}
            ],
        }
    )
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    assert measure(problem, solution)["step_free_share"] == 1 / 2


def test_who_was_chosen_to_teach_must_reach_the_room_without_steps() -> None:
    teachers = [
        {"id": "i1", "name": "I1", "classes": ["a"]},
        {"id": "i2", "name": "I2", "classes": [], "needs_accessible": True},
    ]
    either = tuple(InstructorOption((id_,)) for id_ in ("i1", "i2"))
    problem = with_classes(
        problem_of({"rooms": {"s": {"accessible": True}}, "instructors": teachers}),
        lambda cls: replace(cls, instructors=either) if cls.id == "a" else cls,
    )
    problem = replace(problem, instructors=(Instructor("i1"), Instructor("i2")))

    def share(teacher: str, room: str) -> float | None:
        place = Placement(hour(MONDAY, 9), room, (teacher,))
        return measure(problem, Solution("small", {"a": place})).get("step_free_share")

    assert (share("i2", "r"), share("i2", "s"), share("i1", "r")) == (0, 1, None)


def test_fairness_asks_only_how_even_the_burdens_are() -> None:
    teachers = [{"id": id_, "name": id_, "classes": [id_]} for id_ in "abc"]
    problem = problem_of({"instructors": teachers})
    nine, ten = hour(MONDAY, 9), hour(MONDAY, 10)
    all_at_nine, none_at_nine = timetable(nine, nine, nine), timetable(ten, ten, ten)
    one_at_nine = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 11))
    assert measure(problem, all_at_nine)["fairness_instructors"] == 100
    assert measure(problem, none_at_nine)["fairness_instructors"] == 100
    assert measure(problem, one_at_nine)["fairness_instructors"] == pytest.approx(
        100 * (1 - 2 * 4 / 9), abs=1e-4
    )


def test_fairness_over_departments_compares_their_courses() -> None:
    departments = {"course-a": "X", "course-b": "X", "course-c": "Y"}
    about = {id_: {"department": department} for id_, department in departments.items()}
    problem = problem_of({"courses": about})
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    # Half of what X holds is at the first hour, all of what Y holds.
    assert measure(problem, solution)["fairness_departments"] == 50


def test_a_dimension_is_worth_the_mean_of_its_measures() -> None:
    scores = dimension_scores({"student_idle_minutes": 60, "peak_share": 0.2, "seat_fill": 0.7})
    assert scores == {"temporal": 75, "spatial": 70}


@given(seed=st.integers(0, 500))
@settings(max_examples=25, deadline=None)
def test_no_timetable_scores_outside_nought_to_a_hundred(seed: int) -> None:
    problem = random_problem(seed, classes=8, students=6)
    values = measure(problem, random_solution(problem, seed, unplaced=0.2))
    scores = [value for name, value in values.items() if name.startswith("score_")]
    assert scores
    assert all(0 <= score <= 100 for score in scores)


@given(seed=st.integers(0, 500))
@settings(max_examples=25, deadline=None)
def test_student_conflicts_are_those_that_the_oracle_counts(seed: int) -> None:
    problem = random_problem(seed, classes=8, students=6)
    solution = random_solution(problem, seed, unplaced=0.2)
    found = measure(problem, solution).get("student_conflicts", 0)
    assert found == evaluate(problem, solution).student_conflicts


def test_what_does_not_apply_is_left_out() -> None:
    assert measure(problem_of(), Solution("small", {})) == {}
    solution = timetable(hour(MONDAY, 9), hour(MONDAY, 10), hour(MONDAY, 9))
    assert MEASURES.keys() - measure(problem_of(), solution).keys() == {
        "instructor_penalty",
        "continuity",
        "instructor_day_spread",
        "requisite_clashes",
        "step_free_share",
        "fairness_departments",
        "fairness_instructors",
    }


def test_a_problem_that_was_measured_is_not_kept() -> None:
    problem = problem_of()
    measure(problem, timetable(hour(MONDAY, 9), hour(MONDAY, 9), hour(MONDAY, 9)))
    left = weakref.ref(problem)
    del problem
    gc.collect()
    assert left() is None
