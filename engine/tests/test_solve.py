"""`solve`: budgets, determinism, stopping, starting points, progress and solvers by name."""

import json
import threading
import time
from importlib.resources import files

import jsonschema
import pytest

from horarium import diagnose, solvers
from horarium.problem import Constraint, Problem, ProblemError, Room
from horarium.progress import Progress
from horarium.score import evaluate
from horarium.solution import Solution
from horarium.solve import solve
from horarium.solvers import Solver, Task
from horarium.testing import at, make_class, make_problem
from horarium.university import generate

ROOM = Room("r", 9)


@pytest.mark.parametrize("limit", [0, -1, float("nan")])
def test_a_time_limit_that_is_no_time_is_refused(limit: float) -> None:
    problem = make_problem([make_class("a", at("10000", 4))])
    with pytest.raises(ValueError, match="must be positive"):
        solve(problem, time_limit=limit)
    with pytest.raises(ValueError, match="must be positive"):
        diagnose(problem, time_limit=limit)


@pytest.fixture(scope="module")
def university() -> Problem:
    return generate("demo")


def test_the_demo_university_gets_a_valid_timetable_that_the_oracle_confirms(
    university: Problem,
) -> None:
    result = solve(university, iterations=200_000)
    assert result.outcome == "valid"
    assert result.score == evaluate(university, result.solution)
    assert result.first_feasible_seconds is not None
    assert result.history[-1][1:] == (0, result.score.total)


def test_the_same_seed_and_iterations_give_the_same_timetable(university: Problem) -> None:
    one, two = (solve(university, iterations=100_000, seed=3) for _ in range(2))
    other = solve(university, iterations=100_000, seed=4)
    assert one.solution == two.solution
    assert one.iterations == two.iterations
    assert other.solution != one.solution


@pytest.mark.parametrize("threads", [1, 2])
def test_the_best_so_far_is_a_whole_timetable_from_which_a_solve_goes_on(
    university: Problem, threads: int
) -> None:
    kept: list[Solution] = []
    result = solve(university, on_best=kept.append, iterations=100_000, seed=3, threads=threads)
    unwatched = solve(university, iterations=100_000, seed=3, threads=threads)
    assert result.solution == unwatched.solution
    early = evaluate(university, kept[0])
    assert len(kept[0].placements) == len(result.solution.placements)
    again = solve(university, initial=kept[0], iterations=1000)
    assert (again.score.hard, again.score.total) <= (early.hard, early.total)


def test_two_threads_give_the_same_timetable_each_time(university: Problem) -> None:
    one, two = (solve(university, iterations=100_000, seed=3, threads=2) for _ in range(2))
    assert one.threads == 2
    assert one.solution == two.solution


def test_the_time_limit_holds(university: Problem) -> None:
    began = time.monotonic()
    result = solve(university, time_limit=1.0)
    assert 0.9 < time.monotonic() - began < 20
    # How far it gets in a second is the machine's; it is a whole timetable all the same.
    assert result.score == evaluate(university, result.solution)


def test_a_stop_rule_ends_the_solve_with_its_best(university: Problem) -> None:
    stopped = threading.Event()
    seen: list[Progress] = []

    def on_progress(progress: Progress) -> None:
        seen.append(progress)
        if progress["hard"] == 0:
            stopped.set()

    began = time.monotonic()
    result = solve(university, time_limit=60, on_progress=on_progress, stop=stopped.is_set)
    assert time.monotonic() - began < 20
    assert result.score.valid
    assert seen[-1]["phase"] == "done"


def test_progress_follows_its_contract_and_never_goes_back(university: Problem) -> None:
    schema = json.loads(
        (files("horarium") / "contracts" / "schemas" / "progress.v1.json").read_text()
    )
    seen: list[Progress] = []
    result = solve(university, time_limit=2.0, on_progress=seen.append)
    for progress in seen:
        jsonschema.validate(progress, schema)
    fractions = [progress["fraction"] for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    bests = [(p["hard"], p["cost"]) for p in seen if p["cost"] is not None]
    assert bests == sorted(bests, reverse=True)
    assert seen[0]["phase"] == "start"
    assert seen[-1]["components"] == dict(result.score.components)
    explained = [p for p in seen if p["phase"] == "search" and p["components"]]
    assert explained
    assert all(p["components"].keys() == result.score.components.keys() for p in explained)
    assert len(seen) < 2.0 / 0.25 + 10


def test_a_start_is_kept_where_it_is_valid_and_never_made_worse(university: Problem) -> None:
    first = solve(university, iterations=150_000)
    again = solve(university, iterations=1, initial=first.solution)
    assert again.score.valid
    assert again.score.total <= first.score.total


def test_a_start_for_a_changed_problem_is_repaired(university: Problem) -> None:
    first = solve(university, iterations=20_000)
    some = dict(list(first.solution.placements.items())[::2])
    some["gone"] = next(iter(some.values()))
    partial = Solution("old", some, {"gone": ("gone",)})
    assert solve(university, iterations=20_000, initial=partial).score.valid


def test_what_cannot_be_placed_is_left_as_a_violation() -> None:
    clash = make_problem(
        [make_class(id, at("10000", 4), rooms=["r"]) for id in "ab"], rooms=[ROOM]
    )
    result = solve(clash, iterations=1000)
    assert result.outcome == "violations"
    assert result.score.hard == 1
    assert result.first_feasible_seconds is None


def test_the_search_ends_once_nothing_can_be_better() -> None:
    free = make_problem([make_class(id, at("10000", 4), at("01000", 4)) for id in "ab"])
    result = solve(free, time_limit=30)
    assert result.score.total == 0
    assert result.seconds < 5


def test_no_more_iterations_are_made_than_asked_for(university: Problem) -> None:
    assert solve(university, iterations=12_345).iterations == 12_345


def test_a_problem_without_choices_or_without_classes_is_answered_at_once() -> None:
    fixed = make_problem([make_class("a", at("10000", 4), rooms=["r"])], rooms=[ROOM])
    assert solve(fixed, time_limit=30).seconds < 5
    assert solve(make_problem([]), time_limit=30).outcome == "valid"


def test_an_unknown_solver_and_a_budget_of_nothing_are_refused(university: Problem) -> None:
    with pytest.raises(ValueError, match=r"no solver 'magic'.*local_search"):
        solve(university, solver="magic")
    with pytest.raises(ValueError, match="positive"):
        solve(university, time_limit=0)
    with pytest.raises(ValueError, match="positive"):
        solve(university, iterations=-5)


def test_a_solver_of_ones_own_joins_by_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solvers, "SOLVERS", dict(solvers.SOLVERS))
    problem = make_problem([make_class("a", at("10000", 4))])

    def prove(task: Task) -> None:
        assert task.problem is problem

    solvers.register(Solver("pessimist", "proves that nothing works", prove))
    assert solve(problem, solver="pessimist", time_limit=1).outcome == "infeasible"
    with pytest.raises(ValueError, match="exists already"):
        solvers.register(Solver("pessimist", "again", prove))


def test_a_kind_that_nobody_registered_is_refused_by_name() -> None:
    problem = make_problem(
        [make_class("a", at("10000", 4))], constraints=[Constraint("Custom", ("a",), id="x1")]
    )
    with pytest.raises(ProblemError, match=r"constraint x1: .*Custom"):
        solve(problem, iterations=1)
