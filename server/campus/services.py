"""What is written about the campus."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from campus.models import Feature, Instructor, Room, RoomFeature, RoomTravel, Term
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


def term_check_apart(first_day: date | None, weeks: int, term: Term | None = None) -> None:
    """Refuse days that another of the institution's terms has.

    Raises Refused (terms_overlap); the database refuses what comes between.
    """
    if first_day is None:
        return
    others = Term.objects.exclude(pk=term.pk) if term else Term.objects.all()
    for other in others.filter(first_day__isnull=False):
        assert other.first_day is not None
        if (other.first_day - first_day).days < 7 * weeks and first_day < other.end_day:
            raise Refused(
                "terms_overlap",
                f"{other.name} has some of these days.",
                status=409,
                field="first_day",
                term=other.name,
            )


def term_check_teaching(values: dict[str, Any]) -> None:
    """Refuse teaching days of another week than the term's, and hours that end too early."""
    days = values["teaching_days"]
    if days and len(days) != values["days"]:
        raise Refused(
            "hours_do_not_fit_term",
            f"The term has {values['days']} days, this names {len(days)}.",
            field="teaching_days",
            expected=values["days"],
            given=len(days),
        )
    start, end = values["teaching_start"], values["teaching_end"]
    if start is not None and end is not None and end <= start:
        raise Refused("end_before_start", "This ends before it starts.", field="teaching_end")


def term_set_breaks(term: Term, rows: list[dict[str, Any]]) -> None:
    """Replace the hours that times leave free. Raises Refused."""
    check_hours([{**row, "term": term} for row in rows], "breaks")
    _replace(term.breaks, rows)


def term_set_holidays(term: Term, rows: list[dict[str, Any]]) -> None:
    """Replace the days without teaching. Raises Refused."""
    for index, row in enumerate(rows):
        holiday_check(row, f"holidays.{index}.last_day")
    _replace(term.holidays, rows)


def holiday_check(row: dict[str, Any], field: str = "last_day") -> None:
    """Refuse a holiday that ends before it starts."""
    if row["last_day"] < row["first_day"]:
        raise Refused("end_before_start", "This ends before it starts.", field=field)


def room_set_features(room: Room, features: list[Feature]) -> None:
    """Replace what the room has. Raises Refused for a feature named twice."""
    refuse_repeats([feature.pk for feature in features], "feature_ids")
    RoomFeature.objects.filter(room=room).delete()
    RoomFeature.objects.bulk_create(
        RoomFeature(institution_id=room.institution_id, room=room, feature=feature)
        for feature in features
    )


def room_set_unavailabilities(room: Room, rows: list[dict[str, Any]]) -> None:
    """Replace the hours at which the room is closed. Raises Refused."""
    check_hours(rows, "unavailabilities")
    _replace(room.unavailabilities, rows)


def room_set_travels(room: Room, rows: list[dict[str, Any]]) -> None:
    """Replace the ways from and to the room that are stated. Raises Refused."""
    for index, row in enumerate(rows):
        travel_check({"room": room, "other": row["room"]}, f"travels.{index}.room")
    refuse_repeats([row["room"].pk for row in rows], "travels")
    RoomTravel.objects.filter(Q(room=room) | Q(other=room)).delete()
    RoomTravel.objects.bulk_create(
        RoomTravel(
            institution_id=room.institution_id,
            room=room,
            other=row["room"],
            minutes=row["minutes"],
        )
        for row in rows
    )


def travel_check(way: dict[str, Any], field: str = "other") -> None:
    """Refuse a way to the `room` itself, or to an `other` that does not exist beside it."""
    room, other = way["room"], way["other"]
    if other.pk == room.pk or other.term_id != room.term_id:
        raise Refused(
            "not_another_room",
            "A way leads to another room of the same institution or term.",
            field=field,
        )


def instructor_set_unavailabilities(instructor: Instructor, rows: list[dict[str, Any]]) -> None:
    """Replace the hours at which the instructor cannot teach. Raises Refused."""
    check_hours(rows, "unavailabilities")
    _replace(instructor.unavailabilities, rows)


def instructor_set_preferences(instructor: Instructor, rows: list[dict[str, Any]]) -> None:
    """Replace the hours that the instructor would rather not teach. Raises Refused."""
    check_hours(rows, "preferences")
    _replace(instructor.preferences, rows)


def _replace(related: Any, rows: list[dict[str, Any]]) -> None:
    """Let these be all rows of a parent's list."""
    parent, name = related.instance, related.field.name
    related.all().delete()
    related.model.objects.bulk_create(
        related.model(institution_id=parent.institution_id, **{name: parent}, **row)
        for row in rows
    )


def refuse_repeats(keys: Iterable[object], field: str) -> None:
    """Raises Refused (repeated) at the place of what is listed a second time."""
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            raise Refused("repeated", "This is listed twice.", field=f"{field}.{index}")
        seen.add(key)


DAY_MINUTES = 24 * 60


def check_hours(rows: list[dict[str, Any]], field: str, *, single: bool = False) -> None:
    """Refuse hours that do not fit their term's weeks and days, or end after midnight.

    `single`: the field holds one row, not a list of them.
    """
    errors = [
        error
        for index, row in enumerate(rows)
        for error in _hours_errors(row, field if single else f"{field}.{index}")
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
