"""What every solver that searches a whole problem holds: budgets, seeds, stopping, telling."""

import json
import threading
import time
from importlib.resources import files
from itertools import count
from typing import Any

import jsonschema
import pytest

from horarium import ProblemError, solvers
from horarium.arrays import Arrays
from horarium.problem import Constraint, Problem, Room
from horarium.progress import Progress, ProgressTracker
from horarium.score import evaluate
from horarium.solve import solve
from horarium.solvers import Task, local
from horarium.solvers.hierarchical import staging
from horarium.stop import Budget
from horarium.testing import at, make_class, make_problem, random_problem
from horarium.university import generate

NAMED = ["hierarchical", "genetic"]
BUDGET = 40_000


@pytest.fixture(scope="module")
def university() -> Problem:
    return generate("demo")


def test_jobs_can_ask_for_solvers_that_there_are() -> None:
    asked = json.loads((files("horarium") / "contracts" / "solvers.json").read_text())
    assert set(asked["solvers"]) <= solvers.known().keys()


def test_what_is_said_of_auto_names_the_solver_that_it_is() -> None:
    assert solvers.known()["auto"] == f"{solvers.choose('auto').name}, whatever the problem"


def test_hierarchical_has_a_valid_timetable_before_its_stages_begin(
    university: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, in_stages = [], staging.place_in_stages

    def told(task: Task, *given: Any) -> Any:
        before.append(task.tracker.first_feasible)
        return in_stages(task, *given)

    monkeypatch.setattr(staging, "place_in_stages", told)
    assert solve(university, solver="hierarchical", iterations=BUDGET).score.valid
    assert before[0] is not None


@pytest.mark.parametrize("solver", NAMED)
@pytest.mark.parametrize("threads", [1, 2])
def test_equal_seeds_give_the_same_valid_timetable(
    university: Problem, solver: str, threads: int
) -> None:
    given = {"solver": solver, "iterations": BUDGET, "seed": 3, "threads": threads}
    one, two = (solve(university, **given) for _ in range(2))  # type: ignore[arg-type]
    assert one.solver == solver
    assert one.threads == threads
    assert one.solution == two.solution
    assert one.score == evaluate(university, one.solution)
    assert one.score.valid
    if threads == 1:
        other = solve(university, **{**given, "seed": 4})  # type: ignore[arg-type]
        assert other.solution != one.solution


@pytest.mark.parametrize("solver", NAMED)
def test_a_stop_rule_ends_it_within_a_second_with_a_whole_timetable(
    university: Problem, solver: str
) -> None:
    stopped = threading.Event()
    asked: list[float] = []

    def stop() -> None:
        asked.append(time.process_time())
        stopped.set()

    timer = threading.Timer(0.7, stop)
    timer.start()
    result = solve(university, solver=solver, time_limit=300, stop=stopped.is_set)
    assert time.process_time() - asked[0] < 1
    assert len(result.solution.placements) == len(university.classes)


@pytest.mark.parametrize("solver", NAMED)
def test_progress_follows_its_contract(university: Problem, solver: str) -> None:
    folder = files("horarium") / "contracts" / "schemas"
    schema = json.loads((folder / "progress.v1.json").read_text())
    seen: list[Progress] = []
    result = solve(university, solver=solver, iterations=BUDGET, on_progress=seen.append)
    for progress in seen:
        jsonschema.validate(progress, schema)
    fractions = [progress["fraction"] for progress in seen]
    assert fractions == sorted(fractions)
    bests = [(p["hard"], p["cost"]) for p in seen if p["cost"] is not None]
    assert bests == sorted(bests, reverse=True)
    phases = list(dict.fromkeys(progress["phase"] for progress in seen))
    assert phases == ["start", "construct", "search", "finish", "done"]
    assert seen[-1]["cost"] == result.score.total


@pytest.mark.parametrize("solver", NAMED)
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("looks", [None, 5, 20])
@pytest.mark.parametrize("tight", [False, True])
def test_a_start_is_never_made_worse_also_when_it_is_stopped_after_some_looks(
    university: Problem, solver: str, threads: int, looks: int | None, tight: bool
) -> None:
    problem = random_problem(2) if tight else university
    first = solve(problem, iterations=BUDGET)
    looked = count()
    again = solve(
        problem,
        solver=solver,
        iterations=BUDGET // 4,
        threads=threads,
        initial=first.solution,
        stop=lambda: looks is not None and next(looked) > looks,
    )
    found = again.score.hard, again.score.total
    assert found <= (first.score.hard, first.score.total)
    assert found == again.history[-1][1:]


@pytest.mark.parametrize("solver", NAMED)
def test_the_time_that_compiling_took_is_not_spent_again(
    university: Problem, solver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = count(0, 0.005)
    compiled = local.compiled

    def slowly(task: Task) -> Arrays:
        arrays = compiled(task)
        for _ in range(1600):
            next(now)
        return arrays

    monkeypatch.setattr(local, "compiled", slowly)
    budget = Budget(10, None, clock=lambda: next(now))
    solvers.choose(solver).run(Task(university, budget, ProgressTracker(budget)))
    assert budget.elapsed() < 11


@pytest.mark.parametrize("solver", NAMED)
@pytest.mark.parametrize("seed", range(4))
def test_problems_without_an_institution_and_with_every_kind_are_solved(
    solver: str, seed: int
) -> None:
    problem = random_problem(seed)
    result = solve(problem, solver=solver, iterations=BUDGET // 2)
    assert result.score == evaluate(problem, result.solution)
    assert len(result.solution.placements) == len(problem.classes)


@pytest.mark.parametrize("solver", NAMED)
def test_what_cannot_be_placed_is_left_as_a_violation(solver: str) -> None:
    clash = make_problem(
        [make_class(id, at("10000", 4), rooms=["r"]) for id in "ab"], rooms=[Room("r", 9)]
    )
    assert solve(clash, solver=solver, iterations=1000).score.hard == 1
    assert solve(make_problem([]), solver=solver, time_limit=30).outcome == "valid"


@pytest.mark.parametrize("solver", NAMED)
def test_too_little_memory_is_said_at_once(solver: str) -> None:
    times = [at("1000000", 1 + n, 1) for n in range(250)]
    pair = [make_class(id, *times) for id in "ab"]
    problem = make_problem(pair, constraints=[Constraint("NotOverlap", ("a", "b"))])
    with pytest.raises(ProblemError, match="memory"):
        solve(problem, solver=solver, iterations=10, memory_mb=1)
