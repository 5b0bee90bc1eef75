"""Classes that choose who teaches them: scored, searched, solved again, and refused by name."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import horarium
from horarium.changes import moved, near
from horarium.formats import (
    encode_problem,
    encode_solution,
    read_solution,
    solution_losses,
    write_solution,
)
from horarium.measures import measure
from horarium.problem import (
    Class,
    Constraint,
    Instructor,
    InstructorOption,
    Problem,
    ProblemError,
    Room,
    Time,
    TimeOption,
    Weights,
)
from horarium.questions import Desk
from horarium.score import Score, evaluate
from horarium.solution import Placement, Solution
from horarium.solve import solve
from horarium.teaching import instructors_of
from horarium.testing import at, make_class, make_problem, random_lectures, with_choices
from horarium.validate import validate

EARLY, NEXT, LATE = at("10000", 4), at("10000", 6), at("10000", 12)
NEAR = (Room("here", 9, (), {"there": 3}), Room("there", 9, (), {"here": 3}))


def cls(id: str, *times: Time, by: Sequence[object], rooms: Sequence[str] = ()) -> Class:
    """A class that chooses among `by`: an id, (id, penalty), or several ids in a list."""
    options = []
    for each in by:
        who, penalty = each if isinstance(each, tuple) else (each, 0)
        team = tuple(who) if isinstance(who, list) else (str(who),)
        options.append(InstructorOption(team, penalty))
    return replace(make_class(id, *times, rooms=rooms), instructors=tuple(options))


def problem(
    classes: Sequence[Class],
    *constraints: Constraint,
    instructors: Sequence[Instructor] = (Instructor("i1"), Instructor("i2")),
    weights: Weights = Weights(),  # noqa: B008 - frozen
) -> Problem:
    """Each instructor is in one place at a time."""
    made = make_problem(classes, rooms=NEAR, constraints=constraints, weights=weights)
    apart = (
        Constraint(
            "SameAttendees",
            tuple(c.id for c in classes),
            required=True,
            id=f"apart-{one.id}",
            derived_from=f"instructor:{one.id}",
            taught_by=one.id,
        )
        for one in instructors
    )
    return replace(made, instructors=tuple(instructors)).constrained(*apart)


def scored(made: Problem, **placements: Placement) -> Score:
    return evaluate(made, Solution("test", placements))


def codes(score: Score) -> list[str]:
    return [violation.code for violation in score.violations]


def refusal(made: Problem) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        validate(made)
    return caught.value


# The oracle, by hand


def test_who_is_not_offered_is_a_violation() -> None:
    made = problem([cls("a", EARLY, by=["i1"])])
    assert scored(made, a=Placement(EARLY, None, ("i1",))).valid
    assert codes(scored(made, a=Placement(EARLY))) == ["instructors_not_offered"]
    assert codes(scored(made, a=Placement(EARLY, None, ("i2",)))) == ["instructors_not_offered"]
    plain = make_problem([make_class("a", EARLY)])
    assert codes(scored(plain, a=Placement(EARLY, None, ("i1",)))) == [
        "instructors_not_offered"
    ]


def test_everybody_of_a_team_must_be_there() -> None:
    away = [Instructor("i1", (NEXT,)), Instructor("i2", (EARLY,))]
    made = problem([cls("a", EARLY, NEXT, by=[["i1", "i2"]])], instructors=away)
    score = scored(made, a=Placement(EARLY, None, ("i1", "i2")))
    assert [(v.code, v.parameters) for v in score.violations] == [
        ("instructor_unavailable", {"instructor": "i2"})
    ]


def test_two_classes_of_one_instructor_are_apart_and_leave_time_to_walk() -> None:
    classes = [
        cls("a", EARLY, by=["i1", "i2"], rooms=["here", "there"]),
        cls("b", EARLY, NEXT, by=["i1", "i2"], rooms=["here", "there"]),
    ]
    made = problem(classes)
    first = Placement(EARLY, "here", ("i1",))
    assert scored(made, a=first, b=Placement(EARLY, "there", ("i2",))).valid
    assert codes(scored(made, a=first, b=Placement(EARLY, "there", ("i1",)))) == [
        "constraint_pair"
    ]
    assert codes(scored(made, a=first, b=Placement(NEXT, "there", ("i1",)))) == [
        "constraint_pair"
    ]
    assert scored(made, a=first, b=Placement(NEXT, "here", ("i1",))).valid


def test_a_choice_costs_its_penalty_and_the_hours_that_it_minds_once_a_day() -> None:
    wish = TimeOption(at("10100", 0, 8), 5)
    people = [Instructor("i1", (), (wish,)), Instructor("i2")]
    both = at("11100", 6)
    made = problem(
        [cls("a", both, by=["i1", ("i2", 7)])],
        instructors=people,
        weights=Weights(instructor=3),
    )
    assert scored(made, a=Placement(both, None, ("i1",))).components["instructor"] == 3 * 10
    assert scored(made, a=Placement(both, None, ("i2",))).components["instructor"] == 3 * 7


def test_a_limit_counts_only_what_the_instructor_is_chosen_for() -> None:
    classes = [cls("a", EARLY, by=["i1", "i2"]), cls("b", LATE, by=["i1", "i2"])]
    limit = Constraint("MaxWeekLoad", ("a", "b"), (3,), penalty=4, id="load", taught_by="i1")
    made = problem(classes, limit)
    both = scored(made, a=Placement(EARLY, None, ("i1",)), b=Placement(LATE, None, ("i1",)))
    assert (both.total, both.components["load"]) == (4, 4)
    assert not scored(
        made, a=Placement(EARLY, None, ("i1",)), b=Placement(LATE, None, ("i2",))
    ).total


# Searching


@pytest.mark.parametrize("solver", ["auto", "cp-sat"])
def test_instructors_are_chosen_so_that_all_can_be_held_and_cost_least(solver: str) -> None:
    classes = [cls(id, EARLY, by=["i1", ("i2", n), ("i3", 9)]) for n, id in enumerate("abc")]
    people = [Instructor("i1"), Instructor("i2"), Instructor("i3", (LATE,))]
    made = problem(classes, instructors=people)
    result = solve(made, solver=solver, iterations=200_000)
    assert result.score.valid
    assert result.score.total == 9
    chosen = {result.solution.placements[id].instructors for id in "abc"}
    assert chosen == {("i1",), ("i2",), ("i3",)}


@pytest.mark.parametrize("solver", ["auto", "cp-sat"])
def test_a_hard_limit_of_the_week_moves_classes_to_somebody_dearer(solver: str) -> None:
    times = [at("10000", 2 * n) for n in range(6)]
    classes = [cls(f"c{n}", times[n], by=["i1", ("i2", 5)]) for n in range(6)]
    ids = tuple(c.id for c in classes)
    limit = Constraint("MaxWeekLoad", ids, (8,), required=True, id="load", taught_by="i1")
    result = solve(problem(classes, limit), solver=solver, iterations=200_000)
    assert result.score.valid
    assert result.score.total == 10


def test_solving_again_keeps_who_teaches() -> None:
    classes = [cls("a", EARLY, by=[("i1", 1), "i2"]), cls("b", LATE, by=["i1", "i2"])]
    made = problem(classes)
    before = Solution(
        "test",
        {"a": Placement(EARLY, None, ("i1",)), "b": Placement(LATE, None, ("i2",))},
    )
    again = solve(near(made, before, 50), iterations=50_000, initial=before)
    assert moved(before, again.solution) == []
    assert moved(before, solve(made, iterations=50_000).solution)[:1] == ["a"]


def test_a_timetable_of_before_anybody_could_choose_is_a_start() -> None:
    made = problem([cls("a", EARLY, LATE, by=["i1", "i2"])])
    before = Solution("test", {"a": Placement(LATE)})
    result = solve(near(made, before, 50), iterations=20_000, initial=before)
    assert result.score.valid
    assert result.solution.placements["a"].time == LATE


# What is refused


def of(instructor: str, kind: str, *parameters: int, classes: str = "a") -> Constraint:
    ids = tuple(classes)
    return Constraint(kind, ids, parameters, required=True, id="x", taught_by=instructor)


@pytest.mark.parametrize(
    ("made", "code", "place"),
    [
        (problem([cls("a", EARLY, by=["i3"])]), "unknown_instructor", "class a"),
        (
            problem([cls("a", EARLY, by=["i1"])], of("i3", "MaxDays", 1)),
            "unknown_instructor",
            "constraint x",
        ),
        (problem([cls("a", EARLY, by=["i1", "i1"])]), "duplicate_id", "class a"),
        (problem([cls("a", EARLY, by=[["i1", "i1"]])]), "duplicate_id", "class a"),
        (problem([cls("a", EARLY, by=[("i1", -1)])]), "negative_number", "class a"),
        (
            problem([cls("a", EARLY, by=["i1"])], instructors=[Instructor("i1")] * 2),
            "duplicate_id",
            "instructor i1",
        ),
        (
            problem(
                [cls("a", EARLY, by=["i1", "i2"])],
                instructors=[Instructor("i1", (EARLY,)), Instructor("i2", (EARLY,))],
            ),
            "no_instructor",
            "class a",
        ),
        (
            problem(
                [cls("a", EARLY, by=["i1"]), cls("b", LATE, by=["i1"])],
                of("i1", "MaxWeekLoad", 3, classes="ab"),
            ),
            "load_contradiction",
            "constraint x",
        ),
        (
            problem([cls("a", EARLY, by=["i1"]), cls("b", EARLY, by=["i1"])]),
            "pair_contradiction",
            "constraint apart-i1",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taught_is_refused_by_name(made: Problem, code: str, place: str) -> None:
    error = refusal(made)
    assert (error.code, error.place) == (code, place)


def test_a_class_that_somebody_else_could_take_contradicts_nothing() -> None:
    validate(problem([cls("a", EARLY, by=["i1"]), cls("b", EARLY, by=["i1", "i2"])]))


def test_more_classes_than_instructors_at_once_are_explained_by_these() -> None:
    classes = [cls(id, EARLY, by=["i1", "i2", "i3"]) for id in "abc"]
    people = [Instructor("i1"), Instructor("i2"), Instructor("i3", (EARLY,))]
    diagnosis = horarium.diagnose(problem(classes, instructors=people))
    assert diagnosis.outcome == "infeasible"
    found = {each.code: each.parameters for each in diagnosis.requirements}
    assert found["instructors_are_away"]["instructors"] == ["i3"]
    apart = [e for e in diagnosis.requirements if e.code == "instructor_in_one_place"]
    assert {each.parameters["instructor"] for each in apart} == {"i1", "i2"}
    elements = {element for each in diagnosis.requirements for element in each.elements}
    assert elements >= {"class:a", "class:b", "class:c", "absence:i3"}


# What else knows of it


def test_a_suggestion_may_name_somebody_else_and_the_heat_does_not() -> None:
    classes = [cls("a", EARLY, by=["i1"]), cls("b", EARLY, LATE, by=["i1", ("i2", 3)])]
    made = problem(classes)
    now = {"a": Placement(EARLY, None, ("i1",)), "b": Placement(EARLY, None, ("i1",))}
    desk = Desk(made, Solution("test", now))
    best = desk.suggest("b", 3)
    assert best[0].changes == {"b": Placement(LATE, None, ("i1",))}
    assert best[1].changes == {"b": Placement(EARLY, None, ("i2",))}
    assert best[1].answer.weight == (-1, 3)
    assert {spot.placement.instructors for spot in desk.heat("b")} == {("i1",)}


@pytest.mark.parametrize("name", ["itc2019", "itc2007"])
def test_other_formats_say_that_they_do_not_hold_the_choice(name: str) -> None:
    _, losses = encode_problem(with_choices(random_lectures(1), 1), name)
    assert "instructors_dropped" in {loss.code for loss in losses}
    dropped = [loss.id for loss in losses if loss.code == "constraint_dropped"]
    assert any("-" in id for id in dropped), "constraints of one instructor have such ids"


def test_measures_and_lists_are_of_those_who_were_chosen() -> None:
    institution = {
        "instructors": [
            {"id": "i1", "name": "Lecturer 1", "classes": ["a"]},
            {"id": "i2", "name": "Lecturer 2", "classes": [], "alternatives": ["a"]},
        ]
    }
    made = replace(problem([cls("a", EARLY, by=["i1", "i2"])]), institution=institution)
    chosen = Solution("test", {"a": Placement(EARLY, None, ("i2",))})
    taught = {one["id"]: one["classes"] for one in instructors_of(made, chosen)}
    assert taught == {"i1": [], "i2": ["a"]}
    assert {one["id"]: one["classes"] for one in instructors_of(made)} == {"i1": [], "i2": []}
    assert "instructor_day_spread" in measure(made, chosen)


def test_a_document_names_who_teaches_in_any_order() -> None:
    made = problem([cls("a", EARLY, by=[["i1", "i2"], "i1"]), cls("b", LATE, by=["i2"])])
    solution = Solution(
        "test",
        {"a": Placement(EARLY, None, ("i1", "i2")), "b": Placement(LATE, None, ("i2",))},
    )
    data = encode_solution(made, solution, "native").decode()
    assert read_solution(made, data.encode()) == solution
    turned = data.replace('["i1","i2"]', '["i2","i1"]').replace(',"instructors":["i2"]', "")
    assert read_solution(made, turned.encode()) == solution
    with pytest.raises(ProblemError, match="no instructor i3"):
        read_solution(made, data.replace('["i2"]', '["i3"]').encode())
    fewer = problem([cls("a", EARLY, by=["i1"])], instructors=[Instructor("i1")])
    older = read_solution(fewer, data.encode(), older=True)
    assert older.placements == {"a": Placement(EARLY, None, ("i1",))}


@pytest.mark.parametrize("form", ["itc2019", "itc2007"])
def test_who_alone_can_teach_is_known_where_a_format_names_nobody(form: str) -> None:
    period = at("10000", 4, 1)
    made = problem(
        [
            cls("a", period, by=["i1"], rooms=["here"]),
            cls("b", period, by=["i2", "i3"], rooms=["there"]),
        ],
        instructors=[Instructor(f"i{number}") for number in (1, 2, 3)],
    )
    chosen = {
        "a": Placement(period, "here", ("i1",)),
        "b": Placement(period, "there", ("i3",)),
    }
    solution = Solution("test", chosen)
    again = read_solution(made, encode_solution(made, solution, form))
    assert again.placements == {**chosen, "b": replace(chosen["b"], instructors=())}
    (violation,) = evaluate(made, again).violations
    assert (violation.code, violation.classes) == ("instructors_not_offered", ("b",))
    (loss,) = solution_losses(made, solution, form)
    assert (loss.code, loss.element, loss.id) == ("instructors_dropped", "class", "b")
    assert loss.parameters == {"instructors": ["i3"]}
    assert solution_losses(made, solution, "native") == []


def test_writing_a_timetable_tells_what_its_format_cannot_hold(tmp_path: Path) -> None:
    made = problem([cls("a", EARLY, by=["i1", "i2"]), cls("b", LATE, by=["i1"])])
    solution = Solution(
        "test",
        {"a": Placement(EARLY, None, ("i2",)), "b": Placement(LATE, None, ("i1",))},
    )
    assert write_solution(made, solution, tmp_path / "t.json") == []
    losses = write_solution(made, solution, tmp_path / "t.xml")
    assert [(loss.code, loss.id) for loss in losses] == [("instructors_dropped", "a")]
