"""What holds of the card's kernels, in Numba's CUDA simulator: `test_gpu.py` runs this file."""

import random
from zlib import crc32

import numpy as np
import pytest

from horarium.arrays import Arrays, compile_problem
from horarium.gpu import card as driver
from horarium.gpu import kernels
from horarium.gpu.card import Card, GpuError
from horarium.gpu.population import Population, Shape
from horarium.gpu.rows import SIMULATED
from horarium.kernels import moves, placing, seating
from horarium.kernels.layout import Best, State
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import random_lectures, random_problem
from tests.kernels.test_deltas import CATALOGUE, empty_best, hard_of

MIX = np.array([300, 500, 800, 850, 1024])
PRICE = 50


def begun(seed: int, kinds: tuple[str, ...] = CATALOGUE) -> tuple[Arrays, State, Best]:
    """A problem with every class somewhere and every student seated."""
    arrays = compile_problem(random_problem(seed, kinds=kinds, required=0.4))
    data, state, rng = arrays.data, arrays.empty(seed), random.Random(seed)
    for c in range(len(arrays.classes)):
        t = rng.randrange(data.time_ptr[c], data.time_ptr[c + 1])
        placing.place(data, state, c, t, rng.randrange(data.room_ptr[c], data.room_ptr[c + 1]))
    requests = np.arange(len(data.request_course), dtype=np.int32)
    seating.first_bundles(data, state, requests)
    return arrays, state, empty_best(arrays)


def population(arrays: Arrays, state: State, best: Best, size: int = 2) -> Population:
    return Population(Card(), arrays.data, state, best, 1, Shape(size, 3))


def on_host(arrays: Arrays, many: Population, number: int) -> State:
    """A timetable of the card, as an object of the host."""
    row, state = many.state(number), arrays.empty(0)
    for name in ("time_option", "room_option", "seat", "total", "set_excess"):
        getattr(state, name)[:] = many.array(name, row)
    return state


def agree(arrays: Arrays, many: Population, report: np.ndarray) -> None:
    """What the card keeps up to date is what the oracle counts, of each timetable and best."""
    for number in range(many.size):
        state, best = on_host(arrays, many, number), empty_best(arrays)
        score = evaluate(arrays.problem, arrays.solution(state))
        assert (int(state.total[0]), hard_of(arrays, state)) == (score.total, score.hard)
        assert report[number, kernels.SOFT] == state.total[0]
        many.best(number, best)
        assert evaluate(arrays.problem, arrays.solution(best)).total == best.value[0]
        told = report[number, [kernels.BEST_SOFT, kernels.BEST_HARD]]
        assert told.tolist() == best.value.tolist()


def search(arrays: Arrays, state: State, best: Best) -> int:
    many, made = population(arrays, state, best), 0
    mix = MIX if len(arrays.data.switchable) else np.minimum(MIX * 2, 1024)
    for temperature in (200, 20, 0):
        heat = np.full(many.size, temperature * 1024)
        report = many.anneal(mix, 5, heat, PRICE, 12)
        agree(arrays, many, report)
        made += int(report[:, kernels.MADE].sum())
    return made


def test_this_is_the_simulator() -> None:
    assert SIMULATED


@pytest.mark.parametrize("seed", range(6))
def test_blocks_of_threads_agree_with_the_oracle_under_all_kinds(seed: int) -> None:
    assert search(*begun(seed)) > 0


@pytest.mark.parametrize("kind", CATALOGUE)
def test_blocks_of_threads_agree_with_the_oracle_under_one_kind(kind: str) -> None:
    search(*begun(crc32(kind.encode()) % 1000, (kind,)))


@pytest.mark.parametrize("kind", [*CATALOGUE, "all"])
def test_the_card_prices_a_move_as_the_oracle_does(kind: str) -> None:
    arrays, state, best = begun(3, CATALOGUE if kind == "all" else (kind,))
    data, rng, places = arrays.data, random.Random(kind), []
    for _ in range(12):
        c = rng.randrange(len(arrays.classes))
        t = rng.randrange(data.time_ptr[c], data.time_ptr[c + 1])
        places.append((c, t, rng.randrange(data.room_ptr[c], data.room_ptr[c + 1])))
    deltas = population(arrays, state, best).prices(np.array(places), PRICE)

    def energy() -> int:
        """By the oracle, but that a set's excess counts in full."""
        score = evaluate(arrays.problem, arrays.solution(state))
        surplus = int(state.total[1] + state.total[2]) - hard_of(arrays, state)
        return score.total + PRICE * (score.hard + surplus)

    for i, (c, t, r) in enumerate(places):
        before, was = energy(), (int(state.time_option[c]), int(state.room_option[c]))
        placing.place(data, state, c, t, r)
        assert deltas[:, i].tolist() == [energy() - before] * 2
        placing.place(data, state, c, *was)


