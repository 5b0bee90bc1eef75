"""Random walks: what the kernels keep up to date equals the oracle's full evaluation."""

import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from zlib import crc32

import numpy as np
import pytest

from horarium.arrays import Arrays, compile_problem
from horarium.arrays.pairs import PAIR_KINDS
from horarium.arrays.sets import SET_KINDS
from horarium.kernels import anneal, moves, placing, seating, sets, students
from horarium.kernels.layout import Best, State
from horarium.problem import Constraint, Problem, Time, TimeOption
from horarium.score import evaluate
from horarium.search.schedule import minus_logs
from horarium.testing import make_class, make_problem, random_problem, with_choices

CATALOGUE = tuple(
    kind["name"]
    for kind in json.loads(
        (files("horarium") / "contracts" / "constraint_kinds.json").read_text()
    )["kinds"]
)
ANY_RISE = 1 << 50
JIT = os.environ.get("NUMBA_DISABLE_JIT") != "1"


def hard_of(arrays: Arrays, state: State) -> int:
    """Hard violations as the oracle counts them: a broken set once, however far it is."""
    excess = state.set_excess * arrays.data.set_hard
    return int(state.total[1] + state.total[2] - excess.sum() + np.count_nonzero(excess))


def overlaps(arrays: Arrays, state: State) -> np.ndarray:
    """For each time option, the students of its class with another class then: counted anew."""
    data, counts = arrays.data, np.zeros_like(state.overlaps)
    for week in map(set, arrays.solution(state).students.values()):
        numbers = [arrays.number[id] for id in week]
        for c in numbers:
            others = [o for o in numbers if o != c]
            for option in range(data.time_ptr[c], data.time_ptr[c + 1]):
                gaps = data.gap[data.opt_time[option], state.time[others]]
                counts[option] += np.count_nonzero(gaps < 0)
    return counts


def check(arrays: Arrays, state: State) -> None:
    assert np.array_equal(state.overlaps, overlaps(arrays, state))
    score = evaluate(arrays.problem, arrays.solution(state))
    assert int(state.total[0]) == score.total
    assert hard_of(arrays, state) == score.hard, score.violations


def step(arrays: Arrays, state: State, rng: random.Random) -> None:
    """One random move; its announced delta is what it then changes."""
    data = arrays.data
    kind = rng.random()
    if kind < 0.3 and len(data.switchable):
        students.try_student(data, state, ANY_RISE)
        return
    c = rng.randrange(len(arrays.classes))
    if kind < 0.4:
        placing.place(data, state, c, -1, -1)
        return
    t = rng.randrange(data.time_ptr[c], data.time_ptr[c + 1])
    r = rng.randrange(data.room_ptr[c], data.room_ptr[c + 1])
    weight = rng.choice([1, 7, 1000])
    before = moves.energy(state, weight)
    told = moves.move_delta(data, state, c, t, r, weight, ANY_RISE)
    place = data.opt_time[t], data.opt_room[r], data.opt_team[r]
    gain = sets.sets_gain(data, state, c, weight)
    assert sets.sets_delta(data, state, c, *place, weight) >= -gain, "the bound is one"
    assert moves.energy(state, weight) == before, "asking for a delta changes nothing"
    placing.place(data, state, c, t, r)
    assert moves.energy(state, weight) - before == told


def walk(
    seed: int, kinds: tuple[str, ...] = CATALOGUE, steps: int = 40, *, choices: bool = False
) -> None:
    rng = random.Random(seed)
    problem = random_problem(seed, kinds=kinds, required=0.4)
    arrays = compile_problem(with_choices(problem, seed) if choices else problem)
    state = arrays.empty(seed)
    check(arrays, state)
    requests = np.arange(len(arrays.data.request_course), dtype=np.int32)
    seating.first_bundles(arrays.data, state, requests)
    for _ in range(steps):
        step(arrays, state, rng)
        check(arrays, state)


