"""What holds of the card's kernels, in Numba's CUDA simulator: `test_gpu.py` runs this file."""

import json
import random
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from tests.kernels.test_deltas import CATALOGUE, empty_best, hard_of

from horarium.arrays import Arrays, compile_problem
from horarium.bench import gpu as bench
from horarium.formats import write_problem
from horarium.gpu import card as driver
from horarium.gpu import kernels
from horarium.gpu.card import Card, GpuError
from horarium.gpu.population import Population, Shape, compile_kernels
from horarium.gpu.rows import SIMULATED
from horarium.kernels import moves, placing, seating
from horarium.kernels.layout import Best, State
from horarium.problem import Class, Room, RoomOption, TimeOption
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import at, make_problem, random_problem, with_choices

MIX = np.array([300, 500, 800, 850, 1024])
PRICE = 50


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few iterations get as far as the card."""
    monkeypatch.setattr("horarium.search.local.CHUNK", 500)


def begun(
    seed: int, kinds: tuple[str, ...] = CATALOGUE, *, choices: bool = False
) -> tuple[Arrays, State, Best]:
    """A problem with every class somewhere and every student seated."""
    problem = random_problem(seed, kinds=kinds, required=0.4)
    arrays = compile_problem(with_choices(problem, seed) if choices else problem)
    data, state, rng = arrays.data, arrays.empty(seed), random.Random(seed)
    for c in range(len(arrays.classes)):
        t = rng.randrange(data.time_ptr[c], data.time_ptr[c + 1])
        placing.place(data, state, c, t, rng.randrange(data.room_ptr[c], data.room_ptr[c + 1]))
    requests = np.arange(len(data.request_course), dtype=np.int32)
    seating.first_bundles(data, state, requests)
    return arrays, state, empty_best(arrays)


def population(arrays: Arrays, state: State, best: Best, size: int = 2) -> Population:
    return Population(Card(), arrays.data, state, best, 1, Shape(size, 3))


def on_card(many: Population, number: int) -> State:
    """A timetable as its first thread reads it: its own memory, not a copy."""
    state: State = many._states[number][0]
    return state


def agree(arrays: Arrays, many: Population, report: np.ndarray) -> None:
    """What the card keeps up to date is what the oracle counts, of each timetable and best."""
    for number in range(many.size):
        state, best = on_card(many, number), empty_best(arrays)
        score = evaluate(arrays.problem, arrays.solution(state))
        assert (int(state.total[0]), hard_of(arrays, state)) == (score.total, score.hard)
        assert report[number, kernels.SOFT] == state.total[0]
        many.best(number, best)
        assert evaluate(arrays.problem, arrays.solution(best)).total == best.value[0]
        told = report[number, [kernels.BEST_SOFT, kernels.BEST_HARD]]
        assert told.tolist() == best.value.tolist()


def search(
    arrays: Arrays, state: State, best: Best, temperatures: tuple[int, ...], rounds: int
) -> int:
    many, made = population(arrays, state, best), 0
    mix = MIX if len(arrays.data.switchable) else np.minimum(MIX * 2, 1024)
    for temperature in temperatures:
        heat = np.full(many.size, temperature * 1024)
        report = many.anneal(mix, 5, heat, PRICE, rounds)
        agree(arrays, many, report)
        made += int(report[:, kernels.MADE].sum())
    return made


def test_this_is_the_simulator() -> None:
    assert SIMULATED


@pytest.mark.parametrize("choices", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_blocks_of_threads_agree_with_the_oracle_under_all_kinds(
    seed: int, choices: bool
) -> None:
    assert search(*begun(seed, choices=choices), (200, 20, 0), 8) > 0


@pytest.mark.parametrize("kind", CATALOGUE)
def test_blocks_of_threads_agree_with_the_oracle_under_one_kind(kind: str) -> None:
    seed = crc32(kind.encode()) % 1000
    assert search(*begun(seed, (kind,), choices=seed % 2 == 1), (200,), 5) > 0


@pytest.mark.parametrize("choices", [False, True])
@pytest.mark.parametrize("kind", [*CATALOGUE, "all"])
def test_the_card_prices_a_move_as_the_oracle_does(kind: str, choices: bool) -> None:
    kinds = CATALOGUE if kind == "all" else (kind,)
    arrays, state, best = begun(3, kinds, choices=choices)
    data, rng, places = arrays.data, random.Random(kind), []
    for _ in range(12):
        c = rng.randrange(len(arrays.classes))
        t = rng.randrange(data.time_ptr[c], data.time_ptr[c + 1])
        places.append((c, t, rng.randrange(data.room_ptr[c], data.room_ptr[c + 1])))
    many = population(arrays, state, best)

    def energy() -> int:
        """By the oracle, but that a set's excess counts in full."""
        score = evaluate(arrays.problem, arrays.solution(state))
        surplus = int(state.total[1] + state.total[2]) - hard_of(arrays, state)
        return score.total + PRICE * (score.hard + surplus)

    before = energy()
    for c, t, r in places:
        told = [
            moves.move_delta(many._datas[0][0], on_card(many, number), c, t, r, PRICE, 1 << 50)
            for number in range(many.size)
        ]
        was = int(state.time_option[c]), int(state.room_option[c])
        placing.place(data, state, c, t, r)
        assert told == [energy() - before] * 2
        placing.place(data, state, c, *was)


def test_a_round_makes_what_one_thread_would_that_drew_the_same_moves() -> None:
    """A move of every round at most: the others were priced against what was."""
    arrays, state, best = begun(1)
    many = population(arrays, state, best)
    report = many.anneal(MIX, 5, np.full(2, 1 << 40), PRICE, 10)
    assert (report[:, kernels.MADE] > 0).all()
    assert (report[:, kernels.MADE] <= 10).all()


