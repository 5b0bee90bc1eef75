"""Kinds of columns: how a cell is read, and how a value is written.

`read` takes a cell as Excel or CSV gives it and raises Fault; an empty cell never gets
there. Values then go through the field of the API's serializer, which knows the limits.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from campus.models import Term
from spreadsheets.files.cells import Cell, unguard
from spreadsheets.sheets.faults import Fault
from timetables.exports.xlsx import DAYS, clock, week_ranges
from timetables.meetings import positions

MOST_WEEKS = 60


@dataclass(frozen=True)
class Surroundings:
    """What else is known of a row: its term, and its values read so far, by source."""

    term: Term | None = None
    values: Mapping[str, Any] | None = None


Read = Callable[[Cell, Surroundings], Any]
Write = Callable[[Any, Surroundings], Any]


def text_of(cell: Cell) -> str:
    """A cell as text, as its author sees it: 101 and not 101.0."""
    if isinstance(cell, str):
        return unguard(cell.strip()).strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _text(cell: Cell, _about: Surroundings) -> str:
    return text_of(cell)


def _whole(cell: Cell, _about: Surroundings) -> int:
    text = text_of(cell)
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.0+)?", text):
        raise Fault(
            "not_a_whole_number",
            f"{text[:40]} is no whole number. Write it like 30.",
            value=text[:40],
        )
    return int(float(text))


def _number(cell: Cell, _about: Surroundings) -> Decimal:
    text = text_of(cell)
    plain = text.replace(",", ".") if "." not in text and text.count(",") == 1 else text
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or "_" in plain or len(plain) > 40:
        raise Fault(
            "not_a_decimal", f"{text[:40]} is no number. Write it like 1.5.", value=text[:40]
        )
    return number


_FLAGS = {
    **dict.fromkeys(["yes", "y", "true", "1", "x", "ja", "oui", "si"], True),
    **dict.fromkeys(["no", "n", "false", "0", "-", "nein", "non"], False),
}


def _flag(cell: Cell, _about: Surroundings) -> bool:
    text = text_of(cell)
    try:
        return _FLAGS[text.casefold()]
    except KeyError:
        raise Fault(
            "not_yes_or_no",
            f"{text[:40]} is not yes or no. Write one of the two.",
            value=text[:40],
        ) from None


def _choice(cell: Cell, _about: Surroundings) -> str:
    return re.sub(r"[\s-]+", "_", text_of(cell).casefold())


def _date(cell: Cell, _about: Surroundings) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII)
    try:
        if match:
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise Fault(
            "not_a_date",
            f"{text[:40]!r} is no date. Write it like 2026-09-01.",
            value=text[:40],
        ) from None


def _clock(cell: Cell, _about: Surroundings) -> int:
    """Minutes of the day, from a time, a fraction of a day, or a text such as 8:30 pm."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, float) and 0 <= cell <= 1:
        return round(cell * 24 * 60)
    text = text_of(cell)
    match = re.fullmatch(
        r"(\d{1,2})[:.](\d\d)(?::\d\d)?\s*([ap])?\.?(?:m\.?)?", text.casefold(), re.ASCII
    )
    if match is None or int(match[2]) > 59 or (match[3] and not 1 <= int(match[1]) <= 12):
        raise Fault(
            "not_a_time",
            f"{text[:40]!r} is no time of day. Write it like 09:00.",
            value=text[:40],
        )
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return hour * 60 + int(match[2])


def _end(cell: Cell, about: Surroundings) -> int:
    """The minutes from the row's start to this time of day."""
    start = (about.values or {}).get("start_minute")
    length = _clock(cell, about) - (start or 0)
    if length <= 0:
        raise Fault("end_before_start", "This ends before it starts.")
    return length


def _write_end(length: int, about: Surroundings) -> str:
    return clock(((about.values or {}).get("start_minute") or 0) + length)


def _weeks(cell: Cell, about: Surroundings) -> str:
    """Bits, from weeks counted from 1 such as "1-4, 6", "all", or the bits themselves."""
    text = text_of(cell)
    number = about.term.weeks if about.term else 0
    if len(text) == number > 2 and set(text) <= {"0", "1"}:
        return text
    if text.casefold() == "all":
        return "1" * number
    chosen: set[int] = set()
    for part in re.split(r"[,;]\s*|\s+", text):
        match = re.fullmatch(r"(\d{1,2})(?:[-\u2013](\d{1,2}))?", part, re.ASCII)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last or (number and last > number):
            raise Fault(
                "not_weeks",
                f"{text[:40]!r} are no weeks of the term. Write them like 1-4, 6.",
                value=text[:40],
                weeks=number,
            )
        chosen.update(range(first - 1, last))
    return "".join("1" if week in chosen else "0" for week in range(number or MOST_WEEKS))


