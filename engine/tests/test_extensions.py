"""Kinds, moves and solvers of one's own are used, without the package being edited."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import horarium
from horarium import constraints, extensions, moves
from horarium.arrays import compile_problem
from horarium.arrays.components import components
from horarium.arrays.own import OwnCosts
from horarium.cli import main
from horarium.formats import write_problem
from horarium.problem import Constraint, Problem, ProblemError
from horarium.progress import Progress
from horarium.score import evaluate
from horarium.solution import Placement
from horarium.solve import solve
from horarium.testing import at, make_class, make_problem, random_lectures, random_problem
from horarium.university import generate

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is forgotten after it."""
    monkeypatch.setattr(moves, "MOVES", before := dict(moves.MOVES))
    kinds = set(constraints.KINDS)
    monkeypatch.setattr("horarium.solvers.local.MOVES", before)
    monkeypatch.setattr("horarium.search.extended.MOVES", before)
    extensions.load_installed.cache_clear()
    yield
    extensions.load_installed.cache_clear()
    for name in set(constraints.KINDS) - kinds:
        del constraints.KINDS[name]


def starts_before(
    problem: Problem, placements: Sequence[Placement], parameters: Sequence[int]
) -> int:
    return sum(placement.time.start < parameters[0] for placement in placements)


def equal_starts(problem: Problem, a: Placement, b: Placement, _: Sequence[int]) -> bool:
    return a.time.start == b.time.start


def register_kinds() -> None:
    slot = horarium.Parameter("slot", "slots")
    late = horarium.SetKind("NotBefore", "Nothing starts early.", starts_before, (slot,))
    horarium.register(replace(late, component="early"))
    horarium.register(horarium.PairKind("Together", "All start alike.", equal_starts))


def with_own(problem: Problem, seed: int, required: bool = False) -> Problem:
    """The problem with a registered set constraint and pair constraint more."""
    ids = random.Random(seed).sample(sorted(problem.classes), min(8, len(problem.classes)))
    more = (
        Constraint("NotBefore", tuple(ids), (9,), required=required, penalty=7, id="own-1"),
        Constraint("Together", tuple(ids[:3]), required=required, penalty=3, id="own-2"),
    )
    return problem.constrained(*more)


@pytest.mark.parametrize("seed", range(5))
def test_the_cost_of_registered_kinds_follows_moves_as_the_oracle_counts_it(seed: int) -> None:
    problem = with_own(random_problem(seed), seed)
    register_kinds()
    arrays = compile_problem(problem)
    own, rng = OwnCosts(arrays), random.Random(seed)
    placed: dict[str, Placement] = {}
    for _ in range(60):
        c = rng.randrange(len(arrays.classes))
        t = rng.randrange(arrays.data.time_ptr[c], arrays.data.time_ptr[c + 1])
        r = rng.randrange(arrays.data.room_ptr[c], arrays.data.room_ptr[c + 1])
        own.move(c, t, r)
        placed[arrays.classes[c].id] = own.placement(c, t, r)
        only = replace(problem, constraints=problem.constraints[-2:])
        costs = evaluate(only, horarium.Solution("", placed)).components
        assert own.total == (costs["early"] + costs["distribution"], 0)


@pytest.mark.parametrize(
    "make", [generate, lambda: random_lectures(2), lambda: random_problem(4)]
)
def test_the_search_keeps_registered_kinds_and_its_cost_is_the_oracles(make: Any) -> None:
    problem = make()
    plain = solve(problem, iterations=20_000)
    register_kinds()
    problem = with_own(problem, 1)
    unaware = evaluate(problem, plain.solution)
    result = solve(problem, iterations=20_000, initial=plain.solution)
    assert result.history[-1][2] == result.score.total
    assert (result.score.hard, result.score.total) <= (unaware.hard, unaware.total)


