"""Temperatures are integers that fall from hot to cold, by the problem's own scale."""

import math

import numpy as np

from horarium.search.schedule import SCALE, Cooling, minus_logs
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


def test_the_price_of_violations_rises_until_enough_steps_are_valid() -> None:
    cooling = Cooling.of(np.arange(1, 101))
    price = cooling.price
    for _ in range(20):
        price = cooling.adapted(price, 0)
    assert price > 2 * cooling.price
    for _ in range(500):
        price = cooling.adapted(price, 100)
    assert price == cooling.price


def test_a_problem_without_any_rise_of_cost_has_a_schedule_too() -> None:
    cooling = Cooling.of(np.zeros(0, np.int64))
    assert cooling.hot > cooling.cold > 0
    assert cooling.price > 0
