"""ITC-2007 text files: what is read, what is refused, and what can be written of others."""

import pytest

from horarium.formats import encode_problem, encode_solution, read_problem, read_solution
from horarium.problem import Calendar, Class, Constraint, Problem, ProblemError, Room, Weights
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.testing import at, make_class, make_course, make_problem

GOOD = """Name: Tiny
Courses: 2
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 1
Constraints: 2

COURSES:
math t1 2 2 30
art t2 1 1 10

ROOMS:
A 20
B 40

CURRICULA:
year1 2 math art

UNAVAILABILITY_CONSTRAINTS:
math 0 0
art 1 2

END.
"""
SOLUTION = "math A 0 1\nmath B 0 2\nart A 1 1\n"


def test_lectures_become_classes_with_the_periods_left_to_them() -> None:
    problem = read_problem(GOOD.encode())
    assert list(problem.classes) == ["math-1", "math-2", "art-1"]
    math = problem.classes["math-1"]
    assert len(math.times) == 5
    assert at("10", 0, 1, "1") not in [option.time for option in math.times]
    assert math.limit == 30
    assert [option.room for option in math.rooms] == ["A", "B"]
    assert [course.id for course in problem.courses] == ["math", "art"]


def test_hard_and_soft_rules_become_constraints_with_telling_ids() -> None:
    constraints = {c.id: c for c in read_problem(GOOD.encode()).constraints}
    everything = ("math-1", "math-2", "art-1")
    assert constraints["course:math"].required
    assert constraints["teacher:t2"].classes == ("art-1",)
    assert constraints["curriculum:year1"].classes == everything
    assert constraints["compactness:year1"] == Constraint(
        "CurriculumCompactness", everything, penalty=2, id="compactness:year1"
    )
    assert constraints["working-days:math"].parameters == (2,)
    assert constraints["working-days:math"].penalty == 5
    assert constraints["stability:art"].penalty == 1


def test_costs_are_those_computed_by_hand() -> None:
    problem = read_problem(GOOD.encode())
    score = evaluate(problem, read_solution(problem, SOLUTION.encode()))
    assert score.valid
    # 10 without a seat in A; one of two days; art alone on day 1; two rooms for math.
    assert dict(score.components) == {
        "capacity": 10,
        "min_days": 5,
        "compactness": 2,
        "stability": 1,
    }


def test_hard_violations_of_a_lecture_list_are_found() -> None:
    problem = read_problem(GOOD.encode())
    clash = read_solution(problem, b"math A 0 0\nmath B 0 0\nart A 0 0\n")
    codes = sorted(violation.code for violation in evaluate(problem, clash).violations)
    # Both at an unavailable period, three pairs apart by the curriculum, one room twice.
    assert codes == [
        "constraint_pair",
        "constraint_pair",
        "constraint_pair",
        "room_double_booked",
        "time_not_offered",
        "time_not_offered",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("Name: Tiny", "Title: Tiny", "bad_line", 1),
        ("Courses: 2", "Courses: 3", "bad_line", 13),
        ("Courses: 2", "Courses: -2", "negative_number", 7),
        ("Courses: 2", "Courses: many", "not_a_number", 7),
        ("Rooms: 2", "Rooms: 1", "bad_line", 15),
        ("math t1 2 2 30", "math t1 2 2", "bad_line", 10),
        ("math t1 2 2 30", "math t1 0 2 30", "out_of_range", 10),
        ("art t2 1 1 10", "math t2 1 1 10", "duplicate_id", 11),
        ("B 40", "A 40", "duplicate_id", 14),
        ("year1 2 math art", "year1 3 math art", "bad_line", 18),
        ("year1 2 math art", "year1 2 math biology", "unknown_course", 18),
        ("art 1 2", "biology 1 2", "unknown_course", 22),
        ("art 1 2", "art 2 2", "out_of_range", 22),
        ("art 1 2", "art 1 3", "out_of_range", 22),
        ("END.", "", "truncated", 25),
        ("Days: 2", "Days: 1000", "out_of_range", 0),
        ("Days: 2", "Days: 0", "out_of_range", 0),
        ("Days: 2", "Days: 999999999", "out_of_range", 0),
        ("Periods_per_day: 3", "Periods_per_day: 999999999", "out_of_range", 0),
    ],
)
def test_a_fault_is_refused_with_its_code_and_line(
    old: str, new: str, code: str, line: int
) -> None:
    with pytest.raises(ProblemError) as caught:
        read_problem(GOOD.replace(old, new, 1).encode(), name="bad.ctt")
    assert caught.value.code == code
    assert str(caught.value).startswith(f"bad.ctt, line {line}" if line else "bad.ctt")


