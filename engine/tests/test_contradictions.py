"""What nobody can schedule is refused by name; what only might not work out is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from horarium.cli import main
from horarium.formats import encode_problem, read_problem
from horarium.problem import Class, Constraint, Problem, ProblemError, Room, Student
from horarium.testing import at, make_class, make_course, make_problem
from horarium.validate import validate

EARLY, LATE, LONG, TUESDAY = at("10000", 4), at("10000", 8), at("10000", 4, 6), at("01000", 4)
ROOM = Room("r", 9)
FAR = (Room("r", 9, (), {"q": 3}), Room("q", 9, (), {"r": 3}))


def refusal(problem: Problem) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        validate(problem)
    return caught.value


def required(kind: str, *parameters: int, classes: str = "ab") -> Constraint:
    return Constraint(kind, tuple(classes), parameters, required=True, id="x")


def pinned(*times: object, room: str = "r") -> list[Class]:
    """Classes a, b, ... with one time each, all in one room."""
    return [make_class(id, time, rooms=[room]) for id, time in zip("abcd", times, strict=False)]  # type: ignore[arg-type]


def test_two_classes_pinned_to_one_room_at_once_are_both_named() -> None:
    error = refusal(make_problem(pinned(EARLY, LONG), rooms=[ROOM]))
    assert (error.code, error.place) == ("room_contradiction", "class a")
    assert error.parameters == {"room": "r", "other": "b"}
    assert "class b" in error.text


@pytest.mark.parametrize("other", [LATE, TUESDAY])
def test_pins_that_do_not_overlap_share_a_room(other: object) -> None:
    validate(make_problem(pinned(EARLY, other), rooms=[ROOM]))


def test_a_class_that_could_still_go_elsewhere_contradicts_nothing() -> None:
    free = make_class("b", EARLY, LATE, rooms=["r"])
    validate(make_problem([*pinned(EARLY), free], rooms=[ROOM]))


def test_a_place_that_the_room_is_closed_at_is_no_way_out() -> None:
    closed = Room("r", 9, (LATE,))
    free = make_class("b", EARLY, LATE, rooms=["r"])
    assert refusal(make_problem([*pinned(EARLY), free], rooms=[closed])).code == (
        "room_contradiction"
    )


@pytest.mark.parametrize(
    ("constraint", "times"),
    [
        (required("NotOverlap"), (EARLY, LONG)),
        (required("SameDays"), (EARLY, TUESDAY)),
        (required("SameStart"), (EARLY, LATE)),
        (required("Precedence"), (LATE, EARLY)),
        (required("MinGap", 9), (EARLY, LATE)),
        (required("WorkDay", 3), (EARLY, LATE)),
        (required("DifferentDays"), (EARLY, LATE)),
    ],
)
def test_a_required_constraint_that_fixed_classes_break_is_refused(
    constraint: Constraint, times: tuple[object, object]
) -> None:
    one, two = pinned(*times)
    problem = make_problem(
        [one, make_class("b", two.times[0].time, rooms=["q"])],
        rooms=[ROOM, Room("q", 9)],
        constraints=[constraint],
    )
    error = refusal(problem)
    assert (error.code, error.place) == ("pair_contradiction", "constraint x")
    assert error.parameters == {"kind": constraint.kind, "class": "a", "other": "b"}


def test_travel_that_takes_too_long_between_fixed_rooms_is_seen() -> None:
    classes = [
        make_class("a", EARLY, rooms=["r"]),
        make_class("b", at("10000", 7), rooms=["q"]),
    ]
    clash = make_problem(classes, rooms=FAR, constraints=[required("SameAttendees")])
    assert refusal(clash).code == "pair_contradiction"
    either = [classes[0], make_class("b", at("10000", 7), rooms=["q", "r"])]
    validate(make_problem(either, rooms=FAR, constraints=[required("SameAttendees")]))


def test_a_set_is_only_judged_when_all_its_classes_are_fixed() -> None:
    fixed = [make_class(id, time) for id, time in zip("ab", (EARLY, TUESDAY), strict=True)]
    over = required("MaxDays", 1)
    error = refusal(make_problem(fixed, constraints=[over]))
    assert (error.code, error.place) == ("set_contradiction", "constraint x")
    free = [fixed[0], make_class("b", TUESDAY, LATE)]
    validate(make_problem(free, constraints=[over]))


def test_soft_constraints_and_costs_contradict_nothing() -> None:
    soft = Constraint("NotOverlap", ("a", "b"), penalty=5, id="x")
    classes = [make_class("a", EARLY), make_class("b", EARLY)]
    validate(make_problem(classes, constraints=[soft]))


def test_a_parent_takes_no_more_students_than_its_children_together() -> None:
    lectures = [make_class("l1", EARLY, limit=10), make_class("l2", LATE, limit=10)]
    labs = [
        make_class("x1", TUESDAY, limit=2, parent="l1"),
        make_class("x2", TUESDAY, limit=9, parent="l2"),
        make_class("x3", TUESDAY, limit=9, parent="l2"),
    ]

    def problem(students: int) -> Problem:
        return make_problem(
            [],
            courses=[make_course("k", [lectures, labs])],
            students=[Student(f"s{n}", ("k",)) for n in range(students)],
        )

    validate(problem(12))
    error = refusal(problem(13))
    assert (error.code, error.place) == ("no_seat", "course k")
    assert error.parameters == {"students": 13, "seats": 12}


def test_classes_without_limits_hold_anybody() -> None:
    course = make_course("k", [[make_class("l", EARLY)], [make_class("x", LATE, parent="l")]])
    students = [Student(f"s{n}", ("k",)) for n in range(50)]
    validate(make_problem([], courses=[course], students=students))


def test_a_parent_in_another_configuration_is_refused() -> None:
    course = make_course("k", [[make_class("l", EARLY)]], [[make_class("x", LATE, parent="l")]])
    error = refusal(make_problem([], courses=[course]))
    assert (error.code, error.place) == ("parent_elsewhere", "class x")
    assert error.parameters == {"parent": "l"}


def test_a_parent_in_the_same_subpart_is_refused() -> None:
    course = make_course("k", [[make_class("l", EARLY), make_class("x", LATE, parent="l")]])
    error = refusal(make_problem([], courses=[course]))
    assert (error.code, error.place) == ("parent_beside", "class x")
    assert error.parameters == {"parent": "l"}


CTT = """Name: Full
Courses: 1
Rooms: 1
Days: 1
Periods_per_day: 2
Curricula: 0
Constraints: 1
COURSES:
math t1 2 1 30
ROOMS:
A 20
CURRICULA:
UNAVAILABILITY_CONSTRAINTS:
math 0 1
END.
"""


def as_format(form: str) -> Callable[[], bytes]:
    clash = make_problem(pinned(EARLY, LONG), rooms=[ROOM])
    return lambda: encode_problem(clash, form)[0]


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (as_format("native"), ["class a", "class b"]),
        (as_format("itc2019"), ["class", "room"]),
        (CTT.encode, ["math"]),
    ],
)
def test_every_format_refuses_a_contradiction_with_status_2_and_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[], bytes],
    names: list[str],
) -> None:
    (tmp_path / "problem").write_bytes(make())
    assert main(["solve", str(tmp_path / "problem"), "--time-limit", "1"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert all(name in line for name in names), line


def test_every_public_instance_passes(datasets: Path) -> None:
    for file in sorted((*datasets.glob("itc2007/*.ctt"), *datasets.glob("itc2019/*.xml.gz"))):
        read_problem(file)
