"""What must be scheduled: rooms, courses down to classes, stated constraints."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from campus.models import RoomTravel
from courses.compile.choices import Choices
from courses.compile.rows import Document, Rows, grouped
from courses.grid import Grid, in_slots, walking_minutes
from courses.models import Class, ConstraintClass


def rooms(rows: Rows, grid: Grid) -> list[Document]:
    travel = _stated(rows, grid)
    entries = []
    for row in rows.rooms:
        entry: Document = {"id": row.external_id, "capacity": row.capacity}
        if row.pk in rows.closed:
            entry["unavailable"] = [grid.meeting(hours) for hours in rows.closed[row.pk]]
        if row.building is not None and row.building.place is not None:
            entry["place"] = row.building.external_id
        if row.pk in travel:
            entry["travel"] = travel[row.pk]
        entries.append(entry)
    return entries


def travel(rows: Rows, grid: Grid) -> Document:
    """Slots between buildings, by their coordinates, in the building that comes first."""
    buildings = dict.fromkeys(room.building for room in rows.rooms if room.building is not None)
    entry: Document = {}
    for one, other in combinations(buildings, 2):
        slots = grid.clock.slots(walking_minutes(one.place, other.place))
        if slots:
            entry.setdefault(one.external_id, {})[other.external_id] = slots
    return entry


def _stated(rows: Rows, grid: Grid) -> dict[Any, dict[str, int]]:
    """By room: slots to others where somebody says how long the way takes."""
    stated = RoomTravel.objects.filter(room__in=rows.room_id, other__in=rows.room_id)
    travel: dict[Any, dict[str, int]] = defaultdict(dict)
    for room, other, minutes in stated.values_list("room_id", "other_id", "minutes"):
        travel[room][rows.room_id[other]] = grid.clock.slots(minutes)
    return travel


def courses(rows: Rows, choices: Choices, grid: Grid) -> list[Document]:
    def entry(cls: Class) -> Document:
        choice = choices.of[cls.pk]
        options = choices.teaching.options(cls.pk)
        return {
            "id": cls.external_id,
            "limit": cls.limit,
            "parent": rows.class_id[cls.parent_id] if cls.parent_id else None,
            "needs_room": cls.needs_room,
            "rooms": [
                {"id": rows.room_id[room], "penalty": penalty} for room, penalty in choice.rooms
            ],
            "times": [
                {**grid.meeting(hours), "penalty": penalty} for hours, penalty in choice.times
            ],
            **({"instructors": options} if options else {}),
        }

    return [
        {
            "id": offering.course.external_id,
            "configs": [
                {
                    "id": config_id,
                    "subparts": [
                        {
                            "id": subpart.external_id,
                            "classes": [entry(cls) for cls in rows.classes_of[subpart.pk]],
                        }
                        for subpart in rows.subparts[config]
                    ],
                }
                for config, config_id in rows.configs[offering.pk]
            ],
        }
        for offering in rows.offerings
    ]


def constraints(rows: Rows, grid: Grid) -> Iterator[Document]:
    members = grouped(
        ConstraintClass.objects.filter(constraint__in=rows.constraints),
        "constraint_id",
        "cls_id",
    )
    for row in rows.constraints:
        yield {
            "id": row.external_id,
            "kind": row.kind,
            "parameters": in_slots(row.kind, row.parameters, grid.clock.slot_minutes),
            "required": row.required,
            "penalty": row.penalty,
            "classes": [rows.class_id[cls] for cls in members[row.pk]],
        }