def _weekday(about: Surroundings) -> int:
    return about.term.first_day.weekday() if about.term and about.term.first_day else 0


def _days(cell: Cell, about: Surroundings) -> str:
    """Bits, from names of days such as "Mon, Wed" or "Tue-Thu", "Day 8", or the bits."""
    text = text_of(cell)
    number = about.term.days if about.term else 0
    if len(text) == number > 2 and set(text) <= {"0", "1"}:
        return text
    if text.casefold() == "all":
        return "1" * number
    chosen: set[int] = set()
    for part in re.split(
        r"\s*[,;/]\s*|(?<=[a-z])\s+(?=[A-Za-z])", re.sub(r"\s*[-\u2013]\s*", "-", text)
    ):
        ends = [_day(name, number, about) for name in part.split("-")]
        if None in ends or len(ends) > 2 or ends[0] > ends[-1]:  # type: ignore[operator]
            raise Fault(
                "not_days",
                f"{text[:40]!r} are no days of the term. Write them like Mon, Wed.",
                value=text[:40],
                days=number,
            )
        chosen.update(range(ends[0], ends[-1] + 1))  # type: ignore[arg-type,operator]
    return "".join("1" if day in chosen else "0" for day in range(number))


def _day(name: str, number: int, about: Surroundings) -> int | None:
    match = re.fullmatch(r"day\s*(\d{1,2})", name.casefold(), re.ASCII)
    if match:
        day: int = int(match[1]) - 1
    else:
        named = [
            d for d, full in enumerate(DAYS) if full.casefold().startswith(name.casefold())
        ]
        if len(name) < 2 or len(named) != 1:
            return None
        day = (named[0] - _weekday(about)) % 7
    return day if 0 <= day < number else None


def _write_days(days: str, about: Surroundings) -> str:
    first = _weekday(about)
    return ", ".join(
        DAYS[(first + day) % 7][:3] if day < 7 else f"Day {day + 1}" for day in positions(days)
    )


def _parameters(cell: Cell, _about: Surroundings) -> dict[str, int]:
    """Whole numbers by name: "minutes=120; days=2"."""
    text = text_of(cell)
    found = {}
    for part in filter(None, re.split(r"[;,]\s*|\s+", re.sub(r"\s*=\s*", "=", text))):
        match = re.fullmatch(r"(\w{1,40})=(\d{1,9})", part, re.ASCII)
        if match is None:
            raise Fault(
                "not_parameters",
                f"{text[:40]!r}: write it like minutes=120; days=2.",
                value=text[:40],
            )
        found[match[1]] = int(match[2])
    return found


def _write_parameters(parameters: dict[str, int], _about: Surroundings) -> str:
    return "; ".join(f"{name}={value}" for name, value in sorted(parameters.items()))


def split_list(text: str) -> list[str]:
    """The items of a cell: separated by semicolons or lines, in quotes where they hold one."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True)
    try:
        return [item.strip() for row in rows for item in row if item.strip()]
    except csv.Error as error:
        raise Fault("unreadable_list", str(error)) from None


def join_list(items: list[str]) -> str:
    """What `split_list` takes apart."""
    return "; ".join(
        f'"{item.replace(chr(34), chr(34) * 2)}"' if re.search(r'[;"\r\n]', item) else item
        for item in items
    )


def _same(value: Any, _about: Surroundings) -> Any:
    return value


READ: dict[str, Read] = {
    "text": _text,
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "date": _date,
    "clock": _clock,
    "end": _end,
    "weeks": _weeks,
    "days": _days,
    "parameters": _parameters,
}
WRITE: dict[str, Write] = {
    **dict.fromkeys(READ, _same),
    "clock": lambda minute, _about: clock(minute),
    "end": _write_end,
    "weeks": lambda weeks, _about: week_ranges(weeks),
    "days": _write_days,
    "parameters": _write_parameters,
}
SURROUNDED = {"end", "weeks", "days"}
"""Kinds whose cells mean something else in another row."""
