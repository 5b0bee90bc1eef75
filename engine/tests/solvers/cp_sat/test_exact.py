"""CP-SAT finds what trying everything finds, as the oracle scores it, and proves it."""

import random
import threading
import time
from dataclasses import replace
from functools import partial
from math import prod

import pytest

from horarium.changes import with_classes
from horarium.constraints import KINDS, SetKind
from horarium.problem import Class, Constraint, Problem, ProblemError, Room
from horarium.progress import Progress
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import (
    at,
    every_timetable,
    make_class,
    make_problem,
    random_lectures,
    random_problem,
    trimmed,
    with_choices,
)

TRIED = 400
"""Timetables that a test tries out at the most."""

CHOICES = 5000
"""The same where classes choose who teaches them."""


def small(seed: int, kinds: list[str], *, students: int, required: float) -> Problem:
    """A random problem that is small enough to try every timetable."""
    problem = random_problem(seed, classes=3, students=students, required=required, kinds=kinds)
    for times, rooms in ((3, 2), (2, 2), (2, 1)):
        smaller = trimmed(problem, times=times, rooms=rooms)
        choices = (len(c.times) * max(1, len(c.rooms)) for c in smaller.classes.values())
        if prod(choices) * 4**students < TRIED:
            break
    return smaller


def with_one_team(id: str, cls: Class) -> Class:
    """Of this class only the first choice of who teaches it is left."""
    return replace(cls, instructors=cls.instructors[:1]) if cls.id == id else cls


def choosing(seed: int, kinds: list[str], *, required: float) -> Problem:
    """A random problem in which classes choose who teaches them, small enough as well."""
    problem = with_choices(small(seed, kinds, students=0, required=required), seed)
    problem = trimmed(problem, times=2, rooms=1)
    for id in sorted(problem.classes, reverse=True):
        choices = (len(c.times) * max(1, len(c.instructors)) for c in problem.classes.values())
        if prod(choices) < CHOICES:
            break
        problem = with_classes(problem, partial(with_one_team, id))
    return problem


def least(problem: Problem) -> int | None:
    """The cost of the best valid timetable, None where there is none."""
    scores = (evaluate(problem, timetable) for timetable in every_timetable(problem))
    return min((score.total for score in scores if score.valid), default=None)


def found(problem: Problem) -> int | None:
    result = solve(problem, solver="cp-sat", iterations=100_000_000)
    assert result.outcome != "violations"
    return result.score.total if result.score.valid else None


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_kind_the_cheapest_timetable_is_found(kind: str) -> None:
    problem = small(sum(map(ord, kind)), [kind], students=0, required=0.3)
    assert found(problem) == least(problem)


@pytest.mark.parametrize("seed", range(6))
def test_kinds_rooms_and_students_together_are_exact(seed: int) -> None:
    kinds = random.Random(seed).sample(list(KINDS), 3)
    problem = small(seed, kinds, students=1, required=0.1)
    assert found(problem) == least(problem)


@pytest.mark.parametrize("kind", KINDS)
def test_who_teaches_is_chosen_as_trying_everything_would(kind: str) -> None:
    problem = choosing(sum(map(ord, kind)) + 1, [kind], required=0.3)
    assert found(problem) == least(problem)


@pytest.mark.parametrize("seed", range(6))
def test_instructors_under_several_kinds_are_exact(seed: int) -> None:
    kinds = ["SameAttendees", "MaxWeekLoad", *random.Random(seed).sample(list(KINDS), 2)]
    problem = choosing(seed, kinds, required=0.2)
    assert found(problem) == least(problem)


def test_the_bound_meets_the_cost_when_it_is_proved_best() -> None:
    seen: list[Progress] = []
    problem = random_lectures(1, courses=4, rooms=2)
    result = solve(problem, solver="cp-sat", iterations=10**8, on_progress=seen.append)
    assert result.outcome == "valid"
    assert seen[-1]["bound"] == result.score.total == seen[-1]["cost"]
    bounds = [progress["bound"] for progress in seen if progress["bound"] is not None]
    assert bounds == sorted(bounds)


def test_equal_seeds_and_iterations_give_equal_timetables() -> None:
    problem = random_lectures(3, courses=12, rooms=3)
    one, two = (solve(problem, solver="cp-sat", iterations=200_000, seed=5) for _ in range(2))
    assert one.solution == two.solution
    assert one.iterations == two.iterations <= 200_000


def test_more_classes_than_a_room_has_hours_are_proved_impossible() -> None:
    times = [at("10000", start) for start in (0, 2, 4)]
    classes = [make_class(f"c{n}", *times, rooms=["r"]) for n in range(4)]
    problem = make_problem(classes, rooms=[Room("r", 9)])
    assert solve(problem, solver="cp-sat", time_limit=30).outcome == "infeasible"
    assert solve(make_problem(classes[:3], rooms=problem.rooms), solver="cp-sat").score.valid


def test_a_search_ends_within_a_second_of_being_stopped() -> None:
    problem = random_lectures(2, courses=40, rooms=8)
    stopped: list[float] = []
    stop = threading.Event()

    def on_progress(progress: Progress) -> None:
        if progress["phase"] == "search" and not stopped:
            stopped.append(time.monotonic())
            stop.set()

    result = solve(
        problem, solver="cp-sat", time_limit=60, on_progress=on_progress, stop=stop.is_set
    )
    assert result.score.valid
    assert result.seconds < 30


def test_a_model_that_does_not_fit_is_refused_before_it_is_built() -> None:
    problem = random_lectures(1, courses=60, rooms=20)
    # Not even what the search by pieces takes, beside OR-Tools.
    with pytest.raises(ProblemError) as caught:
        solve(problem, solver="cp-sat", time_limit=5, memory_mb=250)
    assert caught.value.code == "memory_too_small"
    assert caught.value.parameters["limit"] == 250


def test_a_kind_of_ones_own_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "Own", SetKind("Own", "Nothing.", lambda *_: 0))
    problem = make_problem(
        [make_class("a", at("10000", 4))], constraints=[Constraint("Own", ("a",), id="x")]
    )
    with pytest.raises(ProblemError, match="constraint x: Own") as caught:
        solve(problem, solver="cp-sat", time_limit=5)
    assert caught.value.code == "kind_not_exact"
