"""The oracle: each hard rule is found when it is broken, each cost is as computed by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from horarium.constraints import KINDS, PairKind
from horarium.problem import (
    Class,
    Constraint,
    Problem,
    Room,
    RoomOption,
    Student,
    TimeOption,
    Weights,
)
from horarium.score import Score, evaluate
from horarium.solution import Placement, Solution
from horarium.testing import (
    at,
    make_class,
    make_course,
    make_problem,
    random_problem,
    random_solution,
)

MORNING, NOON, LATE = at("10000", 0), at("10000", 4), at("10000", 8)
TIMES = (MORNING, NOON, LATE)


def university() -> Problem:
    """Two courses with lectures and parented labs; every placement below is valid."""
    lecture = make_class("lec", *TIMES, rooms=["hall"], limit=2)
    other = make_class("lec2", *TIMES, rooms=["hall"], limit=2)
    lab = make_class("lab", *TIMES, rooms=["lab", "hall"], limit=2, parent="lec")
    lab2 = make_class("lab2", *TIMES, rooms=["lab", "hall"], limit=2, parent="lec2")
    talk = make_class("talk", *TIMES, limit=1)
    evening = make_class("evening", *TIMES)
    return make_problem(
        [],
        rooms=(
            Room("hall", 9, (at("01000", 0, 20),), {"lab": 3}),
            Room("lab", 9, (), {"hall": 3}),
        ),
        courses=[
            make_course("physics", [[lecture, other], [lab, lab2]]),
            make_course("art", [[talk]], [[evening]]),
        ],
        students=[Student("ann", ("physics", "art")), Student("bob", ("physics",))],
    )


PLACEMENTS: Mapping[str, Placement] = {
    "lec": Placement(MORNING, "hall"),
    "lec2": Placement(NOON, "hall"),
    "lab": Placement(LATE, "hall"),
    "lab2": Placement(LATE, "lab"),
    "talk": Placement(NOON),
    "evening": Placement(LATE),
}
STUDENTS: Mapping[str, tuple[str, ...]] = {
    "ann": ("lec", "lab", "talk"),
    "bob": ("lec2", "lab2"),
}


def score(
    problem: Problem | None = None,
    placements: Mapping[str, Placement | None] | None = None,
    students: Mapping[str, tuple[str, ...]] | None = None,
) -> Score:
    """The score of the valid timetable after these changes; None unplaces a class."""
    placed = {**PLACEMENTS, **(placements or {})}
    return evaluate(
        problem or university(),
        Solution(
            "test",
            {id: placement for id, placement in placed.items() if placement},
            {**STUDENTS, **(students or {})},
        ),
    )


def test_a_valid_timetable_breaks_nothing() -> None:
    assert score().violations == ()
    assert score().valid


@pytest.mark.parametrize(
    ("code", "classes", "placement"),
    [
        ("unplaced", ("lec",), None),
        ("unknown_class", ("lec3",), Placement(MORNING, "hall")),
        ("time_not_offered", ("lec",), Placement(at("00100", 0), "hall")),
        ("time_not_offered", ("lec",), Placement(at("10000", 0, 3), "hall")),
        ("room_not_offered", ("lec",), Placement(MORNING, "lab")),
        ("room_not_offered", ("lec",), Placement(MORNING, "nowhere")),
        ("room_not_offered", ("lec",), Placement(MORNING)),
        ("room_not_offered", ("talk",), Placement(MORNING, "lab")),
        ("room_double_booked", ("lec", "lec2"), Placement(NOON, "hall")),
    ],
)
def test_each_wrong_placement_is_one_hard_violation(
    code: str, classes: tuple[str, ...], placement: Placement | None
) -> None:
    result = score(placements={classes[0]: placement})
    assert [(v.code, v.classes) for v in result.violations] == [(code, classes)]
    assert result.hard == 1


def test_a_class_in_an_unavailable_room_is_found() -> None:
    tuesday = at("01000", 0)
    problem = make_problem(
        [make_class("c", tuesday, rooms=["r"])],
        rooms=[Room("r", 1, (at("01000", 1, 2, "01"),))],
    )
    result = evaluate(problem, Solution("test", {"c": Placement(tuesday, "r")}))
    assert [v.code for v in result.violations] == ["room_unavailable"]


def test_a_room_may_be_used_twice_in_different_weeks() -> None:
    odd, even = at("10000", 0, weeks="10"), at("10000", 0, weeks="01")
    problem = make_problem(
        [make_class("a", odd, rooms=["r"]), make_class("b", even, rooms=["r"])],
        rooms=[Room("r", 1)],
    )
    placements = {"a": Placement(odd, "r"), "b": Placement(even, "r")}
    assert evaluate(problem, Solution("test", placements)).valid


@pytest.mark.parametrize(
    ("classes", "codes"),
    [
        ((), ["student_class_missing"] * 3),
        (("lec", "lab"), ["student_class_missing"]),
        (("lec", "talk"), ["student_class_missing"]),
        (("lec", "lec2", "lab", "talk"), ["student_class_extra"]),
        (("lec", "lab", "talk", "evening"), ["student_class_extra"]),
        (("lec", "lab2", "talk"), ["parent_not_attended"]),
        (("lec", "lab", "talk", "ghost"), ["student_not_enrolled"]),
    ],
)
def test_each_broken_student_rule_is_found(classes: tuple[str, ...], codes: list[str]) -> None:
    result = score(students={"ann": classes})
    assert [violation.code for violation in result.violations] == codes
    assert result.hard == len(codes)


def test_a_class_of_a_course_not_taken_is_found() -> None:
    result = score(students={"bob": ("lec2", "lab2", "evening")})
    assert [v.code for v in result.violations] == ["student_not_enrolled"]


def test_a_student_left_out_misses_every_class() -> None:
    left_out = Solution("test", PLACEMENTS, {"ann": STUDENTS["ann"]})
    result = evaluate(university(), left_out)
    assert [v.code for v in result.violations] == ["student_class_missing"] * 2


def test_a_student_that_the_problem_does_not_have_is_found() -> None:
    assert [v.code for v in score(students={"eve": ()}).violations] == ["unknown_student"]


def test_every_student_beyond_a_limit_counts() -> None:
    problem = university()
    crowd = [Student(f"s{number}", ("art",)) for number in range(4)]
    problem = replace(problem, students=(*problem.students, *crowd))
    result = score(problem, students={student.id: ("talk",) for student in crowd})
    assert [(v.code, v.amount) for v in result.violations] == [("limit_exceeded", 4)]
    assert result.hard == 4


def pairs_problem(*constraints: Constraint) -> Problem:
    classes = [make_class(id, *TIMES) for id in "abc"]
    return make_problem(classes, constraints=constraints)


ALL_AT_NOON = Solution("test", {id: Placement(NOON) for id in "abc"})


def test_a_pair_that_breaks_one_kind_in_two_constraints_counts_once() -> None:
    problem = pairs_problem(
        Constraint("NotOverlap", ("a", "b", "c"), required=True),
        Constraint("NotOverlap", ("c", "b"), required=True),
        Constraint("DifferentTime", ("a", "b"), required=True),
    )
    result = evaluate(problem, ALL_AT_NOON)
    assert sorted((v.kind, v.classes) for v in result.violations) == [
        ("DifferentTime", ("a", "b")),
        ("NotOverlap", ("a", "b")),
        ("NotOverlap", ("a", "c")),
        ("NotOverlap", ("b", "c")),
    ]


def test_precedence_follows_the_order_of_the_list() -> None:
    placements = {"a": Placement(MORNING), "b": Placement(NOON), "c": Placement(LATE)}
    forwards = pairs_problem(Constraint("Precedence", ("a", "b", "c"), required=True))
    backwards = pairs_problem(Constraint("Precedence", ("c", "b", "a"), required=True))
    assert evaluate(forwards, Solution("test", placements)).hard == 0
    assert evaluate(backwards, Solution("test", placements)).hard == 3


def test_a_required_set_counts_once_however_far_off() -> None:
    problem = pairs_problem(Constraint("MaxDayLoad", ("a", "b", "c"), (1,), required=True))
    result = evaluate(problem, ALL_AT_NOON)
    assert result.hard == 1
    assert result.violations[0].parameters["excess"] == 10


def test_soft_constraints_cost_their_penalty_for_each_pair() -> None:
    problem = pairs_problem(Constraint("NotOverlap", ("a", "b", "c"), penalty=7))
    problem = replace(problem, weights=Weights(distribution=2))
    result = evaluate(problem, ALL_AT_NOON)
    assert (result.hard, result.raw["distribution"], result.total) == (0, 21, 42)


def test_weekly_sums_are_divided_by_the_weeks_last_and_per_constraint() -> None:
    load = Constraint("MaxDayLoad", ("a", "b"), (3,), penalty=3)
    problem = make_problem(
        [make_class("a", NOON), make_class("b", LATE)], constraints=[load] * 2
    )
    odd = {
        "a": Placement(at("10000", 4, weeks="10")),
        "b": Placement(at("10000", 8, weeks="10")),
    }
    # One slot over in one of two weeks: 3 * 1 // 2 = 1, for each of the two constraints.
    assert evaluate(problem, Solution("test", odd)).raw["distribution"] == 2


def test_penalties_of_times_and_rooms_and_missing_seats_are_weighted() -> None:
    cls = Class("c", (TimeOption(NOON, 3),), (RoomOption("r", 4),), limit=15)
    problem = make_problem(
        [cls], rooms=[Room("r", 9)], weights=Weights(time=2, room=3, capacity=5)
    )
    result = evaluate(problem, Solution("test", {"c": Placement(NOON, "r")}))
    assert dict(result.components) == {
        "time": 6,
        "room": 12,
        "distribution": 0,
        "student": 0,
        "capacity": 30,
    }
    assert result.total == 48


def test_a_student_conflict_is_an_overlap_or_too_short_a_walk() -> None:
    # Bob leaves the hall at slot 6 and walks for 3 slots; the lab starts at slot 8.
    assert score().student_conflicts == 1
    no_walk = {"lab2": Placement(LATE, "hall")}
    assert score(placements=no_walk).student_conflicts == 0
    # Ann's talk, which is in no room, overlaps her lecture.
    overlap = {**no_walk, "talk": Placement(MORNING)}
    assert score(placements=overlap).student_conflicts == 1


def test_components_of_a_curriculum_problem_are_the_four_of_its_competition() -> None:
    problem = replace(pairs_problem(), origin="itc2007")
    components = evaluate(problem, ALL_AT_NOON).components
    assert list(components) == ["capacity", "min_days", "compactness", "stability"]


@pytest.mark.parametrize("seed", range(40))
def test_components_sum_to_the_total_and_violations_to_hard(seed: int) -> None:
    problem = random_problem(seed)
    result = evaluate(problem, random_solution(problem, seed, unplaced=0.1))
    assert sum(result.components.values()) == result.total
    assert sum(violation.amount for violation in result.violations) == result.hard


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_can_be_required_and_can_cost(name: str) -> None:
    """Over random timetables each kind is broken at least once, both ways."""
    kind = KINDS[name]
    code = "constraint_pair" if isinstance(kind, PairKind) else "constraint_set"

    def seen(problem: Problem, found: Callable[[Score], bool]) -> bool:
        return any(
            found(evaluate(problem, random_solution(problem, seed))) for seed in range(20)
        )

    required = [random_problem(seed, kinds=[name], required=1.0) for seed in range(5)]
    soft = [random_problem(seed, kinds=[name], required=0.0) for seed in range(5)]
    assert any(seen(p, lambda s: any(v.code == code for v in s.violations)) for p in required)
    assert any(seen(p, lambda s: s.raw[kind.component] > 0) for p in soft)
