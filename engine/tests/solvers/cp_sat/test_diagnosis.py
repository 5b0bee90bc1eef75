"""What contradicts itself is found, and each element of it is needed for that."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest

import horarium
from horarium.changes import with_classes
from horarium.constraints import KINDS
from horarium.problem import Class, Constraint, Problem, ProblemError, Room, Student
from horarium.score import evaluate
from horarium.solvers.cp_sat.sets import SHRINKING
from horarium.testing import (
    at,
    every_timetable,
    make_class,
    make_course,
    make_problem,
    random_problem,
    trimmed,
    without,
)
from horarium.validate import validate

EARLY, LATE = at("10000", 4), at("10000", 8)
THREE = tuple(at("10000", start) for start in (0, 2, 4))


def satisfiable(problem: Problem, elements: set[str]) -> bool:
    """Whether some timetable keeps what the elements say, found by trying all of them."""
    named: dict[str, set[str]] = defaultdict(set)
    for element in elements:
        type, _, id = element.partition(":")
        named[type].add(id)

    def kept(cls: Class) -> Class | None:
        limit = cls.limit if cls.id in named["limit"] else None
        return replace(cls, limit=limit, parent=None) if cls.id in named["class"] else None

    constraints = []
    for constraint in problem.constraints:
        inside = tuple(id for id in constraint.classes if id in named["class"])
        whole = len(inside) == len(constraint.classes)
        pairs = isinstance(KINDS[constraint.kind], horarium.PairKind)
        if constraint.id in named["constraint"] and (
            whole or pairs or constraint.kind in SHRINKING
        ):
            constraints.append(replace(constraint, classes=inside))
    part = with_classes(problem, kept)
    part = replace(part, students=(), constraints=tuple(constraints))
    return any(
        all(
            (v.code == "room_double_booked" and v.parameters["room"] not in named["room"])
            or (v.code == "room_unavailable" and v.parameters["room"] not in named["closure"])
            or (
                v.code == "instructor_unavailable"
                and v.parameters["instructor"] not in named["absence"]
            )
            for v in evaluate(part, timetable).violations
        )
        for timetable in every_timetable(part)
    )


def elements_of(diagnosis: horarium.Diagnosis) -> set[str]:
    return {element for each in diagnosis.requirements for element in each.elements}


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 6, 7, 9, 10, 11])
def test_a_set_is_contradictory_and_without_any_one_element_it_is_not(seed: int) -> None:
    kinds = random.Random(seed).sample(list(KINDS), 4)
    problem = random_problem(seed, classes=4, students=0, required=0.8, kinds=kinds)
    problem = trimmed(problem, times=2, rooms=2 if len(problem.classes) < 6 else 1)
    diagnosis = horarium.diagnose(problem)
    everything = (evaluate(problem, each).valid for each in every_timetable(problem))
    assert diagnosis.outcome == ("satisfiable" if any(everything) else "infeasible")
    assert diagnosis.minimal
    elements = elements_of(diagnosis)
    if diagnosis.outcome == "infeasible":
        assert not satisfiable(problem, elements)
    for element in elements:
        assert satisfiable(problem, elements - {element}), element


def test_classes_that_need_more_hours_than_rooms_have_are_counted_together() -> None:
    labs = [make_class(f"l{n}", *THREE, rooms=["a", "b"]) for n in range(9)]
    other = make_class("x", *THREE, rooms=["c"])
    rooms = [Room(id, 9) for id in "abc"]
    diagnosis = horarium.diagnose(make_problem([*labs, other], rooms=rooms))
    classes, hold = diagnosis.requirements
    assert (classes.code, classes.parameters["number"]) == ("classes_must_meet", 7)
    assert classes.parameters["rooms"] == ["a", "b"]
    assert (classes.parameters["needed"], classes.parameters["unit"]) == (14, "slots")
    assert (hold.code, hold.parameters["rooms"]) == ("rooms_hold_one_class", ["a", "b"])
    assert hold.parameters["offered"] == 12


def test_an_instructor_with_too_few_hours_is_named_with_the_classes() -> None:
    taught = Constraint(
        "SameAttendees", ("a", "b", "c"), required=True, id="D1",
        derived_from="instructor:PHY-03",
    )  # fmt: skip
    classes = [make_class(id, EARLY, LATE) for id in "abc"]
    diagnosis = horarium.diagnose(make_problem(classes, constraints=[taught]))
    _, instructor = diagnosis.requirements
    assert instructor.code == "instructor_in_one_place"
    assert instructor.parameters["instructor"] == "PHY-03"
    assert instructor.parameters["classes"] == ["a", "b", "c"]


def test_students_without_a_seat_are_counted_against_the_limits() -> None:
    groups = [make_class(id, EARLY, limit=limit) for id, limit in (("g1", 3), ("g2", 4))]
    course = make_course("k", [[make_class("l", LATE)], groups])
    students = [Student(f"s{n}", ("k",)) for n in range(8)]
    problem = make_problem([], courses=[course], students=students)
    course_needs, limited = horarium.diagnose(problem).requirements
    assert (course_needs.code, course_needs.parameters["students"]) == (
        "students_need_seats",
        8,
    )
    assert (limited.code, limited.parameters["seats"]) == ("classes_are_limited", 7)
    enough = replace(problem, students=problem.students[:7])
    assert horarium.diagnose(enough).outcome == "satisfiable"


def large_course(seats: Sequence[int], students: int, parents: int = 0) -> Problem:
    """One course of three parts with 28 classes each: 28³ combinations, too many to list.

    The first so many classes of the last part have their parents in the first part.
    """
    parts = [
        [
            make_class(
                f"{part}{n}",
                EARLY,
                limit=limit,
                parent=f"0{n}" if part == 2 and n < parents else None,
            )
            for n in range(28)
        ]
        for part, limit in enumerate(seats)
    ]
    taking = [Student(f"s{n}", ("k",)) for n in range(students)]
    return make_problem([], courses=[make_course("k", parts)], students=taking)


def test_seats_of_a_course_with_very_many_combinations_are_counted_by_its_narrowest_part() -> (
    None
):
    problem = large_course((40, 3, 40), 85)
    with pytest.raises(ProblemError, match="hold only 84"):
        validate(problem)
    course_needs, limited = horarium.diagnose(problem).requirements
    assert course_needs.parameters == {"course": "k", "students": 85}
    assert limited.parameters["classes"] == [f"1{n}" for n in range(28)]
    assert limited.parameters["seats"] == 84
    enough = replace(problem, students=problem.students[:84])
    assert horarium.diagnose(enough).outcome == "satisfiable"


def test_where_counting_by_parts_is_no_proof_it_is_not_said_that_there_is_a_timetable() -> None:
    # One class of the last part has a parent, so that it is not for everyone.
    assert horarium.diagnose(large_course((3, 40, 3), 84, parents=1)).outcome == "unknown"


def test_counting_seats_ends_when_it_is_asked_to() -> None:
    course = make_course("k", [[make_class("g", EARLY, limit=1)]])
    problem = make_problem([], courses=[course], students=[Student(id, ("k",)) for id in "st"])
    assert horarium.diagnose(problem).outcome == "infeasible"
    assert horarium.diagnose(problem, stop=lambda: True).outcome == "unknown"


def test_a_class_whose_only_room_is_closed_is_named_with_the_room() -> None:
    closed = Room("r", 9, (EARLY,))
    diagnosis = horarium.diagnose(
        make_problem([make_class("a", EARLY, rooms=["r"])], rooms=[closed])
    )
    assert [each.code for each in diagnosis.requirements] == [
        "class_has_one_place",
        "rooms_are_closed",
    ]


def test_no_answer_is_given_for_want_of_time() -> None:
    problem = random_problem(1, classes=60, students=0, required=0.0)
    assert horarium.diagnose(problem, stop=lambda: True).outcome == "unknown"
    with pytest.raises(ValueError, match="positive"):
        horarium.diagnose(problem, time_limit=0)


@pytest.mark.parametrize("lacks", ["times", "rooms"])
def test_a_class_that_is_offered_nothing_is_named(lacks: str) -> None:
    bare = without(make_class("b", EARLY, rooms=["r"]), lacks)
    problem = make_problem([make_class("a", EARLY, rooms=["r"]), bare], rooms=[Room("r", 9)])
    [found] = horarium.diagnose(problem).requirements
    assert (found.code, found.elements) == ("class_has_no_place", ("class:b",))
    assert found.parameters == {"class": "b", "lacks": lacks}
