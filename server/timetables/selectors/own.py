"""What a new publication changed in one person's week."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import Membership
from timetables.models import Placement, Timetable
from timetables.selectors.meetings import current_timetable, own_placements

_PLACE = ("weeks", "days", "start_minute", "length_minutes")


@dataclass(frozen=True)
class OwnDifferences:
    """`classes` differ between the publication `before` and the one that holds `now`."""

    now: Timetable | None
    before: Timetable | None
    classes: list[dict[str, Any]]


def own_differences(member: Membership, today: date) -> OwnDifferences:
    """What the current publication moved, added or took away for the member.

    A class that is attended in one of the two only is new, or cancelled, for its student.
    """
    now = current_timetable(today)
    if now is None:
        return OwnDifferences(None, None, [])
    earlier = Timetable.objects.filter(term=now.term_id, number__lt=now.number or 0)
    before = earlier.order_by("-number").first()
    if before is None:
        return OwnDifferences(now, None, [])
    old, new = _own(before, member), _own(now, member)
    rows = [_compared(old.get(key), new.get(key)) for key in {*old, *new}]
    changed = [row for row in rows if row["kind"] != "changed" or any(map(row.get, _HOW))]
    changed.sort(key=lambda row: (row["course"].code, row["name"]))
    return OwnDifferences(now, before, changed)


_HOW = ("moved", "room_changed", "instructor_changed")


def _own(timetable: Timetable, member: Membership) -> dict[UUID, Placement]:
    course = "cls__subpart__config__offering__course__department"
    rows = own_placements(timetable, member).select_related(course, "room")
    return {row.cls_id: row for row in rows}


def _compared(old: Placement | None, new: Placement | None) -> dict[str, Any]:
    """As a row of the differences between two timetables."""
    row = new or old
    assert row is not None
    course = row.cls.subpart.config.offering.course
    both = old is not None and new is not None
    return {
        "id": row.cls_id,
        "name": row.cls.name,
        "course": course,
        "department": course.department,
        "kind": "changed" if both else "new" if new else "cancelled",
        "moved": both and any(getattr(old, name) != getattr(new, name) for name in _PLACE),
        "room_changed": old is not None and new is not None and old.room_id != new.room_id,
        "instructor_changed": old is not None
        and new is not None
        and old.instructor_id != new.instructor_id,
        "before": old,
        "after": new,
    }