def test_a_course_without_any_period_is_refused_by_name() -> None:
    closed = "".join(f"art {day} {period}\n" for day in range(2) for period in range(3))
    text = GOOD.replace("Constraints: 2", "Constraints: 7").replace("art 1 2\n", closed)
    with pytest.raises(ProblemError, match="line 11, class art-1") as caught:
        read_problem(text.encode())
    assert caught.value.code == "no_times"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("math A 0", "bad_line"),
        ("biology A 0 1", "unknown_course"),
        ("math C 0 1", "unknown_room"),
        ("math A 2 1", "out_of_range"),
        ("math A 0 3", "out_of_range"),
        ("math A x 1", "not_a_number"),
        ("math A 0 \xff", "not_text"),
    ],
)
def test_a_faulty_lecture_list_is_refused_with_its_line(text: str, code: str) -> None:
    problem = read_problem(GOOD.encode())
    with pytest.raises(ProblemError, match="line 2") as caught:
        read_solution(problem, f"art A 0 1\n{text}\n".encode("latin-1"))
    assert caught.value.code == code


def test_writing_and_reading_back_changes_nothing() -> None:
    problem = read_problem(GOOD.encode())
    data, losses = encode_problem(problem, "itc2007")
    assert losses == []
    assert data.decode() == GOOD
    solution = read_solution(problem, SOLUTION.encode())
    assert encode_solution(problem, solution, "itc2007").decode() == SOLUTION


def test_what_other_problems_hold_beyond_lectures_is_listed() -> None:
    slot = [at("10000", 0, 1), at("01000", 0, 1)]
    problem = make_problem(
        [],
        courses=[
            make_course("sports", [[make_class("long", at("10000", 0, 3), rooms=["r"])]]),
            make_course("two halves", [[make_class("x", *slot, rooms=["r", "s"], limit=5)]]),
        ],
        rooms=[Room("r", 5, (at("10000", 9),), {"s": 1}), Room("s", 5, (), {"r": 1})],
        constraints=[
            Constraint("NotOverlap", ("x", "long"), required=True, id="a"),
            Constraint("MaxDays", ("x",), (2,), penalty=1, id="b"),
        ],
    )
    data, losses = encode_problem(problem, "itc2007")
    assert sorted((loss.code, loss.id) for loss in losses) == [
        ("class_dropped", "long"),
        ("clock_dropped", ""),
        ("constraint_dropped", "a"),
        ("constraint_dropped", "b"),
        ("travel_dropped", "r"),
        ("travel_dropped", "s"),
        ("unavailable_dropped", "r"),
        ("weeks_dropped", "test"),
        ("weights_changed", "test"),
    ]
    again = read_problem(data)
    assert [course.id for course in again.courses] == ["two_halves"]
    assert len(again.classes["two_halves-1"].times) == 2


def test_a_problem_without_lectures_cannot_be_written() -> None:
    problem = make_problem([make_class("c", at("11000", 0, 3))])
    with pytest.raises(ProblemError) as caught:
        encode_problem(problem, "itc2007")
    assert caught.value.code == "not_convertible"
    with pytest.raises(ProblemError, match="class c"):
        encode_solution(
            problem, Solution("test", {"c": Placement(at("11000", 0, 3))}), "itc2007"
        )


