"""What is written about the campus."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from campus.models import Instructor, Room, Term
from config.errors import Refused


def term_check_grid(term: Term, values: dict[str, Any]) -> None:
    """Refuse another number of weeks or days: every stored hour is written in the old one."""
    for name in ("weeks", "days"):
        if values.get(name, getattr(term, name)) != getattr(term, name):
            raise Refused("term_grid_fixed", f"The {name} of a term stay.", field=name)


YEARS = range(1970, 2200)


def term_check_first_day(first_day: date | None) -> None:
    """Refuse a slip of the pen, and days that calendars cannot count on from."""
    if first_day is not None and first_day.year not in YEARS:
        raise Refused(
            "not_a_date",
            f"{first_day} is not from {YEARS[0]} to {YEARS[-1]}.",
            field="first_day",
            value=str(first_day),
        )


def room_set_unavailabilities(room: Room, rows: list[dict[str, Any]]) -> None:
    """Replace the hours at which the room is closed. Raises Refused."""
    check_hours(rows, "unavailabilities")
    model = room.unavailabilities.model
    room.unavailabilities.all().delete()
    model.objects.bulk_create(
        model(institution_id=room.institution_id, room=room, **row) for row in rows
    )


def instructor_set_preferences(instructor: Instructor, rows: list[dict[str, Any]]) -> None:
    """Replace the hours that the instructor would rather not teach. Raises Refused."""
    check_hours(rows, "preferences")
    model = instructor.preferences.model
    instructor.preferences.all().delete()
    model.objects.bulk_create(
        model(institution_id=instructor.institution_id, instructor=instructor, **row)
        for row in rows
    )


DAY_MINUTES = 24 * 60


def check_hours(rows: list[dict[str, Any]], field: str) -> None:
    """Refuse hours that do not fit their term's weeks and days, or end after midnight."""
    errors = [
        error
        for index, row in enumerate(rows)
        for error in _hours_errors(row, f"{field}.{index}")
    ]
    if errors:
        raise Refused("invalid", "Some hours do not fit their term.", errors=errors)


def _hours_errors(row: dict[str, Any], place: str) -> Iterator[dict[str, Any]]:
    for name, expected in (("weeks", row["term"].weeks), ("days", row["term"].days)):
        given = len(row[name])
        if given != expected:
            yield {
                "code": "hours_do_not_fit_term",
                "field": f"{place}.{name}",
                "detail": f"The term has {expected} {name}, this names {given}.",
                "parameters": {"expected": expected, "given": given},
            }
    if row["start_minute"] + row["length_minutes"] > DAY_MINUTES:
        yield {
            "code": "hours_past_midnight",
            "field": f"{place}.length_minutes",
            "detail": "This ends after midnight.",
            "parameters": {},
        }
