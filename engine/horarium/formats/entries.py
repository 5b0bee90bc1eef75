"""Parts of a problem, as its document holds them."""

from collections.abc import Mapping
from typing import Any

from horarium.constraints import KINDS
from horarium.formats.meetings import time_document
from horarium.problem import (
    Calendar,
    Class,
    Constraint,
    Course,
    Instructor,
    Problem,
    TimeOption,
)
from horarium.solution import Placement

Document = dict[str, Any]


def room_entries(problem: Problem, places: Mapping[str, str]) -> list[Document]:
    """Rooms, each with its place, where it has one."""
    entries: list[Document] = []
    for room in problem.rooms:
        entry: Document = {"id": room.id, "capacity": room.capacity}
        if room.unavailable:
            entry["unavailable"] = [
                time_document(t, problem.calendar) for t in room.unavailable
            ]
        if room.id in places:
            entry["place"] = places[room.id]
        entries.append(entry)
    return entries


def places_of(problem: Problem) -> dict[str, str]:
    """By room, the first one from which every way is as long; none where there is no way."""
    first: dict[frozenset[tuple[str, int]], str] = {}
    known: dict[int, str] = {}  # by the mapping itself, which rooms of a place often share
    for room in problem.rooms:
        if room.travel and id(room.travel) not in known:
            known[id(room.travel)] = first.setdefault(frozenset(room.travel.items()), room.id)
    return {room.id: known[id(room.travel)] for room in problem.rooms if room.travel}


def travel_entry(problem: Problem, places: Mapping[str, str]) -> Document:
    """Slots between places, each pair written once, in the place that comes first."""
    entry: Document = {}
    for place in dict.fromkeys(places.values()):
        row = problem.room[place].travel
        ways = {places[other]: slots for other, slots in row.items()}
        entry[place] = {other: slots for other, slots in ways.items() if other not in entry}
    return {place: ways for place, ways in entry.items() if ways}


def instructor_entry(instructor: Instructor, calendar: Calendar) -> Document:
    """Somebody whom classes choose."""
    entry: Document = {"id": instructor.id}
    if instructor.unavailable:
        entry["unavailable"] = [time_document(t, calendar) for t in instructor.unavailable]
    if instructor.preferences:
        entry["preferences"] = [_priced(wish, calendar) for wish in instructor.preferences]
    return entry


def _priced(option: TimeOption, calendar: Calendar) -> Document:
    return {**time_document(option.time, calendar), "penalty": option.penalty}


def course_entry(course: Course, calendar: Calendar) -> Document:
    """A course with all below it."""
    return {
        "id": course.id,
        "configs": [
            {
                "id": config.id,
                "subparts": [
                    {
                        "id": subpart.id,
                        "classes": [_class_entry(cls, calendar) for cls in subpart.classes],
                    }
                    for subpart in config.subparts
                ],
            }
            for config in course.configs
        ],
    }


def _class_entry(cls: Class, calendar: Calendar) -> Document:
    entry: Document = {
        "id": cls.id,
        "limit": cls.limit,
        "parent": cls.parent,
        "needs_room": cls.needs_room,
        "rooms": [{"id": option.room, "penalty": option.penalty} for option in cls.rooms],
        "times": [_priced(option, calendar) for option in cls.times],
    }
    if cls.instructors:
        entry["instructors"] = [
            {"ids": list(option.instructors), "penalty": option.penalty}
            for option in cls.instructors
        ]
    return entry


def constraint_entry(constraint: Constraint) -> Document:
    """A constraint, its parameters by their names."""
    kind = KINDS[constraint.kind]
    names = (parameter.name for parameter in kind.parameters)
    entry: Document = {
        "id": constraint.id,
        "kind": constraint.kind,
        "parameters": dict(zip(names, constraint.parameters, strict=True)),
        "required": constraint.required,
        "penalty": constraint.penalty,
        "classes": list(constraint.classes),
    }
    if constraint.taught_by:
        entry["taught_by"] = constraint.taught_by
    if constraint.derived_from:
        entry["derived_from"] = constraint.derived_from
    return entry


def placement_entry(id: str, placement: Placement, calendar: Calendar) -> Document:
    """Where a class is, and who was chosen to teach it."""
    entry = {"id": id, **time_document(placement.time, calendar), "room": placement.room}
    if placement.instructors:
        entry["instructors"] = list(placement.instructors)
    return entry
