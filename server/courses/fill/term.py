"""When the term teaches: hours and days, breaks, holidays."""

from datetime import date
from typing import Any

from campus.models import Break, Holiday
from config.errors import Refused
from courses.clock import Clock
from courses.fill.source import Document, Source
from courses.fill.store import Store


def teaching(entry: Document, time: Document) -> dict[str, Any]:
    """The term's fields of the document's `teaching`."""
    clock = Clock(time.get("slot_minutes", 1), time.get("day_start", 0))
    fields: dict[str, Any] = {"teaching_days": entry.get("days", "")}
    for name in ("start", "end"):
        if name in entry:
            fields[f"teaching_{name}"] = clock.minute_of(entry[name])
    for name in ("period", "hour"):
        if name in entry:
            fields[f"{name}_minutes"] = clock.minutes(entry[name])
    return fields


def fill_hours(store: Store, source: Source) -> None:
    about = source.about.get("term", {})
    store.add(
        Break(term=source.term, name=entry["name"], **source.hours(entry["hours"]))
        for entry in about.get("breaks", ())
    )
    store.add(
        Holiday(
            term=source.term,
            name=entry["name"],
            first_day=_day(entry["first_day"]),
            last_day=_day(entry["last_day"]),
        )
        for entry in about.get("holidays", ())
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("not_a_date", f"{text!r} is no date.", value=text[:60]) from error
