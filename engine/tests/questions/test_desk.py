"""Every number that a desk tells is the difference of two full evaluations."""

import random

import pytest

from horarium.changes import with_classes
from horarium.constraints import KINDS
from horarium.problem import Class, Problem, ProblemError, Room, RoomOption, Time, TimeOption
from horarium.questions import Answer, Desk
from horarium.questions.placed import Changes
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.testing import (
    at,
    make_class,
    make_problem,
    place,
    random_lectures,
    random_problem,
    random_solution,
    with_choices,
    without,
)
from horarium.validate import validate

# Of a required set the kernels count how far it is from holding, the score that it does not.
PAIRS = [name for name, kind in KINDS.items() if kind.scope == "pair"]


def made(seed: int) -> Problem:
    """A random problem; in every other one classes choose who teaches them."""
    problem = random_problem(seed, required=0.4)
    return with_choices(problem, seed) if seed % 2 else problem


def changed(solution: Solution, changes: Changes) -> Solution:
    placements = {**solution.placements, **changes}
    kept = {id: placement for id, placement in placements.items() if placement is not None}
    return Solution(solution.problem, kept, solution.students)


def assert_is_the_difference(
    answer: Answer, problem: Problem, old: Solution, changes: Changes
) -> None:
    before, after = evaluate(problem, old), evaluate(problem, changed(old, changes))
    names = {*before.components, *after.components}
    differences = {
        name: after.components.get(name, 0) - before.components.get(name, 0) for name in names
    }
    assert answer.hard == after.hard - before.hard
    assert answer.cost == after.total - before.total
    assert answer.components == {name: cost for name, cost in differences.items() if cost}
    reasons = (*answer.created, *answer.resolved)
    assert sum(reason.hard for reason in reasons) == answer.hard
    assert sum(reason.cost for reason in reasons) == answer.cost


def random_placement(rng: random.Random, problem: Problem, id: str) -> Placement | None:
    """Mostly one of its options, sometimes any time and room, sometimes none."""
    cls, calendar, kind = problem.classes[id], problem.calendar, rng.random()
    if not cls.times or (cls.needs_room and not cls.rooms):
        return None
    if kind < 0.1:
        return None
    team = rng.choice(cls.instructors).instructors if cls.instructors else ()
    if kind < 0.7:
        room = rng.choice(cls.rooms).room if cls.needs_room else None
        return Placement(rng.choice(cls.times).time, room, team)
    length = rng.randint(1, 5)
    time = Time(
        rng.randrange(1, 1 << calendar.weeks),
        rng.randrange(1, 1 << calendar.days),
        rng.randrange(0, calendar.slots_per_day - length + 1),
        length,
    )
    return Placement(time, rng.choice([None, *problem.room]), team[:1])


def random_changes(rng: random.Random, problem: Problem) -> dict[str, Placement | None]:
    ids = rng.sample(list(problem.classes), rng.choice([1, 1, 2, 3]))
    return {id: random_placement(rng, problem, id) for id in ids}


@pytest.mark.parametrize("seed", range(15))
def test_a_check_tells_what_the_oracle_then_counts(seed: int) -> None:
    rng = random.Random(seed)
    problem = made(seed)
    solution = random_solution(problem, seed, unplaced=0.1)
    desk = Desk(problem, solution)
    for _ in range(25):
        changes = random_changes(rng, problem)
        assert_is_the_difference(desk.check(changes), problem, solution, changes)
    assert desk.solution.placements == solution.placements, "asking changes nothing"


@pytest.mark.parametrize("seed", range(5))
def test_edits_are_kept_and_so_is_the_score(seed: int) -> None:
    rng = random.Random(seed)
    problem = made(seed)
    solution = random_solution(problem, seed, unplaced=0.1)
    desk = Desk(problem, solution)
    for step in range(20):
        standing, score = desk.score(), evaluate(problem, desk.solution)
        assert (standing.total, standing.hard) == (score.total, score.hard)
        costs = {name: cost for name, cost in standing.components.items() if cost}
        assert costs == {name: cost for name, cost in score.components.items() if cost}
        assert sum(reason.hard for reason in desk.broken()) == score.hard
        changes = random_changes(rng, problem)
        solution = changed(solution, changes)
        desk.edit(changes)
        assert desk.solution.placements == solution.placements
        if step % 5 == 0:
            assert_heat(desk, problem, rng.choice(list(problem.classes)))


def assert_heat(desk: Desk, problem: Problem, id: str) -> None:
    solution, cls = desk.solution, problem.classes[id]
    spots = desk.heat(id)
    assert [spot.placement.time for spot in spots] == [option.time for option in cls.times]
    for spot in spots:
        change = {id: spot.placement}
        answer = desk.check(change)
        assert_is_the_difference(answer, problem, solution, change)
        assert (spot.hard, spot.cost) == answer.weight
        assert spot.reasons == answer.created[:3]


@pytest.mark.parametrize("seed", range(4))
def test_heat_has_for_every_time_the_room_that_the_oracle_finds_best(seed: int) -> None:
    problem = random_problem(seed, classes=10, students=0, kinds=PAIRS)
    solution = random_solution(problem, seed)
    desk = Desk(problem, solution)
    before = evaluate(problem, solution)
    for id, cls in list(problem.classes.items())[:4]:
        assert_heat(desk, problem, id)
        rooms = [option.room for option in cls.rooms] if cls.needs_room else [None]
        for spot in desk.heat(id):
            whole = [
                evaluate(problem, changed(solution, {id: Placement(spot.time, room)}))
                for room in rooms
            ]
            best = min((score.hard, score.total) for score in whole)
            assert (spot.hard + before.hard, spot.cost + before.total) == best


