"""Cells are read as people write them, and what is written is read back."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campus.models import Term
from spreadsheets.sheets.faults import Fault
from spreadsheets.sheets.kinds import READ, WRITE, Surroundings, join_list, split_list

TERM = Term(weeks=6, days=5, first_day=date(2026, 8, 4))  # a Tuesday
ABOUT = Surroundings(TERM, {"start_minute": 600})


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", 101.0, "101"),
        ("text", " '=x ", "=x"),
        ("whole", "12", 12),
        ("whole", 12.0, 12),
        ("number", "1,5", Decimal("1.5")),
        ("number", 2.5, Decimal("2.5")),
        ("flag", "Yes", True),
        ("flag", False, False),
        ("flag", 1.0, True),
        ("choice", "Open elective", "open_elective"),
        ("date", datetime(2026, 8, 3), date(2026, 8, 3)),
        ("date", "3.8.2026", date(2026, 8, 3)),
        ("clock", time(8, 30), 510),
        ("clock", 0.5, 720),
        ("clock", timedelta(hours=9), 540),
        ("clock", "8:30 pm", 1230),
        ("clock", "24:00", 1440),
        ("end", "11:30", 90),
        ("weeks", "1-3, 6", "111001"),
        ("weeks", "all", "111111"),
        ("weeks", "010101", "010101"),
        ("weeks", 2.0, "010000"),
        ("days", "Tue, Thu", "10100"),
        ("days", "tuesday-thursday", "11100"),
        ("parameters", "minutes = 120; days=2", {"minutes": 120, "days": 2}),
    ],
)
def test_a_cell_is_read(kind: str, cell: Any, value: Any) -> None:
    assert READ[kind](cell, ABOUT) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("whole", "1.5"),
        ("number", "one"),
        ("number", "NaN"),
        ("flag", "perhaps"),
        ("date", "2026-02-30"),
        ("clock", "8 o'clock"),
        ("clock", "13:00 pm"),
        ("end", "09:00"),
        ("weeks", "7"),
        ("weeks", "3-1"),
        ("days", "Sunday"),
        ("days", "T"),
        ("parameters", "a lot"),
    ],
)
def test_a_cell_that_makes_no_sense_has_a_code(kind: str, cell: Any) -> None:
    with pytest.raises(Fault) as fault:
        READ[kind](cell, ABOUT)
    assert fault.value.code


@pytest.mark.parametrize(
    ("kind", "cell", "remedy"),
    [
        ("whole", "many", "Write it like 30."),
        ("number", "one", "Write it like 1.5."),
        ("flag", "perhaps", "Write one of the two."),
        ("date", "03/08/2026", "Write it like 2026-09-01."),
        ("clock", "9am", "Write it like 09:00."),
        ("weeks", "7", "Write them like 1-4, 6."),
        ("days", "T", "Write them like Mon, Wed."),
        ("parameters", "a lot", "write it like minutes=120; days=2."),
    ],
)
def test_a_cell_that_makes_no_sense_is_told_how_to_write_it(
    kind: str, cell: str, remedy: str
) -> None:
    with pytest.raises(Fault) as fault:
        READ[kind](cell, ABOUT)
    assert cell in fault.value.detail
    assert fault.value.detail.endswith(remedy)


@settings(deadline=None)
@given(st.sampled_from(sorted(READ)), st.text(max_size=12) | st.floats() | st.booleans())
def test_any_cell_is_read_or_refused(kind: str, cell: Any) -> None:
    with suppress(Fault):
        READ[kind](cell, ABOUT)


BITS = st.integers(1, 63).map(lambda number: f"{number:06b}")


@settings(deadline=None)
@given(BITS, st.integers(1, 31).map(lambda number: f"{number:05b}"))
def test_weeks_and_days_are_read_back(weeks: str, days: str) -> None:
    assert READ["weeks"](WRITE["weeks"](weeks, ABOUT), ABOUT) == weeks
    assert READ["days"](WRITE["days"](days, ABOUT), ABOUT) == days


@settings(deadline=None)
@given(st.integers(0, 2879), st.integers(1, 1440))
def test_times_are_read_back(minute: int, length: int) -> None:
    about = Surroundings(TERM, {"start_minute": minute})
    assert READ["clock"](WRITE["clock"](minute, about), about) == minute
    assert READ["end"](WRITE["end"](length, about), about) == length


PLAIN = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=10)


@settings(deadline=None)
@given(st.lists(PLAIN))
def test_lists_are_read_back(items: list[str]) -> None:
    assert split_list(join_list(items)) == items