def test_a_round_makes_what_one_thread_would_that_drew_the_same_moves() -> None:
    """A move of every round at most: the others were priced against what was."""
    arrays, state, best = begun(1)
    many = population(arrays, state, best)
    report = many.anneal(MIX, 5, np.full(2, 1 << 40), PRICE, 10)
    assert (0 < report[:, kernels.MADE]).all()
    assert (report[:, kernels.MADE] <= 10).all()


def test_a_timetable_taken_over_is_the_others_but_for_its_random_numbers() -> None:
    arrays, state, best = begun(2)
    many = population(arrays, state, best)
    many.anneal(MIX, 5, np.full(2, 200 * 1024), PRICE, 10)
    before = many.state(1)
    many.take(0, 1)
    one, other = many.state(0), many.state(1)
    assert np.array_equal(many.array("total", one), many.array("total", other))
    assert np.array_equal(many.array("seat", one), many.array("seat", other))
    assert np.array_equal(many.array("rng", other), many.array("rng", before))
    agree(arrays, many, many.anneal(MIX, 5, np.full(2, 20 * 1024), PRICE, 10))


@pytest.mark.parametrize("problem", [random_problem(3), random_lectures(1, courses=6, rooms=2)])
def test_a_whole_solve_on_the_card_gives_what_the_oracle_says(problem) -> None:  # type: ignore[no-untyped-def]
    result = solve(problem, solver="gpu", iterations=1500, seed=1)
    again = solve(problem, solver="gpu", iterations=1500, seed=1)
    assert result.fallback is None
    assert result.solution == again.solution, "equal seeds, equal timetables"


FAILURES = {
    "[CUresult.CUDA_ERROR_OUT_OF_MEMORY] Call to cuMemAlloc": "not enough memory",
    "[CUresult.CUDA_ERROR_ILLEGAL_ADDRESS] Call to cuMemcpyDtoH": "card was lost",
    "[CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION] Call to cuModuleLoad": "driver is too old",
    "CUDA driver library cannot be found.": "no usable card",
}


@pytest.mark.parametrize(("said", "line"), FAILURES.items())
@pytest.mark.parametrize("after", [0, 40])
def test_when_the_driver_fails_the_cpu_goes_on_from_the_best(
    said: str,
    line: str,
    after: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls = 0

    def fails(self: Card, kernel: object, blocks: int, threads: int, *given: object) -> None:
        nonlocal calls
        calls += 1
        with driver.told():
            if calls > after:
                raise RuntimeError(said)
            kernel[blocks, threads](*given)  # type: ignore[index]

    monkeypatch.setattr(Card, "launch", fails)
    reported: list[tuple[int, int]] = []
    result = solve(
        random_problem(3),
        solver="gpu",
        iterations=30_000,
        on_progress=lambda p: reported.append((p["hard"] or 0, p["cost"] or 0)),
    )
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert line in lines[0]
    assert "the CPU" in lines[0]
    assert result.fallback == "gpu_unavailable"
    best = min((hard, cost) for _, hard, cost in result.history)
    assert (result.score.hard, result.score.total) <= best
    assert calls == after + 1, "the card is not tried again"


def test_too_little_memory_is_told_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Card, "free_bytes", lambda self: 1000)
    arrays, state, best = begun(2)
    with pytest.raises(GpuError, match="not enough memory"):
        population(arrays, state, best)


def test_what_moves_would_cost_is_asked_without_making_them() -> None:
    arrays, state, best = begun(4)
    many = population(arrays, state, best)
    before = moves.energy(state, PRICE)
    many.prices(np.array([[0, arrays.data.time_ptr[0], arrays.data.room_ptr[0]]]), PRICE)
    assert moves.energy(on_host(arrays, many, 0), PRICE) == before
