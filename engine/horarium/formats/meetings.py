"""Times as documents hold them: bit strings of weeks and days, start and length in slots."""

from collections.abc import Mapping
from typing import Any

from horarium.formats.fields import format_bits, parse_bits
from horarium.problem import Calendar, ProblemError, Time, TimeOption


def time_from_document(entry: Mapping[str, Any], calendar: Calendar, place: str = "") -> Time:
    """The time of a document's meeting. Raises ProblemError (bad_bits) at `place`."""
    return Time(
        parse_bits(entry["weeks"], calendar.weeks, "weeks", place),
        parse_bits(entry["days"], calendar.days, "days", place),
        entry["start"],
        entry["length"],
    )


def option_from_document(
    entry: Mapping[str, Any], calendar: Calendar, place: str = ""
) -> TimeOption:
    """The document's meeting with its penalty. Raises ProblemError (bad_bits) at `place`."""
    return TimeOption(time_from_document(entry, calendar, place), entry.get("penalty", 0))


def check_within(start: int, length: int, slots: int, place: str) -> None:
    """Raise ProblemError (meeting_outside_day) at `place` unless a day of `slots` has it."""
    if start + length > slots:
        text = (
            f"a meeting from slot {start} lasting {length} "
            f"does not fit in a day of {slots} slots"
        )
        raise ProblemError("meeting_outside_day", text, place, start=start, length=length)


def time_document(time: Time, calendar: Calendar) -> dict[str, Any]:
    """The meeting that `time_from_document` reads as this time."""
    return {
        "weeks": format_bits(time.weeks, calendar.weeks),
        "days": format_bits(time.days, calendar.days),
        "start": time.start,
        "length": time.length,
    }
