"""Whatever is broken is told by name: the code, the classes, and why a place is not offered."""

from dataclasses import replace
from typing import Any

import pytest

from horarium.problem import (
    Constraint,
    Course,
    Problem,
    Room,
    RoomOption,
    Student,
    Time,
    TimeOption,
    Weights,
)
from horarium.questions import Desk, Reason
from horarium.solution import Placement, Solution
from horarium.testing import at, make_class, make_course, make_problem, place

MONDAY, TUESDAY, FRIDAY = (at(days, 4) for days in ("10000", "01000", "00001"))


def problem(*constraints: Constraint, institution: dict[str, Any] | None = None) -> Problem:
    """Two classes of ten seats in two rooms, the second small and closed on Tuesday."""
    classes = [
        make_class("a", MONDAY, TUESDAY, rooms=["big", "small"], limit=10),
        make_class("b", MONDAY, TUESDAY, rooms=["big"], limit=10),
        make_class("roomless", MONDAY, TUESDAY),
    ]
    rooms = [
        Room("big", 20),
        Room("small", 12, (at("01000", 0, 20),)),
        Room("closet", 4),
        Room("other", 40),
    ]
    courses: list[Course] = [make_course(cls.id, [[cls]]) for cls in classes]
    made = make_problem(
        classes,
        rooms=rooms,
        courses=courses,
        constraints=constraints,
        students=[Student(f"s{n}", ("a", "b")) for n in range(3)],
    )
    return replace(made, institution=institution)


def reasons(
    of: Problem, id: str, time: Time, room: str | None, attended: bool = False
) -> dict[str, Reason]:
    """By code, what would be worse if `id` moved there; b is on Monday, a not yet placed."""
    at_first = place({"b": MONDAY, "roomless": FRIDAY}, b="big")
    students = {f"s{n}": ("a", "b") for n in range(3)} if attended else {}
    desk = Desk(of, Solution("test", at_first, students))
    created = desk.check({id: Placement(time, room)}).created
    assert len({reason.code for reason in created}) == len(created)
    return {reason.code: reason for reason in created}


def test_a_room_that_is_taken_names_the_room_and_who_is_there() -> None:
    (reason,) = reasons(problem(), "a", MONDAY, "big").values()
    assert (reason.code, reason.hard) == ("room_double_booked", 1)
    assert (reason.classes, reason.parameters) == (("a", "b"), {"room": "big"})


def test_a_room_that_is_closed_then_is_named() -> None:
    (reason,) = reasons(problem(), "a", TUESDAY, "small").values()
    assert (reason.code, reason.parameters) == ("room_unavailable", {"room": "small"})


@pytest.mark.parametrize(
    ("id", "room", "why"),
    [
        ("a", "closet", {"because": "seats", "seats": 4, "limit": 10}),
        ("a", "other", {"because": ""}),
        ("a", None, {"because": "room_needed"}),
        ("roomless", "other", {"because": "no_room"}),
    ],
)
def test_a_room_that_is_not_offered_says_why(
    id: str, room: str | None, why: dict[str, Any]
) -> None:
    (reason,) = reasons(problem(), id, TUESDAY, room).values()
    assert (reason.code, reason.hard) == ("room_not_offered", 1)
    assert reason.parameters == {"room": room, **why}


INSTITUTION: dict[str, Any] = {
    "instructors": [
        {"id": "away", "classes": ["a"], "research_day": 4},
        {
            "id": "early",
            "classes": ["a"],
            "unavailable": [{"weeks": "11", "days": "00100", "start": 0, "length": 6}],
        },
    ],
    "classes": {"b": {"pin": {"time": {"days": "10000", "start": 4, "length": 2}}}},
}


@pytest.mark.parametrize(
    ("id", "time", "why"),
    [
        ("a", FRIDAY, {"because": "instructor", "instructors": ["away"]}),
        ("a", at("00100", 4), {"because": "instructor", "instructors": ["early"]}),
        ("a", at("00100", 6), {"because": "", "instructors": []}),
        ("a", at("10000", 4, 3), {"because": "length"}),
        ("b", at("00100", 4), {"because": "pinned"}),
    ],
)
def test_a_time_that_is_not_offered_says_why(id: str, time: Time, why: dict[str, Any]) -> None:
    found = reasons(problem(institution=INSTITUTION), id, time, "big")
    assert found["time_not_offered"].parameters == why
    assert found["time_not_offered"].hard == 1


def test_two_classes_that_must_not_meet_tell_from_what_that_follows() -> None:
    rule = Constraint(
        "SameAttendees", ("b", "a"), required=True, id="i1", derived_from="instructor:i1"
    )
    found = reasons(problem(rule), "a", MONDAY, "small")
    assert found.keys() == {"constraint_pair"}
    reason = found["constraint_pair"]
    assert (reason.kind, reason.classes, reason.hard) == ("SameAttendees", ("b", "a"), 1)
    assert reason.parameters["derived_from"] == "instructor:i1"


def test_a_set_tells_by_how_much_it_is_broken() -> None:
    rule = Constraint("MaxDayLoad", ("a", "b", "roomless"), (3,), required=True, id="load")
    reason = reasons(problem(rule), "a", MONDAY, "small")["constraint_set"]
    assert reason.classes == ("a", "b", "roomless")
    # One slot on Monday of each of two weeks.
    assert reason.parameters["excess"] == 2
    assert reason.parameters["parameters"] == {"slots": 3}


def test_students_who_cannot_attend_both_are_counted() -> None:
    reason = reasons(problem(), "a", MONDAY, "small", attended=True)["student_conflicts"]
    assert (reason.hard, reason.cost, reason.component) == (0, 3, "student")
    assert (reason.classes, reason.parameters) == (("a", "b"), {"students": 3})


def test_to_take_a_class_out_leaves_it_unplaced() -> None:
    desk = Desk(problem(), Solution("test", place({"b": MONDAY}, b="big")))
    (reason,) = desk.check({"b": None}).created
    assert (reason.code, reason.classes) == ("unplaced", ("b",))


def test_what_a_class_prefers_is_told_with_its_price() -> None:
    of = problem()
    cls = replace(
        of.classes["a"],
        times=(TimeOption(TUESDAY, 2),),
        rooms=(RoomOption("big", 3), RoomOption("closet")),
    )
    of = make_problem(
        [cls, of.classes["b"], of.classes["roomless"]],
        rooms=of.rooms,
        weights=Weights(time=5, room=7, capacity=11),
    )
    costs = {code: reason.cost for code, reason in reasons(of, "a", TUESDAY, "big").items()}
    assert costs == {"time_penalty": 10, "room_penalty": 21}
    costs = {code: reason.cost for code, reason in reasons(of, "a", TUESDAY, "closet").items()}
    assert costs == {"time_penalty": 10, "seats_missing": 6 * 11}
