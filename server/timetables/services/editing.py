"""Changes of a draft by hand: each is an edit with its place before and after.

An edit names the version of the draft it was made on, so that a stale one is refused. What
it breaks is found in SQL and told; it is written in spite of that only where each finding
is accepted. Cost and measures are stale from then on (`services.scores`).
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from campus.models import Instructor, Room
from campus.services import check_hours
from config.errors import Refused
from courses.models import Class
from courses.services import PIN_HOURS, class_set_pin
from timetables.models import Edit, EditKind, Placement, Timetable, TimetableState
from timetables.selectors.edits import edits_to_redo, edits_to_undo
from timetables.selectors.findings import Finding, findings
from timetables.selectors.offered import PARTS
from timetables.services.workflow import locked

Place = dict[str, Any]
"""{weeks, days, start_minute, length_minutes, room}; the room by its id, or None.

With `instructor`, the id of an alternative who was chosen to teach; else there is none.
"""

CONFLICTS = 50
"""Findings that one refusal lists at most."""


class FindingsRefused(Refused):
    """A refusal because of `findings`, the first of which are its errors."""

    def __init__(
        self, code: str, detail: str, *, findings: Sequence[Finding], **parameters: Any
    ) -> None:
        errors = [as_error(finding) for finding in findings[:CONFLICTS]]
        super().__init__(code, detail, status=409, errors=errors, **parameters)
        self.findings = findings


def place_of(row: Placement) -> Place:
    place: Place = {name: getattr(row, name) for name in PIN_HOURS}
    place["room"] = str(row.room_id) if row.room_id else None
    return _taught(place, row.instructor_id)


def held_draft(timetable_id: UUID, version: int | None) -> Timetable:
    """The draft, held, in the version that was looked at.

    Raises Refused: version_missing (428), stale_version (412), timetable_not_draft.
    """
    if version is None:
        raise Refused("version_missing", "Name the version you edited.", status=428)
    timetable = locked(timetable_id, version)
    if timetable.state != TimetableState.DRAFT:
        raise Refused(
            "timetable_not_draft",
            f"{timetable.name} is {timetable.state}: only drafts are removed or changed.",
            status=409,
            name=timetable.name,
            state=timetable.state,
        )
    return timetable


@transaction.atomic
def move(
    timetable_id: UUID,
    by: User | None,
    changes: Mapping[Class, Mapping[str, Any]],
    version: int | None,
    *,
    accept: Collection[str] = (),
    reason: str = "",
) -> tuple[list[Edit], list[Finding]]:
    """Put classes at another time, in another room, with one of their alternatives.

    What is not given stays. They move at once, so that two can change places, and are
    taken back at once.

    No `instructor` (None): those of the class teach it. Raises Refused: version_missing,
    stale_version, timetable_not_draft, class_elsewhere, room_of_another_term,
    not_an_alternative_instructor, place_unchanged, place_incomplete, hours that do not fit the
    term, edit_breaks (the findings that were not accepted).
    """
    timetable = held_draft(timetable_id, version)
    places = {cls.pk: _moved(timetable, cls, **given) for cls, given in changes.items()}
    return write(timetable, by, EditKind.MOVE, places, accept=accept, reason=reason)


def _moved(
    timetable: Timetable, cls: Class, *, room: Any = ..., instructor: Any = ..., **times: Any
) -> tuple[Place | None, Place]:
    """The class's place before and after."""
    if cls.term_id != timetable.term_id:
        raise Refused("class_elsewhere", "This class is of another term.", field="cls")
    row = Placement.objects.filter(timetable=timetable, cls=cls).first()
    before = place_of(row) if row else None
    after = {**(before or {"room": None}), **times}
    if room is not ...:
        _refuse_room(timetable, room)
        after["room"] = str(room.pk) if room else None
    if instructor is not ...:
        _refuse_instructor(cls, instructor)
        after = _taught(after, instructor and instructor.pk)
    missing = [name for name in PIN_HOURS if name not in after]
    if missing:
        raise Refused("place_incomplete", "Say all of its time.", field=missing[0])
    check_hours([{**after, "term": timetable.term}], "place", single=True)
    if after == before:
        raise Refused("place_unchanged", "It is there already.", status=409)
    return before, after


def write(
    timetable: Timetable,
    by: User | None,
    kind: EditKind,
    places: Mapping[UUID, tuple[Place | None, Place | None]],
    *,
    accept: Collection[str] = (),
    reason: str = "",
    back: Sequence[Edit] = (),
) -> tuple[list[Edit], list[Finding]]:
    """Write classes' new places into a draft that is held, an edit for each.

    Returns the edits with what they newly break. Raises Refused: edit_breaks.
    """
    known = {
        finding.key
        for finding in findings(timetable, list(places))
        if not _is_moved(finding, *places[finding.cls])
    }
    for cls, (before, after) in places.items():
        rows = Placement.objects.filter(timetable=timetable, cls=cls)
        if after is None:
            rows.delete()
        elif before is None:
            Placement.objects.create(timetable=timetable, cls_id=cls, **_columns(after))
        else:
            row = rows.get()
            for name, value in _columns(after).items():
                setattr(row, name, value)
            row.save()
    broken = [each for each in findings(timetable, list(places)) if each.key not in known]
    refused = [finding for finding in broken if finding.key not in accept]
    if refused:
        raise edit_breaks(refused)
    last = timetable.edits.aggregate(last=Max("number"))["last"] or 0
    edits: list[Edit] = []
    for cls, (before, after) in places.items():
        edits.append(
            Edit(
                institution_id=timetable.institution_id,
                timetable=timetable,
                number=last + 1 + len(edits),
                cls_id=cls,
                kind=kind,
                before=before,
                after=after,
                by=by,
                back=back[len(edits)] if back else None,
                made_with=edits[0] if edits else None,
                accepted=[each.key for each in broken if cls in (each.cls, each.other)],
                reason=reason.strip(),
            )
        )
    Edit.objects.bulk_create(edits)
    timetable.scored_of = ""
    timetable.save()
    return edits, broken