@pytest.mark.parametrize("seed", range(6))
def test_suggestions_are_priced_exactly_and_the_best_comes_first(seed: int) -> None:
    problem = random_problem(seed, classes=12)
    solution = random_solution(problem, seed, unplaced=0.1)
    desk = Desk(problem, solution)
    for id, cls in list(problem.classes.items())[:4]:
        suggestions = desk.suggest(id, 8)
        ranks = [each.answer.weight for each in suggestions]
        assert ranks == sorted(ranks)
        for each in suggestions:
            assert next(iter(each.changes)) == id
            assert_is_the_difference(each.answer, problem, solution, each.changes)
        singles = [
            desk.check({id: Placement(option.time, room)}).weight
            for option in cls.times
            for room in ([r.room for r in cls.rooms] if cls.needs_room else [None])
            if solution.placements.get(id) != Placement(option.time, room)
        ]
        if suggestions and singles and min(singles)[0] <= 0:
            assert ranks[0] <= min(singles)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lacking", ["times", "rooms"])
def test_a_class_that_is_offered_nothing_stops_no_question(lacking: str, seed: int) -> None:
    rng = random.Random(seed)
    whole = made(seed)
    solution = random_solution(whole, seed)
    bare = next(id for id, cls in whole.classes.items() if cls.needs_room)
    problem = with_classes(whole, lambda cls: without(cls, lacking) if cls.id == bare else cls)
    validate(problem, contradictions=True)
    desk = Desk(problem, solution)
    assert desk.score().hard == evaluate(problem, solution).hard > 0
    assert sum(reason.hard for reason in desk.broken()) == desk.score().hard
    assert desk.heat(bare) == ()
    for id in problem.classes:
        for each in desk.suggest(id, 3):
            assert_is_the_difference(each.answer, problem, solution, each.changes)
    away = {bare: None}
    assert_is_the_difference(desk.check(away), problem, solution, away)
    desk.edit(away)
    changes = random_changes(rng, problem)
    desk.edit(changes)
    score = evaluate(problem, changed(changed(solution, away), changes))
    assert (desk.score().hard, desk.score().total) == (score.hard, score.total)


def test_of_equal_options_the_first_says_what_they_cost() -> None:
    monday, tuesday = at("10000", 4), at("01000", 4)
    times = TimeOption(monday, 5), TimeOption(tuesday, 6), TimeOption(monday, 0)
    rooms = RoomOption("r", 7), RoomOption("q", 9), RoomOption("r", 0)
    problem = make_problem([Class("a", times, rooms)], rooms=[Room("r", 9), Room("q", 9)])
    solution = Solution("test", place({"a": tuesday}, a="q"))
    desk, changes = Desk(problem, solution), {"a": Placement(monday, "r")}
    answer = desk.check(changes)
    assert_is_the_difference(answer, problem, solution, changes)
    assert answer.components == {"time": -1, "room": -2}
    assert_heat(desk, problem, "a")


def test_a_class_in_the_way_is_moved_on() -> None:
    monday, tuesday = at("10000", 4), at("01000", 4)
    classes = [
        make_class("a", monday, rooms=["r"]),
        make_class("b", monday, tuesday, rooms=["r"]),
    ]
    problem = make_problem(classes, rooms=[Room("r", 9)])
    desk = Desk(problem, Solution("test", place({"b": monday}, b="r")))
    (first, *_) = desk.suggest("a")
    assert first.changes == {"a": Placement(monday, "r"), "b": Placement(tuesday, "r")}
    assert first.answer.hard == -1


def test_two_classes_exchange_their_times() -> None:
    monday, tuesday = at("10000", 4), at("01000", 4)
    classes = [make_class(id, monday, tuesday, rooms=["r"]) for id in "ab"]
    problem = make_problem(classes, rooms=[Room("r", 9)])
    desk = Desk(problem, Solution("test", place({"a": monday, "b": tuesday}, a="r", b="r")))
    (first, *_) = desk.suggest("a")
    assert first.changes == {"a": Placement(tuesday, "r"), "b": Placement(monday, "r")}
    assert first.answer.hard == 0


def test_lectures_in_periods_are_answered_too() -> None:
    problem = random_lectures(1, courses=8, rooms=3)
    solution = random_solution(problem, 1)
    desk = Desk(problem, solution)
    id = next(iter(problem.classes))
    assert_heat(desk, problem, id)
    for each in desk.suggest(id, 5):
        assert_is_the_difference(each.answer, problem, solution, each.changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"x": None}, "unknown_class"),
        ({"a": Placement(at("10000", 4), "nowhere")}, "unknown_room"),
        ({"a": Placement(at("10000", 19), "r")}, "meeting_outside_day"),
        ({"a": Placement(Time(1, 1 << 5, 4, 2), "r")}, "meeting_outside_calendar"),
        ({"a": Placement(Time(0, 1, 4, 2), "r")}, "meeting_outside_calendar"),
    ],
)
def test_what_the_problem_does_not_have_is_refused(changes: Changes, code: str) -> None:
    problem = make_problem([make_class("a", at("10000", 4), rooms=["r"])], rooms=[Room("r", 9)])
    with pytest.raises(ProblemError) as refused:
        Desk(problem, Solution("test", {})).check(changes)
    assert refused.value.code == code


@pytest.mark.parametrize("required", [0.0, 1.0])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_constraint_is_a_reason(kind: str, required: float) -> None:
    for seed in range(100):
        problem = random_problem(seed, classes=10, students=0, required=required, kinds=[kind])
        solution = random_solution(problem, seed, unplaced=0.3 * (seed % 3))
        desk, rng = Desk(problem, solution), random.Random(seed)
        for _ in range(5):
            told = desk.check(random_changes(rng, problem)).created
            if any(reason.kind == kind and reason.hard == required for reason in told):
                return
    raise AssertionError("is never told")
