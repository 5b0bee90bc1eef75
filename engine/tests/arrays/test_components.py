"""Components told during the search are those of the oracle."""

import numpy as np
import pytest

from horarium.arrays import Arrays, compile_problem
from horarium.arrays.components import components
from horarium.kernels import anneal, placing, seating
from horarium.kernels.layout import Best, State
from horarium.score import evaluate
from horarium.testing import random_problem


def best_of(arrays: Arrays, state: State) -> Best:
    best: Best = Best.of(
        time_option=state.time_option.copy(),
        room_option=state.room_option.copy(),
        seat=state.seat.copy(),
        value=np.array([1 << 60, 1 << 60], np.int64),
    )
    anneal.keep_best(state, best)
    return best


@pytest.mark.parametrize("seed", range(8))
def test_components_equal_the_oracles_also_with_classes_unplaced(seed: int) -> None:
    arrays = compile_problem(random_problem(seed, required=0.3))
    data, state = arrays.data, arrays.empty(seed)
    requests = np.arange(len(data.request_course), dtype=np.int32)
    rng = np.random.default_rng(seed)
    for c in range(len(arrays.classes)):
        if rng.random() < 0.85:
            t = rng.integers(data.time_ptr[c], data.time_ptr[c + 1])
            placing.place(
                data, state, c, t, rng.integers(data.room_ptr[c], data.room_ptr[c + 1])
            )
    seating.first_bundles(data, state, requests)
    score = evaluate(arrays.problem, arrays.solution(state))
    assert components(arrays, best_of(arrays, state)) == score.components
