"""The history of a problem document: what its shape alone does not make sure of."""

from collections.abc import Iterator, Mapping
from typing import Any

from horarium.formats.fields import parse_bits
from horarium.formats.meetings import check_within
from horarium.problem import Calendar, ProblemError
from horarium.validate import MAX_SLOTS


def check_history(history: Mapping[str, Any], calendar: Calendar, source: str) -> None:
    """Raise ProblemError for an entry that makes no sense, with its place.

    Codes: bad_bits, meeting_outside_day, duplicate_id.
    """
    for place, placed in _entries(history):
        where = f"{source}, history, {place}, class {placed['id'][:60]}"
        parse_bits(placed["days"], calendar.days, "days", where)
        # An earlier term may have taught until later than this one does.
        check_within(placed["start"], placed["length"], MAX_SLOTS, where)
    classes = history.get("timetable", {}).get("classes", ())
    known: set[str] = set()
    for placed in classes:
        if placed["id"] in known:
            where = f"{source}, history, timetable, class {placed['id'][:60]}"
            text = "the class is there twice"
            raise ProblemError("duplicate_id", text, where, id=placed["id"][:60])
        known.add(placed["id"])


def _entries(history: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for placed in history.get("timetable", {}).get("classes", ()):
        yield "timetable", placed
    for number, edit in enumerate(history.get("edits", ()), start=1):
        for when in ("before", "after"):
            yield f"edit {number}, {when}", edit[when]
    for number, rating in enumerate(history.get("class_ratings", ()), start=1):
        yield f"class rating {number}", rating["class"]
