"""Temperatures are integers that fall from hot to cold, by the problem's own scale."""

import math

import numpy as np

from horarium.search.schedule import (
    ABOVE,
    ALL_ABOVE,
    DEAREST,
    FAR_ABOVE,
    SCALE,
    STEPS,
    Cooling,
    Paced,
    Price,
    Profile,
    minus_logs,
)
from horarium.stop import MILLION


def test_the_logarithms_are_those_of_the_middles_of_equal_parts() -> None:
    logs = minus_logs()
    assert len(logs) == 4096
    for i in (0, 1, 2047, 4095):
        assert logs[i] == round(-math.log((i + 0.5) / 4096) * SCALE)


def test_cooling_falls_geometrically_from_hot_to_cold() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    steps = [cooling.temperature(done) for done in range(0, MILLION + 1, MILLION // 10)]
    assert steps == sorted(steps, reverse=True)
    assert (steps[0], steps[-1]) == (cooling.hot, cooling.cold)
    assert abs(steps[5] - math.sqrt(cooling.hot * cooling.cold)) < 2


def test_a_problem_ten_times_as_dear_is_cooled_ten_times_as_hot() -> None:
    rises = np.arange(10, 500)
    one, ten = Cooling.of(rises), Cooling.of(rises * 10)
    assert abs(ten.hot - 10 * one.hot) < 20
    assert abs(ten.price - 10 * one.price) < 20


def seen(cooling: Cooling, costs: list[int], above: int = ABOVE) -> Paced:
    """The cooling that follows from these costs at even distances."""
    profile = Profile(cooling)
    for n, cost in enumerate(costs):
        profile.add(n * MILLION // len(costs), cost)
    return profile.paced(above)


def test_a_second_cooling_stays_longest_where_the_first_one_lost_cost() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    half = STEPS // 2
    paced = seen(cooling, [150] * half + [110] * half)
    temperatures = [paced.temperature(done) for done in range(0, MILLION + 1, MILLION // 100)]
    assert temperatures == sorted(temperatures, reverse=True)
    step = cooling.temperature((half - 1) * MILLION // STEPS), cooling.middle
    assert sum(step[1] - 2 <= t <= step[0] + 2 for t in temperatures) > 45
    assert (temperatures[0], temperatures[-1]) == (cooling.hot, cooling.cold)


def test_a_second_cooling_does_not_begin_where_everything_is_destroyed() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    paced = seen(cooling, [1000] * (STEPS // 4) + [110] * (STEPS - STEPS // 4))
    assert paced.temperature(0) == cooling.temperature(MILLION // 4)


def test_a_cooling_from_the_very_top_is_followed_by_one_from_there() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    paced = seen(cooling, [1000] * (STEPS // 4) + [110] * (STEPS - STEPS // 4), ALL_ABOVE)
    assert paced.temperature(0) == cooling.hot


def test_from_the_very_top_a_violation_is_dear_even_where_it_is_hottest() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    assert cooling.price * SCALE < cooling.hot
    assert cooling.from_the_top().price * SCALE >= 8 * cooling.hot


def test_a_first_cooling_that_saw_nothing_is_followed_by_an_even_one() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    paced = Profile(cooling).paced()
    assert paced.temperature(0) == cooling.hot
    assert abs(paced.temperature(MILLION // 2) - cooling.middle) < 3


def test_the_price_of_violations_rises_until_enough_steps_are_valid_and_then_falls() -> None:
    price, hot = Price(100), 1 << 40
    for _ in range(20):
        price.adapt(0, hot)
    assert price.now > 200
    for _ in range(500):
        price.adapt(100, hot)
    assert price.now == 100


def test_a_violation_that_stays_though_the_cold_forbids_it_raises_the_least_price() -> None:
    price = Price(100)
    price.adapt(0, 100 * SCALE // FAR_ABOVE)
    raised = price.now
    for _ in range(500):
        price.adapt(100, 1)
    assert price.now == raised > 100


def test_the_price_of_violations_that_nothing_ends_stays_an_integer_of_the_kernels() -> None:
    price = Price(100)
    for _ in range(2000):
        price.adapt(0, 1)
    assert price.now == DEAREST
    for _ in range(2000):
        price.adapt(0, 1 << 60)
    assert price.now == DEAREST


def test_a_problem_without_any_rise_of_cost_has_a_schedule_too() -> None:
    cooling = Cooling.of(np.zeros(0, np.int64))
    assert cooling.hot > cooling.cold > 0
    assert cooling.price > 0