def test_a_timetable_taken_over_is_the_others_but_for_its_random_numbers() -> None:
    arrays, state, best = begun(2)
    many = population(arrays, state, best)
    many.anneal(MIX, 5, np.full(2, 200 * 1024), PRICE, 10)
    one, other = on_card(many, 0), on_card(many, 1)
    drawn = other.rng.copy()
    assert not np.array_equal(one.time_option, other.time_option)
    many.take(0, 1)
    for name in ("time_option", "total", "seat"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
    assert np.array_equal(other.rng, drawn)
    agree(arrays, many, many.anneal(MIX, 5, np.full(2, 20 * 1024), PRICE, 10))


@pytest.mark.parametrize("choices", [False, True])
def test_a_whole_solve_on_the_card_gives_what_the_oracle_says(choices: bool) -> None:
    problem = random_problem(3)
    problem = with_choices(problem, 3) if choices else problem
    result, again = (solve(problem, solver="gpu", iterations=2000, seed=1) for _ in range(2))
    assert (result.fallback, result.solver) == (None, "gpu")
    assert result.solution == again.solution, "equal seeds, equal timetables"
    hard, cost = min((hard, cost) for _, hard, cost in result.history)
    assert result.score.total == cost
    assert result.score.hard <= hard, "where a set's excess counts in full"


MEMORY = "[CUresult.CUDA_ERROR_OUT_OF_MEMORY] Call to cuMemAlloc"
LOST = "[CUresult.CUDA_ERROR_ILLEGAL_ADDRESS] Call to cuMemcpyDtoH"
TOO_OLD = "[CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION] Call to cuModuleLoadDataEx"
NONE = "Error at driver init: CUDA driver library cannot be found."
STRANGE = "something that nobody has thought of"


@pytest.mark.parametrize(
    ("stage", "calls", "said", "line"),
    [
        ("free_bytes", 0, NONE, "there is no usable card"),
        ("empty", 1, MEMORY, "the card has not enough memory"),
        ("upload", 3, MEMORY, "the card has not enough memory"),
        ("copy", 2, LOST, "the card was lost"),
        ("launch", 0, TOO_OLD, "the NVIDIA driver is too old"),
        ("launch", 6, LOST, "the card was lost"),
        ("download", 0, LOST, "the card was lost"),
        ("download", 4, STRANGE, "the card failed (RuntimeError: something"),
    ],
)
def test_when_the_card_fails_the_cpu_goes_on_from_the_best(
    stage: str,
    calls: int,
    said: str,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After so many calls of the driver that went well; the card is not tried again."""
    works, made = getattr(Card, stage), []

    def fails(self: Card, *given: object) -> object:
        made.append(given)
        with driver.told():
            if len(made) > calls:
                raise RuntimeError(said)
        return works(self, *given)

    monkeypatch.setattr(Card, stage, fails)
    result = solve(random_problem(3), solver="gpu", iterations=6000)
    assert len(made) == calls + 1
    (told,) = capsys.readouterr().err.splitlines()
    assert line in told
    assert told.endswith("going on from the best timetable so far on the CPU")
    assert result.fallback == "gpu_unavailable"
    assert result.iterations >= 6000, "the whole budget is used"
    best = min((hard, cost) for _, hard, cost in result.history)
    assert (result.score.hard, result.score.total) <= best


def test_too_little_memory_is_told_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Card, "free_bytes", lambda self: 1000)
    arrays, state, best = begun(2)
    with pytest.raises(GpuError, match="not enough memory"):
        population(arrays, state, best)


def test_fewer_violations_at_a_higher_cost_are_kept_when_they_are_given_up() -> None:
    open_then, closed_then = at("10000", 4), at("01000", 4)
    times = TimeOption(open_then, 2 * PRICE), TimeOption(closed_then)
    rooms = [Room("r", 9, (closed_then,))]
    arrays = compile_problem(make_problem([Class("a", times, (RoomOption("r"),))], rooms=rooms))
    state, best = arrays.empty(1), empty_best(arrays)
    placing.place(arrays.data, state, 0, 0, 0)
    many = population(arrays, state, best)
    report = many.anneal(MIX * 2, 5, np.zeros(many.size, np.int64), PRICE, 20)
    assert report[:, [kernels.HARD, kernels.SOFT]].tolist() == [[1, 0]] * many.size
    assert report[:, [kernels.BEST_HARD, kernels.BEST_SOFT]].tolist() == (
        [[0, 2 * PRICE]] * many.size
    )
    agree(arrays, many, report)


def test_one_sitting_measures_everything_and_says_what_ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller = {"STEPS": 2000, "CONSTRUCTION": 2000, "THREADS": (2,), "PER_MULTIPROCESSOR": (1,)}
    for name, value in smaller.items():
        monkeypatch.setattr(bench, name, value)
    file = tmp_path / "small.json"
    write_problem(random_problem(3), file)
    report = bench.measure([file], time_limit=0.3, seeds=1, rounds=1)
    found = report["instances"]["small"]
    assert report["device"]["name"] == "CUDA simulator"
    assert min(found["moves_per_second"].values()) > 0
    assert [run["solver"] for run in found["costs"]] == ["gpu", "local_search"]
    assert "CUDA simulator" in bench.table(report)
    bench.write(tmp_path / "report.json", report)
    assert json.loads((tmp_path / "report.json").read_text()) == report


def test_all_kernels_compile_before_a_solve() -> None:
    compile_kernels(Card())
