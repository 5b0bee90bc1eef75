"""Searches meet, and go on from the best of them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from horarium.arrays import compile_problem
from horarium.kernels.layout import State
from horarium.search.meeting import Meeting
from horarium.solve import solve
from horarium.testing import random_problem


def test_those_behind_take_over_the_best_state_and_keep_their_own_random_numbers() -> None:
    arrays = compile_problem(random_problem(3))
    meeting = Meeting(3)
    states = [arrays.empty(seed) for seed in range(3)]
    for number, state in enumerate(states):
        state.total[0] = 10 - number
    standings = [(0, 10 - number, number) for number in range(3)]
    for _ in range(2):
        with ThreadPoolExecutor(3) as pool:
            behind = list(pool.map(meeting.take_best, standings, states))
        assert behind == [True, True, False]
    assert [int(state.total[0]) for state in states] == [8, 8, 8]
    assert len(np.unique([state.rng for state in states])) == 3


class Leaver(State):
    """A state whose search ends while another one still copies from it."""

    meeting = Meeting(2)

    def take(self, other: Any, but: tuple[str, ...] = ()) -> None:
        super().take(other, but)
        self.meeting.leave()


Leaver.declared = State.declared


def test_who_took_over_the_best_knows_it_though_another_search_has_ended_meanwhile() -> None:
    arrays = compile_problem(random_problem(3))
    best, empty = arrays.empty(0), arrays.empty(1)
    late = Leaver(empty.table, **{name: getattr(empty, name) for name in State.declared})
    best.total[0], late.total[0] = 1, 2
    with ThreadPoolExecutor(2) as pool:
        led = pool.submit(Leaver.meeting.take_best, (0, 1, 0), best)
        followed = pool.submit(Leaver.meeting.take_best, (0, 2, 1), late)
        assert (led.result(), followed.result()) == (False, True)
    assert late.total[0] == 1


def test_nobody_waits_for_a_search_that_has_ended() -> None:
    arrays = compile_problem(random_problem(3))
    meeting = Meeting(2)
    meeting.leave()
    assert not meeting.take_best((0, 1, 0), arrays.empty(0))


def test_equal_seeds_and_iterations_give_equal_timetables_on_two_threads() -> None:
    problem = random_problem(4)
    one, two = (solve(problem, iterations=400_000, seed=5, threads=2) for _ in range(2))
    assert one.solution == two.solution
