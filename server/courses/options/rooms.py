"""The rooms that follow for a class: large enough, equipped, allowed, within reach."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from campus.models import Room
from courses.models import Part

MOST_ROOMS = 100
"""The best fitting ones are enough to choose from, and keep documents small."""

FIELDS = ("type", "capacity", "department", "shared", "accessible")
"""What is looked at of a room."""

_TYPES: Mapping[str, frozenset[str]] = {
    Part.LECTURE: frozenset({"", Room.Type.LECTURE, Room.Type.HALL, Room.Type.SEMINAR}),
    Part.TUTORIAL: frozenset({"", Room.Type.SEMINAR, Room.Type.LECTURE}),
    Part.LAB: frozenset({Room.Type.LAB}),
}
_EVERY_TYPE = frozenset({"", *Room.Type.values})


class Need(NamedTuple):
    """What a class asks of its room."""

    part: str
    room_type: str
    seats: int
    features: frozenset[UUID]
    department: UUID | None
    accessible: bool


class RoomFinder:
    """Rooms by what classes need; the same need is answered once."""

    def __init__(self, rooms: Sequence[Room], features: Mapping[Any, Collection[UUID]]) -> None:
        self._rooms = rooms
        self._right: dict[Need, list[Room]] = {}
        self._features = {room.pk: frozenset(features.get(room.pk, ())) for room in rooms}
        self._known: dict[Need, list[tuple[UUID, int]]] = {}

    def find(self, need: Need) -> list[tuple[UUID, int]]:
        """Rooms with penalties, in the rooms' order.

        A point for a room more than half empty, one for another department's.
        """
        if need not in self._known:
            fitting = [(room, self._penalty(room, need)) for room in self._fitting(need)]
            best = sorted(fitting, key=lambda item: (item[1], item[0].capacity))[:MOST_ROOMS]
            chosen = {room.pk for room, _ in best}
            self._known[need] = [(r.pk, cost) for r, cost in fitting if r.pk in chosen]
        return self._known[need]

    def _fitting(self, need: Need) -> list[Room]:
        # But for their seats, many classes need the same.
        like = need._replace(seats=0)
        if like not in self._right:
            self._right[like] = [room for room in self._rooms if self._is_right(room, like)]
        return [room for room in self._right[like] if room.capacity >= need.seats]

    def _is_right(self, room: Room, need: Need) -> bool:
        types = {need.room_type} if need.room_type else _TYPES.get(need.part, _EVERY_TYPE)
        return (
            room.type in types
            and (room.shared or room.department_id in (None, need.department))
            and (room.accessible or not need.accessible)
            and need.features <= self._features[room.pk]
        )

    @staticmethod
    def _penalty(room: Room, need: Need) -> int:
        foreign = room.department_id not in (None, need.department)
        return int(0 < 2 * need.seats < room.capacity) + int(foreign)