@pytest.mark.parametrize("seed", range(2))
def test_overlaps_that_are_counted_anew_are_those_that_were_kept(seed: int) -> None:
    arrays = compile_problem(random_problem(seed))
    state, rng = arrays.empty(seed), random.Random(seed)
    requests = np.arange(len(arrays.data.request_course), dtype=np.int32)
    seating.first_bundles(arrays.data, state, requests)
    for _ in range(20):
        step(arrays, state, rng)
    assert state.overlaps.any()
    state.overlaps[:] = -1
    students.count_overlaps(arrays.data, state)
    check(arrays, state)


def test_every_kind_of_the_catalogue_can_be_searched() -> None:
    assert {*PAIR_KINDS, *SET_KINDS} == set(CATALOGUE)


@pytest.mark.parametrize("seed", range(12 if JIT else 2))
def test_a_walk_under_all_kinds_agrees_with_the_oracle(seed: int) -> None:
    walk(seed)


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_walk_under_one_kind_agrees_with_the_oracle(kind: str) -> None:
    walk(crc32(kind.encode()) % 1000, (kind,), steps=40 if JIT else 8)


@pytest.mark.parametrize("seed", range(8 if JIT else 2))
def test_a_walk_in_which_classes_choose_who_teaches_them_agrees_too(seed: int) -> None:
    walk(seed, choices=True)


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_walk_under_one_kind_of_an_instructor_agrees(kind: str) -> None:
    walk(crc32(kind.encode()) % 1000, (kind,), steps=40 if JIT else 8, choices=True)


@pytest.mark.parametrize("choices", [False, True])
def test_chains_that_are_refused_leave_everything_as_it_was(choices: bool) -> None:
    arrays = compile_problem(made(5, choices=choices))
    data, state = arrays.data, arrays.empty(5)
    rng = random.Random(5)
    for c in range(len(arrays.classes)):
        placing.place(data, state, c, data.time_ptr[c], data.room_ptr[c])
    for _ in range(100):
        c = int(rng.choice(data.movable.tolist()))
        t = rng.randrange(data.time_ptr[c], data.time_ptr[c + 1])
        r = rng.randrange(data.room_ptr[c], data.room_ptr[c + 1])
        chosen = [state.time_option, state.room_option]
        watched: list[np.ndarray] = [*chosen, state.total, state.soft_of]
        before = [array.copy() for array in watched]
        if not moves.try_chain(data, state, c, t, r, 3, 50, -ANY_RISE):
            assert all(np.array_equal(*pair) for pair in zip(before, watched, strict=True))
        moves.try_chain(data, state, c, t, r, 3, 50, ANY_RISE)
        check(arrays, state)


def made(seed: int, *, choices: bool) -> Problem:
    problem = random_problem(seed, kinds=CATALOGUE)
    return with_choices(problem, seed) if choices else problem


def empty_best(arrays: Arrays) -> Best:
    state = arrays.empty(0)
    best: Best = Best.of(
        time_option=state.time_option,
        room_option=state.room_option,
        seat=state.seat,
        value=np.array([1 << 60, 1 << 60]),
    )
    return best


@pytest.mark.parametrize("seed", range(4))
def test_the_best_is_kept_and_gone_back_to_exactly(seed: int) -> None:
    rng = random.Random(seed)
    arrays = compile_problem(made(seed, choices=seed % 2 == 1))
    state = arrays.empty(seed)
    best = empty_best(arrays)
    kept = [best.time_option, best.room_option, best.seat]
    chosen = [state.time_option, state.room_option, state.seat]
    for _ in range(6):
        for _ in range(15):
            step(arrays, state, rng)
        best.value[:] = 1 << 60
        anneal.keep_best(state, best)
        assert all(np.array_equal(*pair) for pair in zip(kept, chosen, strict=True))
        value = state.total.copy()
        for _ in range(15):
            step(arrays, state, rng)
        seating.restore(arrays.data, state, best)
        assert np.array_equal(state.total, value)
        assert all(np.array_equal(*pair) for pair in zip(kept, chosen, strict=True))
        check(arrays, state)


