"""The institution of a problem document: what its shape alone does not make sure of."""

from collections.abc import Iterator, Mapping
from typing import Any

from horarium.formats.fields import parse_bits
from horarium.formats.meetings import check_within, option_from_document
from horarium.problem import Calendar, ProblemError
from horarium.validate import LARGEST, MAX_DAYS


def check_institution(institution: Mapping[str, Any], calendar: Calendar, source: str) -> None:
    """Raise ProblemError for times and days that make no sense, with their place.

    Codes: bad_bits, meeting_outside_day, number_too_large, out_of_range.
    """
    days = institution.get("term", {}).get("teaching", {}).get("days")
    if days is not None:
        parse_bits(days, calendar.days, "days", f"{source}, institution, term, teaching")
    for place, meeting in _meetings(institution):
        where = f"{source}, institution, {place}"
        hours = option_from_document(meeting, calendar, where)
        check_within(hours.time.start, hours.time.length, calendar.slots_per_day, where)
        if hours.penalty > LARGEST:
            text = f"penalty is larger than {LARGEST}"
            raise ProblemError("number_too_large", text, where, name="penalty", maximum=LARGEST)
    for one in institution.get("instructors", ()):
        # A day that this term does not teach on is a research day as good as any.
        if one.get("research_day", 0) >= MAX_DAYS:
            where = f"{source}, institution, instructor {one['id'][:60]}"
            text = f"research_day must be from 0 to {MAX_DAYS - 1}"
            raise ProblemError(
                "out_of_range", text, where, name="research_day", maximum=MAX_DAYS - 1
            )


def _meetings(institution: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every meeting that it holds, with where that is."""
    for pause in institution.get("term", {}).get("breaks", ()):
        yield f"break {pause['name'][:60]}", pause["hours"]
    for id, cls in institution.get("classes", {}).items():
        if "time" in cls.get("pin", {}):
            yield f"class {id[:60]}, pin", cls["pin"]["time"]
    for one in institution.get("instructors", ()):
        for part in ("unavailable", "preferences"):
            for meeting in one.get(part, ()):
                yield f"instructor {one['id'][:60]}, {part}", meeting
