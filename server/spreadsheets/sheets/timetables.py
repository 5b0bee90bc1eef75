"""Sheets of timetables: where and when classes meet in each, and how instructors liked it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.models import Membership
from courses.services import PIN_HOURS
from spreadsheets.sheets.campus import hours_check
from spreadsheets.sheets.declaration import (
    HOURS,
    Sheet,
    identity,
    named,
    of_term,
    reference,
    whole,
)
from timetables.models import ClassRating, EditKind, Placement, Rating, Timetable
from timetables.services import editing, ratings

_STARS = {"min_value": 1, "max_value": 5}


class TimetableForm(serializers.ModelSerializer[Timetable]):
    class Meta:
        model = Timetable
        fields = ["external_id", "term", "name"]


class EntryForm(serializers.ModelSerializer[Placement]):
    class Meta:
        model = Placement
        fields = ["timetable", "cls", "room", *PIN_HOURS]


class RatingForm(serializers.ModelSerializer[Rating]):
    class Meta:
        model = Rating
        fields = ["timetable", "instructor", "stars"]
        extra_kwargs = {"stars": _STARS}


class ClassRatingForm(serializers.ModelSerializer[ClassRating]):
    class Meta:
        model = ClassRating
        fields = ["timetable", "instructor", "cls", "time_stars", "room_stars"]
        extra_kwargs = {"time_stars": _STARS, "room_stars": _STARS}


def timetable_complete(_values: dict[str, Any], _known: dict[Any, Any]) -> dict[str, Any]:
    """A new one is an empty draft: what it costs is known when it is asked for."""
    return {"total": 0, "hard": 0, "score_stale": True}


def entries_check(attrs: dict[str, Any]) -> None:
    if attrs.get("timetable") is not None:
        hours_check({**attrs, "term": attrs["timetable"].term})


def rating_check(attrs: dict[str, Any]) -> None:
    ratings.check_timetable(attrs["timetable"])
    if "cls" in attrs:
        ratings.check_class(attrs["timetable"], attrs["instructor"], attrs["cls"])


def entries_store(
    member: Membership, rows: Sequence[tuple[Placement | None, dict[str, Any]]]
) -> list[Placement]:
    """Put classes where the file says, as edits by hand; with the stored rows and new values.

    All of one timetable move at once, so that two can change places. Raises Refused:
    timetable_not_draft, edit_breaks.
    """
    places: dict[UUID, dict[UUID, Any]] = defaultdict(dict)
    for row, given in rows:
        before = editing.place_of(row) if row else None
        after = {**(before or {"room": None}), **given}
        for name in ("timetable", "cls"):
            after.pop(name, None)
        if "room" in given:
            after["room"] = str(given["room"].pk) if given["room"] else None
        about = (
            (row.timetable_id, row.cls_id) if row else (given["timetable"].pk, given["cls"].pk)
        )
        places[about[0]][about[1]] = before, after
    for key, moved in places.items():
        draft = editing.held_draft(key, Timetable.objects.get(pk=key).version)
        editing.write(draft, member.user, EditKind.MOVE, moved)
    stored = Placement.objects.filter(timetable__in=places)
    found = {(row.timetable_id, row.cls_id): row for row in stored}
    return [found[key, cls] for key, moved in places.items() for cls in moved]


_TIMETABLE = reference("timetable", "timetables", "version", within="term")
_CLASS = reference("class", "classes", "class id", source="cls", within="term", required=True)

TIMETABLES = (
    Sheet(
        "timetables", "Timetables", Timetable, "timetable", TimetableForm,
        (of_term(), identity("timetable id"), named("timetable")),
        (("term", "id"), ("term", "name")),
        scope="term", related=("term",), complete=timetable_complete, kept=True,
        help="A new one is an empty draft.",
    ),
    Sheet(
        "entries", "Timetable entries", Placement, "edit", EntryForm,
        (
            of_term("timetable__term"),
            _TIMETABLE,
            _CLASS,
            reference("room", "rooms", within="term"),
            *HOURS,
        ),
        (("timetable", "class"),),
        related=("timetable__term",), check=entries_check, store=entries_store, kept=True,
        granted_as="add", aliases=("entries", "meetings"),
        help="Where and when classes meet in a draft. Each is moved as if by hand: what it"
        " breaks is refused.",
    ),
    Sheet(
        "ratings", "Ratings", Rating, "rating", RatingForm,
        (
            of_term("timetable__term"),
            _TIMETABLE,
            reference("instructor", "instructors", "lecturer", "teacher"),
            whole("stars"),
        ),
        (("timetable", "instructor"),),
        related=("timetable__term",), check=rating_check,
        help="How instructors liked their own weeks, in a timetable that was published.",
    ),
    Sheet(
        "class-ratings", "Class ratings", ClassRating, "rating", ClassRatingForm,
        (
            of_term("timetable__term"),
            _TIMETABLE,
            reference("instructor", "instructors", "lecturer", "teacher"),
            _CLASS,
            whole("time stars", "time_stars"),
            whole("room stars", "room_stars"),
        ),
        (("timetable", "instructor", "class"),),
        related=("timetable__term",), check=rating_check,
        help="How instructors liked the time and the room of a class.",
    ),
)  # fmt: skip
