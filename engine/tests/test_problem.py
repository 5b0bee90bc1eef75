"""Arithmetic on times and hours, of which everything else makes use."""

import pytest

from horarium.problem import Calendar, Time, TimeOption
from horarium.testing import at


def test_a_time_has_its_slots_of_a_week_in_each_of_its_weeks() -> None:
    time = at("10100", 4, 3, weeks="1101")
    assert (time.week_slots, time.slots) == (6, 18)


@pytest.mark.parametrize(
    ("time", "cost"),
    [
        (at("11110", 4), 4),
        (at("10000", 5), 2),
        (at("10000", 6), 0),
        (at("00010", 4), 0),
        (at("10000", 4, weeks="01"), 0),
    ],
)
def test_hours_cost_who_minds_them_once_for_each_day_in_common(time: Time, cost: int) -> None:
    assert TimeOption(at("10100", 4, weeks="10"), 2).minded(time) == cost


@pytest.mark.parametrize(
    ("start", "end", "hours"), [(0, 1, [8]), (3, 4, [10]), (2, 5, [9, 10]), (0, 3, [8, 9])]
)
def test_slots_touch_hours_of_the_clock(start: int, end: int, hours: list[int]) -> None:
    half_past_eight = Calendar(1, 5, 20, slot_minutes=30, day_start=510)
    assert list(half_past_eight.clock_hours(start, end)) == hours
