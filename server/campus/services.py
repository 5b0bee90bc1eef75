"""What is written about the campus."""

from typing import Any, TypeVar

from campus.models import Hours, Instructor, Room
from config.errors import Refused

H = TypeVar("H", bound=Hours)


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


def check_hours(rows: list[dict[str, Any]], field: str) -> None:
    """Refuse hours whose bit strings do not fit their term's weeks and days."""
    errors = [
        {
            "code": "hours_do_not_fit_term",
            "field": f"{field}.{index}.{name}",
            "detail": f"The term has {expected} {name}, this names {len(row[name])}.",
            "parameters": {"expected": expected, "given": len(row[name])},
        }
        for index, row in enumerate(rows)
        for name, expected in (("weeks", row["term"].weeks), ("days", row["term"].days))
        if len(row[name]) != expected
    ]
    if errors:
        raise Refused("invalid", "Some hours do not fit their term.", errors=errors)