def test_a_required_registered_kind_is_kept_where_it_can_be() -> None:
    register_kinds()
    classes = [make_class(id, at("10000", 4), at("10000", 12), at("01000", 12)) for id in "abc"]
    rules = (
        Constraint("NotBefore", ("a", "b", "c"), (9,), required=True, id="own"),
        Constraint("DifferentDays", ("a", "b"), required=True),
    )
    result = solve(make_problem(classes, constraints=rules), iterations=20_000)
    assert result.score.valid
    assert {placement.time.start for placement in result.solution.placements.values()} == {12}


def test_equal_seeds_give_equal_timetables_with_registered_kinds_and_moves() -> None:
    register_kinds()
    horarium.register(horarium.Move("swap", "two classes trade times", swap))
    problem = with_own(generate("demo"), 3)
    one, two = (solve(problem, iterations=5000, seed=5) for _ in range(2))
    assert one.solution == two.solution


def swap(
    problem: Problem, placements: Mapping[str, Placement], rng: random.Random
) -> Mapping[str, Placement]:
    a, b = rng.sample(sorted(placements), 2)
    return {
        a: replace(placements[a], time=placements[b].time),
        b: replace(placements[b], time=placements[a].time),
        "nobody": placements[a],
    }


def test_a_registered_move_is_proposed_and_what_it_costs_is_known() -> None:
    asked = []

    def propose(*arguments: Any) -> Mapping[str, Placement]:
        asked.append(len(arguments[1]))
        return swap(*arguments)

    horarium.register(horarium.Move("swap", "two classes trade times", propose))
    problem = random_problem(7, required=0.0)
    result = solve(problem, iterations=60_000)
    assert set(asked) == {len(problem.classes)}
    assert result.history[-1][1:] == (result.score.hard, result.score.total)


def test_components_told_meanwhile_include_registered_kinds() -> None:
    register_kinds()
    seen: list[Progress] = []
    problem = with_own(generate("demo"), 1)
    solve(problem, iterations=3000, on_progress=seen.append)
    told = [document for document in seen if document["components"]]
    assert told
    assert all("early" in document["components"] for document in told)
    arrays = compile_problem(problem)
    state = arrays.empty(0)
    assert components(arrays, state_as_best(arrays, state))["early"] == 0


def state_as_best(arrays: Any, state: Any) -> Any:
    import numpy as np

    from horarium.kernels.layout import Best

    return Best.of(
        time_option=state.time_option,
        room_option=state.room_option,
        seat=state.seat,
        value=np.array([int(state.total[0]), 0], np.int64),
    )


def test_the_readmes_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, question = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 10
    write_problem(generate("demo"), tmp_path / "demo.json")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(code.replace("time_limit=60", "iterations=5000"), names)
    assert names["result"].score.total > 0
    assert names["result"].solver
    exec(question.replace("physics-1", next(iter(names["problem"].classes))), names)
    assert names["desk"]


def test_a_name_that_is_taken_and_a_thing_of_no_kind_are_refused() -> None:
    register_kinds()
    with pytest.raises(ValueError, match="exists already"):
        register_kinds()
    with pytest.raises(TypeError, match="no constraint kind"):
        horarium.register("SameTime")  # type: ignore[type-var]


def install(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint("mine", value, "horarium")
    monkeypatch.setattr(extensions, "entry_points", lambda group: [point])


def test_the_command_line_loads_what_packages_declare(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(monkeypatch, "own_kinds:INSTALLED")
    (tmp_path / "own_kinds.py").write_text(
        "import horarium\n"
        "INSTALLED = horarium.SetKind('Installed', 'From a package.', lambda *_: 0)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert main(["solve", "--help"]) == 0
    assert "Installed" in constraints.KINDS


def test_a_broken_extension_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, "no_such_module:KIND")
    assert main(["generate", "--help"]) == 2
    assert "mine = no_such_module:KIND: cannot be used" in capsys.readouterr().err
    with pytest.raises(ProblemError):
        extensions.load_installed()


def test_several_threads_search_with_registered_kinds_too() -> None:
    problem = with_own(generate("demo"), 2)
    register_kinds()
    result = solve(problem, iterations=8000, threads=2)
    assert result.threads == 2
    assert result.history[-1][1:] == (result.score.hard, result.score.total)
