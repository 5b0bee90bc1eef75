"""Problems built in code are checked by the same rules as those that are read."""

from dataclasses import replace
from typing import Any

import pytest

from horarium.arrays.students import parents_first
from horarium.bounds import most_cost
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Constraint,
    Course,
    Problem,
    ProblemError,
    Room,
    RoomOption,
    Student,
    Subpart,
    Time,
    TimeOption,
    Weights,
)
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import (
    at,
    make_class,
    make_course,
    make_problem,
    random_problem,
    random_solution,
    with_choices,
)
from horarium.validate import validate

NOON = at("10000", 4)
TWICE = Student("s", ("course-a", "course-a"))
GOOD = make_problem(
    [make_class("a", NOON, rooms=["r"]), make_class("b", NOON)], rooms=[Room("r", 5)]
)


def with_class(**changes: object) -> Problem:
    """The good problem with a third class, changed."""
    cls = replace(Class("c", (TimeOption(NOON),), (RoomOption("r"),)), **changes)  # type: ignore[arg-type]
    return replace(GOOD, courses=(*GOOD.courses, make_course("third", [[cls]])))


def with_course(course: Course) -> Problem:
    return replace(GOOD, courses=(*GOOD.courses, course))


def constrained(*arguments: object, **named: object) -> Problem:
    return replace(GOOD, constraints=(Constraint(*arguments, **named),))  # type: ignore[arg-type]


def closed(*times: Time) -> Problem:
    return replace(GOOD, rooms=(Room("r", 5, times),))


def test_a_good_problem_passes() -> None:
    validate(GOOD)