@pytest.mark.parametrize("choices", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_annealing_agrees_with_the_oracle_under_all_kinds(seed: int, choices: bool) -> None:
    arrays = compile_problem(made(seed, choices=choices))
    state, best = arrays.empty(seed), empty_best(arrays)
    for c in range(len(arrays.classes)):
        placing.place(arrays.data, state, c, arrays.data.time_ptr[c], arrays.data.room_ptr[c])
    for temperature in (200, 20, 0):
        mix = np.array([200, 400, 600, 800, 1024])
        stats = np.zeros((anneal.MOVES + 1, 2), np.int64)
        given = temperature * 1024, 100, minus_logs(), 300, stats
        anneal.anneal(arrays.data, state, best, mix, 5, *given)
        check(arrays, state)
        seating.restore(arrays.data, state, best)
        check(arrays, state)


def test_what_stands_in_a_rooms_way_is_counted_as_classes_come_and_go() -> None:
    arrays = compile_problem(random_problem(3, kinds=CATALOGUE))
    data, state, rng = arrays.data, arrays.empty(3), random.Random(3)
    for _ in range(60):
        step(arrays, state, rng)
    for r in range(len(arrays.problem.rooms)):
        there = [state.time[c] for c in np.nonzero(state.room == r)[0]]
        overlaps = sum((data.gap[t] < 0).astype(int) for t in there)
        assert np.array_equal(state.busy[r], data.closed[r] + overlaps)


def test_the_kernels_agree_with_the_oracle_without_the_jit_too(
    without_jit: Callable[[str], None],
) -> None:
    without_jit(__file__)


@pytest.mark.parametrize("choices", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_no_time_that_may_be_accepted_is_left_out_of_a_draw(seed: int, choices: bool) -> None:
    arrays = compile_problem(made(seed, choices=choices))
    data, state = arrays.data, arrays.empty(seed)
    rng = random.Random(seed)
    for c in range(len(arrays.classes)):
        placing.place(data, state, c, data.time_ptr[c], data.room_ptr[c])
    requests = np.arange(len(data.request_course), dtype=np.int32)
    seating.first_bundles(data, state, requests)
    refused = 0
    for _ in range(60):
        c = rng.randrange(len(arrays.classes))
        r = int(state.room_option[c])
        threshold, times = (
            rng.choice([0, 20, 500]),
            range(data.time_ptr[c], data.time_ptr[c + 1]),
        )
        accepted = {
            t
            for t in times
            if moves.move_delta(data, state, c, t, r, 50, threshold) <= threshold
        } - {int(state.time_option[c])}
        for room in (r, -1):
            drawn = {
                int(moves.draw_time(data, state, c, room, 50, threshold)) for _ in range(100)
            }
            assert accepted <= drawn <= set(times)
            refused += len(set(times) - drawn)
    assert refused > 0


def test_the_best_timetable_is_kept_before_it_is_given_up_for_one_that_costs_less() -> None:
    # Without heat: a's other time saves more than the violation there is priced at.
    early, late = (Time(1, 1, start, 2) for start in (0, 2))
    a = make_class("a", early, late)
    dear = replace(a, times=(TimeOption(early, 100), TimeOption(late, 0)))
    apart = Constraint("NotOverlap", ("a", "b"), required=True, id="apart")
    arrays = compile_problem(make_problem([dear, make_class("b", late)], constraints=[apart]))
    state, best = arrays.empty(1), arrays.nothing()
    for cls, option in (("a", 0), ("b", 0)):
        c = arrays.number[cls]
        placing.place(
            arrays.data, state, c, arrays.data.time_ptr[c] + option, arrays.data.room_ptr[c]
        )
    stats = np.zeros((anneal.MOVES + 1, 2), np.int64)
    mix = np.full(anneal.MOVES, 1024, np.int64)
    anneal.anneal(arrays.data, state, best, mix, 1, 0, 10, minus_logs(), 100, stats)
    assert state.total.tolist() == [0, 1, 0]
    assert best.value.tolist() == [100, 0]