def test_sets_that_must_not_overlap_become_curricula() -> None:
    classes = [make_class(id, at("1", 0, 1, "1"), rooms=["r"], limit=3) for id in "ab"]
    problem = make_problem(
        classes,
        rooms=[Room("r", 3)],
        calendar=Calendar(1, 1, 4, 60, 480),
        weights=Weights(capacity=1),
        constraints=[Constraint("NotOverlap", ("a", "b"), required=True, id="year 1")],
    )
    data, losses = encode_problem(problem, "itc2007")
    assert b"year_1 2 course-a course-b" in data
    assert [loss.code for loss in losses] == ["compactness_added"]


def spaced(*constraints: Constraint) -> Problem:
    """Classes, a course and rooms with ids that differ in nothing but spaces."""
    periods, rooms = [at("1", period, 1, "1") for period in (0, 1)], ["Room 101", "Room_101"]

    def lecture(id: str, limit: int = 3) -> Class:
        return make_class(id, *periods, rooms=rooms, limit=limit)

    return make_problem(
        [],
        courses=[
            make_course("k0", [[lecture("Lab 1"), lecture("x0")]]),
            make_course("k1", [[lecture("Lab_1"), lecture("x1")]]),
            make_course("Lab  1", [[lecture("alone")]]),
        ],
        rooms=[Room(room, 3) for room in rooms],
        calendar=Calendar(1, 1, 4, 60, 480),
        weights=Weights(capacity=1),
        constraints=constraints,
    )


def test_ids_that_differ_in_spaces_alone_are_told_apart_and_no_class_is_lost() -> None:
    problem = spaced()
    data, losses = encode_problem(problem, "itc2007")
    assert losses == []
    again = read_problem(data)
    assert [room.id for room in again.rooms] == ["Room_101'", "Room_101"]
    names = [course.id for course in again.courses]
    assert names == ["Lab_1'", "x0", "Lab_1", "x1", "Lab_1''"]


def test_a_timetable_in_rooms_with_spaces_in_their_names_is_read_back() -> None:
    problem = spaced()
    early, late = (option.time for option in problem.classes["alone"].times)
    places = {
        "Lab 1": Placement(early, "Room 101"),
        "Lab_1": Placement(early, "Room_101"),
        "alone": Placement(late, "Room 101"),
    }
    written = encode_solution(problem, Solution("test", places), "itc2007")
    assert read_solution(problem, written).placements == places
    # The problem as it is converted reads the same file, by its own names.
    converted = read_problem(encode_problem(problem, "itc2007")[0])
    found = read_solution(converted, written).placements
    assert {id: placement.room for id, placement in found.items()} == {
        "Lab_1'-1": "Room_101'",
        "Lab_1-1": "Room_101",
        "Lab_1''-1": "Room_101'",
    }


def test_teachers_are_told_apart_and_none_loses_a_course_to_another() -> None:
    def of(teacher: str, *classes: str) -> Constraint:
        return Constraint("NotOverlap", classes, required=True, id=f"teacher:{teacher}")

    problem = spaced(of("A B", "Lab 1", "x0"), of("A_B", "Lab_1", "x1"), of("C", "x0", "x1"))
    data, losses = encode_problem(problem, "itc2007")
    # A course has one teacher: the courses of another one are a group of their own.
    assert [(loss.code, loss.id) for loss in losses] == [("compactness_added", "teacher:C")]
    lines = [line.split() for line in data.decode().splitlines()]
    assert {words[0]: words[1] for words in lines if len(words) == 5} == {
        "Lab_1'": "A_B'",
        "x0": "A_B'",
        "Lab_1": "A_B",
        "x1": "A_B",
        "Lab_1''": "teacher-of-Lab_1''",
    }
    assert ["teacher:C", "2", "x0", "x1"] in lines
