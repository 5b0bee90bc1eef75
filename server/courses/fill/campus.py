"""Departments, programmes, cohorts, buildings, rooms, students."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import Department, School
from campus.models import (
    Building,
    Cohort,
    Feature,
    Programme,
    Room,
    RoomFeature,
    RoomTravel,
    RoomUnavailability,
    Student,
)
from courses.fill.source import Source, named
from courses.fill.store import Ids, Store
from courses.grid import walking_minutes


@dataclass(frozen=True)
class Campus:
    departments: Ids[Department]
    cohorts: Ids[Cohort]
    buildings: Ids[Building]
    features: Ids[Feature]
    rooms: Ids[Room]
    students: Ids[Student]


def fill_campus(store: Store, source: Source) -> Campus:
    schools = store.put(School, _names(source, "schools"))
    features = store.put(Feature, _names(source, "features"))
    departments = store.put(
        Department,
        [
            {
                "external_id": entry["id"],
                "name": entry["name"],
                **({"school_id": schools.key(entry["school"])} if "school" in entry else {}),
            }
            for entry in source.about.get("departments", ())
        ],
    )
    buildings = store.put(
        Building,
        [
            {
                "external_id": entry["id"],
                "name": entry["name"],
                "x": entry.get("x"),
                "y": entry.get("y"),
            }
            for entry in source.about.get("buildings", ())
        ],
    )
    cohorts = _cohorts(store, source, departments)
    students = _students(store, source, cohorts)
    rooms = _rooms(store, source, departments, buildings)
    _room_features(store, source, rooms, features)
    return Campus(departments, cohorts, buildings, features, rooms, students)


def _names(source: Source, part: str) -> list[dict[str, Any]]:
    return [
        {"external_id": entry["id"], "name": entry["name"]}
        for entry in source.about.get(part, ())
    ]


def _cohorts(store: Store, source: Source, departments: Ids[Department]) -> Ids[Cohort]:
    programmes = store.put(
        Programme,
        [
            {
                "external_id": entry["id"],
                "name": entry["name"],
                "department_id": departments.key(entry["department"]),
            }
            for entry in source.about.get("programmes", ())
        ],
    )
    return store.put(
        Cohort,
        [
            {
                "external_id": entry["id"],
                "name": entry["name"],
                "year": entry["year"],
                "programme_id": programmes.key(entry["programme"]),
                **named(entry, "headcount"),
                **source.minutes(entry, max_day_minutes="max_day_load"),
            }
            for entry in source.about.get("cohorts", ())
        ],
    )


def _students(store: Store, source: Source, cohorts: Ids[Cohort]) -> Ids[Student]:
    cohort_of = {
        student: cohorts.key(entry["id"])
        for entry in source.about.get("cohorts", ())
        for student in entry.get("students", ())
    }
    return store.put(
        Student,
        [
            {
                "external_id": entry["id"],
                "name": f"Student {entry['id']}",
                "cohort_id": cohort_of.get(entry["id"]),
            }
            for entry in source.document["students"]
            if entry["id"] not in source.placeholders
        ],
        term=source.own,
    )


def _rooms(
    store: Store, source: Source, departments: Ids[Department], buildings: Ids[Building]
) -> Ids[Room]:
    entries = source.document["rooms"]
    about = source.about.get("rooms", {})
    rows = []
    for entry in entries:
        more = about.get(entry["id"], {})
        rows.append(
            {
                "external_id": entry["id"],
                "name": more.get("name", entry["id"]),
                "capacity": entry["capacity"],
                "type": more.get("type", ""),
                "building_id": buildings.key(more.get("building")),
                "department_id": departments.key(more.get("department")),
                **named(more, "shared", "accessible"),
            }
        )
    rooms = store.put(Room, rows, term=source.own)
    store.add(
        RoomUnavailability(term=source.term, room=rooms[entry["id"]], **source.hours(hours))
        for entry in entries
        for hours in entry.get("unavailable", ())
    )
    RoomTravel.objects.filter(room__in=rooms.values()).delete()
    store.add(_travel(source, rooms, buildings))
    return rooms


def _room_features(
    store: Store, source: Source, rooms: Ids[Room], features: Ids[Feature]
) -> None:
    lists: dict[str, list[str]] = {
        id: more["features"]
        for id, more in source.about.get("rooms", {}).items()
        if "features" in more
    }
    RoomFeature.objects.filter(room__in=[rooms[id] for id in lists]).delete()
    store.add(
        RoomFeature(room=rooms[id], feature=features[feature])
        for id, given in lists.items()
        for feature in given
    )


def _travel(source: Source, rooms: Ids[Room], buildings: Ids[Building]) -> Iterator[RoomTravel]:
    """Pairs whose time is another than that which the coordinates give."""
    place = {building.pk: building.place for building in buildings.values()}
    given = _given(source.document)
    if any(place.values()):
        pairs = _walked(
            source, [rooms[entry["id"]] for entry in source.document["rooms"]], place
        )
        for (room, other), slots in pairs:
            stated = given.pop((room, other), None)
            if stated is None:
                stated = given.pop((other, room), 0)
            if stated != slots:
                given[room, other] = stated
    for (room, other), slots in given.items():
        yield RoomTravel(
            room=rooms[room], other=rooms[other], minutes=source.clock.minutes(slots)
        )


def _given(document: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Slots between rooms: their own of a pair, else those between their places."""
    at: dict[str, list[str]] = defaultdict(list)
    for entry in document["rooms"]:
        at[entry.get("place", "")].append(entry["id"])
    given = {
        (room, other): slots
        for here, ways in document.get("travel", {}).items()
        for there, slots in ways.items()
        for room in at.get(here, ())
        for other in at.get(there, ())
        if room != other
    }
    for entry in document["rooms"]:
        for other, slots in entry.get("travel", {}).items():
            given.pop((other, entry["id"]), None)
            given[entry["id"], other] = slots
    return given


def _walked(
    source: Source, rooms: list[Room], place: dict[Any, tuple[float, float] | None]
) -> Iterator[tuple[tuple[str, str], int]]:
    """Slots on foot between every two rooms."""
    known: dict[Any, int] = {}
    for index, room in enumerate(rooms):
        for other in rooms[index + 1 :]:
            between = (room.building_id, other.building_id)
            slots = known.get(between)
            if slots is None:
                here, there = (place.get(key) for key in between)
                slots = known[between] = source.clock.slots(walking_minutes(here, there))
            yield (room.external_id, other.external_id), slots