@pytest.mark.parametrize(
    ("problem", "code", "place"),
    [
        (replace(GOOD, courses=()), "empty_problem", "problem test"),
        (replace(GOOD, name=""), "bad_id", "problem ''"),
        (replace(GOOD, calendar=Calendar(0, 5, 20)), "out_of_range", "problem test"),
        (replace(GOOD, calendar=Calendar(2, 99, 20)), "out_of_range", "problem test"),
        (replace(GOOD, calendar=Calendar(2, 5, 9999)), "out_of_range", "problem test"),
        (replace(GOOD, calendar=Calendar(1, 5, 20)), "meeting_outside_calendar", "class a"),
        (replace(GOOD, calendar=Calendar(2, 5, 5)), "meeting_outside_day", "class a"),
        (replace(GOOD, weights=Weights(time=-1)), "negative_number", "problem test"),
        (replace(GOOD, weights=Weights(student=10**10)), "number_too_large", "problem test"),
        (replace(GOOD, rooms=(Room("r", 5),) * 2), "duplicate_id", "room r"),
        (replace(GOOD, rooms=(Room("r", -5),)), "negative_number", "room r"),
        (replace(GOOD, rooms=(Room("r", 5, (), {"x": 1}),)), "unknown_room", "room r"),
        (replace(GOOD, rooms=(Room("r", 5, (), {"r": -1}),)), "negative_number", "room r"),
        (closed(at("10000", 19)), "meeting_outside_day", "room r"),
        (closed(at("10000", 0, 20)), "no_placement", "class a"),
        (with_class(id="a"), "duplicate_id", "class a"),
        (with_class(id="c\n"), "bad_id", "class 'c\\n'"),
        (with_class(id="c" * 201), "bad_id", f"class '{'c' * 60}'"),
        (with_class(times=()), "no_times", "class c"),
        (with_class(times=(TimeOption(NOON, -1),)), "negative_number", "class c"),
        (with_class(times=(TimeOption(at("00000", 4)),)), "never_meets", "class c"),
        (with_class(times=(TimeOption(at("10000", 4, 0)),)), "meeting_outside_day", "class c"),
        (with_class(times=(TimeOption(at("10000", -4, 2)),)), "meeting_outside_day", "class c"),
        (with_class(rooms=()), "no_rooms", "class c"),
        (with_class(rooms=(RoomOption("x"),)), "unknown_room", "class c"),
        (with_class(limit=-3), "negative_number", "class c"),
        (with_class(parent="x"), "unknown_class", "class c"),
        (with_class(parent="c"), "parent_cycle", "class c"),
        (with_course(Course("k", ())), "empty_course", "course k"),
        (with_course(Course("k", (Config("g", ()),))), "empty_config", "config g"),
        (
            with_course(Course("k", (Config("g", (Subpart("s", ()),)),))),
            "empty_subpart",
            "subpart s",
        ),
        (with_course(GOOD.courses[0]), "duplicate_id", "course course-a"),
        (replace(GOOD, students=(Student("s", ("x",)),)), "unknown_course", "student s"),
        (replace(GOOD, students=(Student("s", ()),) * 2), "duplicate_id", "student s"),
        (replace(GOOD, students=(TWICE,)), "duplicate_id", "student s"),
        (constrained("Nonsense", ("a",), id="x"), "unknown_kind", "constraint x"),
        (constrained("MinGap", ("a", "b"), id="x"), "bad_parameters", "constraint x"),
        (constrained("MinGap", ("a", "b"), (-1,), id="x"), "bad_parameters", "constraint x"),
        (constrained("SameDays", ("a", "x"), id="x"), "unknown_class", "constraint x"),
        (constrained("SameDays", ("a", "a"), id="x"), "duplicate_class", "constraint x"),
        (constrained("SameDays", ("a",), penalty=-1, id="x"), "negative_number",
         "constraint x"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_by_code_and_element(
    problem: Problem, code: str, place: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        validate(problem)
    assert (caught.value.code, caught.value.place) == (code, place)
    assert caught.value.text


def test_a_longer_parent_cycle_is_found() -> None:
    one = make_class("one", NOON, parent="two")
    two = make_class("two", NOON, parent="one")
    with pytest.raises(ProblemError) as caught:
        validate(make_problem([], courses=[make_course("k", [[one], [two]])]))
    assert caught.value.code == "parent_cycle"


@pytest.mark.parametrize(("students", "fits"), [(5, True), (6, False)])
def test_a_course_is_full_when_the_narrowest_parts_of_its_configs_are(
    students: int, fits: bool
) -> None:
    lectures = [make_class("l1", NOON, limit=9)]
    labs = [make_class("x1", NOON, limit=2), make_class("x2", NOON, limit=1)]
    seminar = [make_class("s1", NOON, limit=2)]
    problem = make_problem(
        [],
        courses=[make_course("k", [lectures, labs], [seminar])],
        students=[Student(f"s{number}", ("k",)) for number in range(students)],
    )
    if fits:
        validate(problem)
        return
    with pytest.raises(ProblemError) as caught:
        validate(problem)
    assert caught.value.code == "no_seat"
    assert caught.value.parameters == {"students": 6, "seats": 5}


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"times": 1000}, True),
        ({"times": 1001}, False),
        ({"constraint": Constraint("NotOverlap", ("a", "b", "c"), penalty=333)}, True),
        ({"constraint": Constraint("NotOverlap", ("a", "b", "c"), penalty=334)}, False),
        ({"constraint": Constraint("MinimumWorkingDays", ("a",), (5,), penalty=201)}, False),
        ({"constraint": Constraint("MaxDayLoad", ("a", "b"), (1,), penalty=200)}, False),
        ({"students": 1001}, False),
    ],
)
def test_penalties_times_weights_may_not_add_up_to_more_than_can_be_searched(
    changes: dict[str, Any], fits: bool
) -> None:
    classes = [make_class(id, NOON, at("01000", 4)) for id in "abc"]
    if "times" in changes:
        options = (TimeOption(NOON), TimeOption(at("01000", 4), changes["times"]))
        classes[0] = replace(classes[0], times=options)
    problem = make_problem(
        classes,
        constraints=[c for name, c in changes.items() if name == "constraint"],
        students=[
            Student(f"s{n}", ("course-a", "course-b"))
            for n in range(changes.get("students", 0))
        ],
        weights=Weights(time=10**9, distribution=10**9, student=10**9),
    )
    if fits:
        validate(problem)
        return
    with pytest.raises(ProblemError) as caught:
        validate(problem)
    assert caught.value.code == "number_too_large"
    assert caught.value.parameters["maximum"] == 10**12


def test_no_timetable_costs_more_than_the_most_that_is_told() -> None:
    for seed in range(40):
        problem = with_choices(random_problem(seed, required=0), seed)
        worst = random_solution(problem, seed)
        assert evaluate(problem, worst).total <= most_cost(problem)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_long_chain_of_parents_is_sound_and_read_quickly(turn: int) -> None:
    chain = [make_class("c0", NOON, limit=1)]
    chain += [make_class(f"c{n}", NOON, parent=f"c{n - 1}", limit=2) for n in range(1, 3000)]
    course = make_course("k", [[cls] for cls in chain][::turn])
    students = [Student("s", ("k",))]
    validate(make_problem([], courses=[course], students=students))
    ids = [cls.id for part in parents_first(course.configs[0]) for cls in part.classes]
    assert ids == [cls.id for cls in chain]
    with pytest.raises(ProblemError) as caught:
        validate(make_problem([], courses=[course], students=[*students, Student("t", ("k",))]))
    assert caught.value.code == "no_seat"


def test_constraints_added_to_a_problem_are_checked_when_it_is_solved() -> None:
    with pytest.raises(ProblemError, match="constraint SameDays: there is no class x"):
        solve(GOOD.constrained(Constraint("SameDays", ("a", "x"), penalty=1)), iterations=1)
