"""Classes' places taken from one timetable into a draft; what both changed must be chosen."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.errors import Refused
from courses.models import Class
from timetables.models import Edit, EditKind, Placement, Timetable
from timetables.selectors.findings import Finding
from timetables.services.editing import CONFLICTS, Place, held_draft, place_of, write

OURS, THEIRS = "ours", "theirs"
CHOICES = [OURS, THEIRS]


@transaction.atomic
def merge(
    timetable_id: UUID,
    source: Timetable,
    by: User | None,
    version: int | None,
    *,
    classes: Collection[UUID] = (),
    department: UUID | None = None,
    choose: Mapping[UUID, str] | None = None,
    accept: Collection[str] = (),
    reason: str = "",
) -> tuple[list[Edit], list[Finding]]:
    """Let classes (or all of a department) be in the draft where `source` has them.

    A class that both have moved since one became a copy of the other is a conflict, and
    so is every difference between timetables of which neither is a copy of the other:
    `choose` says of each whose place it gets.

    Raises Refused: version_missing, stale_version, timetable_not_draft,
    timetable_of_another_term, merge_empty, merge_conflicts, edit_breaks.
    """
    draft = held_draft(timetable_id, version)
    if source.term_id != draft.term_id:
        raise Refused("timetable_of_another_term", "It is of another term.", field="source")
    wanted = _wanted(draft, classes, department)
    ours, theirs = _places(draft, wanted), _places(source, wanted)
    different = [cls for cls in wanted if ours.get(cls) != theirs.get(cls)]
    before = _before(draft, source, different, ours, theirs)
    choose = choose or {}
    taken, open_ones = [], []
    for cls in different:
        choice = choose.get(cls) or _choice(cls, before, ours, theirs)
        if choice is None:
            open_ones.append(cls)
        elif choice == THEIRS:
            taken.append(cls)
    if open_ones:
        raise _conflicts(open_ones)
    if not taken:
        raise Refused("merge_empty", "Nothing is to be taken over.", status=409)
    places = {cls: (ours.get(cls), theirs.get(cls)) for cls in taken}
    return write(draft, by, EditKind.MERGE, places, accept=accept, reason=reason)


def _choice(
    cls: UUID,
    before: Mapping[UUID, Place | None] | None,
    ours: Mapping[UUID, Place],
    theirs: Mapping[UUID, Place],
) -> str | None:
    """Whose place it is, where only one of them has moved it; None where somebody must say."""
    if before is None:
        return None
    if ours.get(cls) == before.get(cls):
        return THEIRS
    return OURS if theirs.get(cls) == before.get(cls) else None


def _before(
    draft: Timetable,
    source: Timetable,
    classes: Collection[UUID],
    ours: Mapping[UUID, Place],
    theirs: Mapping[UUID, Place],
) -> dict[UUID, Place | None] | None:
    """Where the classes were when one became a copy of the other; None: neither did."""
    if source.copy_of_id == draft.pk:
        copy, now = source, theirs
    elif draft.copy_of_id == source.pk:
        copy, now = draft, ours
    else:
        return None
    # All that has happened to the copy since are its edits: the first tells what was before.
    first = Edit.objects.filter(timetable=copy, cls__in=classes).order_by("cls", "number")
    moved = dict(first.distinct("cls").values_list("cls", "before"))
    return {cls: moved[cls] if cls in moved else now.get(cls) for cls in classes}


def _wanted(draft: Timetable, classes: Collection[UUID], department: UUID | None) -> list[UUID]:
    rows = Class.objects.filter(term=draft.term_id)
    if department is not None:
        own = rows.filter(subpart__config__offering__course__department=department)
        return list(own.order_by("id").values_list("pk", flat=True))
    found = list(rows.filter(pk__in=classes).order_by("id").values_list("pk", flat=True))
    if len(found) < len(set(classes)):
        raise Refused("class_elsewhere", "A class is of another term.", field="classes")
    return found


def _places(timetable: Timetable, classes: Collection[UUID]) -> dict[UUID, Place]:
    rows = Placement.objects.filter(timetable=timetable, cls__in=classes)
    return {row.cls_id: place_of(row) for row in rows}


def _conflicts(classes: Collection[UUID]) -> Refused:
    names = dict(Class.objects.filter(pk__in=classes).values_list("pk", "name"))
    errors: list[dict[str, Any]] = [
        {
            "code": "merge_conflict",
            "field": str(cls),
            "detail": f"{names[cls]} has been moved in both.",
            "parameters": {"cls": names[cls]},
        }
        for cls in list(classes)[:CONFLICTS]
    ]
    return Refused(
        "merge_conflicts",
        f"{len(classes)} classes have been moved in both: choose for each.",
        status=409,
        errors=errors,
        number=len(classes),
    )
