"""Which places a department may give its classes in a timetable."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Membership
from courses.models import Class
from courses.serializers import refuse_foreign_rooms
from timetables.models import Placement, Timetable


def refuse_foreign_places(
    member: Membership, timetable: Timetable, changes: Mapping[Class, Mapping[str, Any]]
) -> None:
    """Refuse other departments' rooms, unless shared; a class may stay where it is.

    Raises Refused: out_of_reach (403).
    """
    named = {cls.pk: room for cls, given in changes.items() if (room := given.get("room"))}
    rows = Placement.objects.filter(timetable=timetable, cls__in=named)
    there = set(rows.values_list("cls", "room"))
    rooms = [room for cls, room in named.items() if (cls, room.pk) not in there]
    refuse_foreign_rooms(member, [("room", room) for room in rooms])