@transaction.atomic
def undo(
    timetable_id: UUID, by: User, version: int | None, accept: Collection[str] = ()
) -> tuple[list[Edit], list[Finding]]:
    """Take back one's own newest change that still stands: all that was moved at once.

    Raises Refused: version_missing, stale_version, timetable_not_draft, nothing_to_undo,
    edit_overtaken where somebody has moved a class since, edit_breaks.
    """
    timetable = held_draft(timetable_id, version)
    standing = edits_to_undo(timetable, by)
    return _take_back(timetable, by, EditKind.UNDO, standing, accept)


@transaction.atomic
def redo(
    timetable_id: UUID, by: User, version: int | None, accept: Collection[str] = ()
) -> tuple[list[Edit], list[Finding]]:
    """Make again what one took back last, unless one has changed something since.

    Raises Refused: as `undo`, and nothing_to_redo.
    """
    timetable = held_draft(timetable_id, version)
    return _take_back(timetable, by, EditKind.REDO, edits_to_redo(timetable, by), accept)


def _take_back(
    timetable: Timetable,
    by: User,
    kind: EditKind,
    edits: Sequence[Edit],
    accept: Collection[str],
) -> tuple[list[Edit], list[Finding]]:
    if not edits:
        code = "nothing_to_undo" if kind == EditKind.UNDO else "nothing_to_redo"
        raise Refused(code, "There is nothing of yours.", status=409)
    rows = Placement.objects.filter(
        timetable=timetable, cls__in=[edit.cls_id for edit in edits]
    )
    now = {row.cls_id: place_of(row) for row in rows}
    for edit in edits:
        if now.get(edit.cls_id) != edit.after:
            raise Refused(
                "edit_overtaken",
                f"Somebody has moved {edit.cls.name} since.",
                status=409,
                cls=edit.cls.name,
            )
    places = {edit.cls_id: (edit.after, edit.before) for edit in edits}
    # What it accepted when it was made is accepted of its undoing's undoing, too.
    known = {key for edit in edits if edit.back for key in edit.back.accepted}
    return write(timetable, by, kind, places, accept={*accept, *known}, back=edits)


@transaction.atomic
def pin(timetable_id: UUID, cls: Class, *, time: bool, room: bool) -> None:
    """Pin a class to where the timetable has it, or (neither) set it free.

    Raises Refused: timetable_gone, class_unplaced, and those of `class_set_pin`.
    """
    timetable = locked(timetable_id)
    if not time and not room:
        return class_set_pin(cls, None)
    row = Placement.objects.filter(timetable=timetable, cls=cls).select_related("room").first()
    if row is None:
        raise Refused("class_unplaced", "It has no place here.", status=409, field="cls")
    place = {name: getattr(row, name) for name in PIN_HOURS} if time else {}
    return class_set_pin(cls, {**place, "room": row.room if room else None})


def as_error(finding: Finding) -> dict[str, Any]:
    """A finding as one of the errors of a refusal; `key` is what accepts it."""
    return {
        "code": finding.code,
        "field": str(finding.cls),
        "detail": finding.sentence,
        "parameters": {
            "cls": finding.cls_name,
            "other": finding.other_name,
            "thing": finding.thing,
            "key": finding.key,
        },
    }


def edit_breaks(refused: Sequence[Finding]) -> FindingsRefused:
    """What an edit newly breaks and nobody accepted."""
    number = len(refused)
    many = "one requirement" if number == 1 else f"{number} requirements; the first"
    return FindingsRefused(
        "edit_breaks",
        f"This breaks {many}: {refused[0].sentence}",
        findings=refused,
        number=number,
    )


def _is_moved(finding: Finding, before: Place | None, after: Place | None) -> bool:
    """Whether another place is told of, now: where the class goes may not be offered either."""
    if before is None or after is None:
        return False
    return any(before[part] != after[part] for part in PARTS.get(finding.code, ()))


def _columns(place: Place) -> dict[str, Any]:
    own = {name: place[name] for name in PIN_HOURS}
    return {**own, "room_id": place["room"], "instructor_id": place.get("instructor")}


def _taught(place: Place, instructor: UUID | None) -> Place:
    """The place with who is chosen to teach there, or with nobody."""
    there = {name: value for name, value in place.items() if name != "instructor"}
    return there if instructor is None else {**there, "instructor": str(instructor)}


def _refuse_room(timetable: Timetable, room: Room | None) -> None:
    own = timetable.term.own
    if room is not None and room.term_id != (own.id if own else None):
        raise Refused(
            "room_of_another_term",
            "This room does not exist in the class's term.",
            field="room",
        )


def _refuse_instructor(cls: Class, instructor: Instructor | None) -> None:
    if instructor and not cls.alternatives.filter(pk=instructor.pk).exists():
        raise Refused(
            "not_an_alternative_instructor",
            "It must be an alternative of the class.",
            field="instructor",
        )
