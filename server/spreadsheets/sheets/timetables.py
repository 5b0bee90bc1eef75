"""Sheets of timetables: where and when classes meet in each, and how instructors liked it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.models import Membership
from courses.models import Class
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
from spreadsheets.sheets.faults import RowsRefused
from timetables.models import ClassRating, Placement, Rating, Timetable
from timetables.selectors.findings import Finding
from timetables.services import editing, ratings
from timetables.services.reach import refuse_foreign_places

_STARS = {"min_value": 1, "max_value": 5}


class TimetableForm(serializers.ModelSerializer[Timetable]):
    class Meta:
        model = Timetable
        fields = ["external_id", "term", "name"]


class EntryForm(serializers.ModelSerializer[Placement]):
    class Meta:
        model = Placement
        fields = ["timetable", "cls", "room", "instructor", *PIN_HOURS]


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
    return {"total": 0, "hard": 0, "scored_of": ""}


def entries_check(attrs: dict[str, Any]) -> None:
    if attrs.get("timetable") is not None:
        hours_check({**attrs, "term": attrs["timetable"].term})


def rating_check(attrs: dict[str, Any]) -> None:
    ratings.check_timetable(attrs["timetable"])
    if "cls" in attrs:
        ratings.check_class(attrs["timetable"], attrs["instructor"], attrs["cls"])


def entries_store(
    member: Membership,
    rows: Sequence[tuple[Placement | None, dict[str, Any]]],
    accept: Collection[str],
) -> list[Placement]:
    """Put classes where the file says, as edits by hand; with the stored rows and new values.

    All of one timetable move at once, so that two can change places. What they break is
    accepted where its key is in `accept`. Raises RowsRefused, where classes break something
    whatever the others do; Refused: as `editing.move`, and out_of_reach for a room that a
    department's class may not be moved to.
    """
    moved: dict[Timetable, dict[Class, Any]] = defaultdict(dict)
    numbers: dict[tuple[Timetable, UUID], int] = {}
    for number, (row, given) in enumerate(rows):
        timetable, cls = (row.timetable, row.cls) if row else (given["timetable"], given["cls"])
        names = given.keys() - {"timetable", "cls"}
        moved[timetable][cls] = {name: given[name] for name in names}
        numbers[timetable, cls.pk] = number
    for timetable, changes in moved.items():
        refuse_foreign_places(member, timetable, changes)
        version = Timetable.objects.values_list("version", flat=True).get(pk=timetable.pk)
        try:
            editing.move(timetable.pk, member.user, changes, version, accept=accept)
        except editing.FindingsRefused as refusal:
            alone = _alone(refusal.findings, {cls.pk for cls in changes})
            if not alone:
                raise
            raise RowsRefused(
                {
                    numbers[timetable, cls]: editing.edit_breaks(found)
                    for cls, found in alone.items()
                }
            ) from refusal
    stored = Placement.objects.filter(timetable__in=moved)
    found = {(row.timetable_id, row.cls_id): row for row in stored}
    return [found[key.pk, cls.pk] for key, changes in moved.items() for cls in changes]


def _alone(findings: Sequence[Finding], moved: Collection[UUID]) -> dict[UUID, list[Finding]]:
    """All findings of those classes that break something by themselves, or with what stays."""
    told: dict[UUID | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        told[finding.cls].append(finding)
        told[finding.other].append(finding)
    return {each.cls: told[each.cls] for each in findings if each.other not in moved}


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
            reference("instructor", "instructors", "lecturer", "teacher",
                      help="One of the class's alternatives, where one was chosen to teach."),
            *HOURS,
        ),
        (("timetable", "class"),),
        related=("timetable__term", "cls"), check=entries_check, store=entries_store, kept=True,
        granted_as="add", aliases=("entries", "meetings"),
        help="Where and when classes meet in a draft. Each is moved as if by hand: what it"
        " breaks is refused, unless the import accepts it.",
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
