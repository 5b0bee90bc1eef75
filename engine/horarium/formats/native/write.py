"""Writing Horarium's own documents."""

import json
from typing import Any

from horarium.constraints import KINDS
from horarium.formats.loss import Loss
from horarium.formats.native.read import VERSION
from horarium.formats.native.times import time_document
from horarium.problem import Calendar, Class, Constraint, Course, Problem
from horarium.solution import Solution

Document = dict[str, Any]


def problem_document(problem: Problem) -> Document:
    """The problem as a document that `problem_from_document` reads back equal."""
    calendar = problem.calendar
    weights = problem.weights
    document: Document = {
        "format": "horarium-problem",
        "version": VERSION,
        "name": problem.name,
        "origin": problem.origin,
        "time": {
            "weeks": calendar.weeks,
            "days": calendar.days,
            "slots_per_day": calendar.slots_per_day,
            "slot_minutes": calendar.slot_minutes,
            "day_start": calendar.day_start,
        },
        "weights": {
            "time": weights.time,
            "room": weights.room,
            "distribution": weights.distribution,
            "student": weights.student,
            "capacity": weights.capacity,
        },
        "rooms": _room_entries(problem),
        "courses": [_course_entry(course, calendar) for course in problem.courses],
        "students": [
            {"id": student.id, "courses": list(student.courses)} for student in problem.students
        ],
        "constraints": [_constraint_entry(constraint) for constraint in problem.constraints],
    }
    if problem.institution is not None:
        document["institution"] = problem.institution
    if problem.history is not None:
        document["history"] = problem.history
    return document


def solution_document(problem: Problem, solution: Solution) -> Document:
    """The solution as a document that `solution_from_document` reads back equal."""
    calendar = problem.calendar
    return {
        "format": "horarium-solution",
        "version": VERSION,
        "problem": problem.name,
        "classes": [
            {"id": id, **time_document(placement.time, calendar), "room": placement.room}
            for id, placement in solution.placements.items()
        ],
        "students": {id: list(classes) for id, classes in solution.students.items()},
    }


def encode_problem(problem: Problem) -> tuple[bytes, list[Loss]]:
    """The problem's document as compact JSON. It holds everything: nothing is lost."""
    return _encode(problem_document(problem)), []


def encode_solution(problem: Problem, solution: Solution) -> bytes:
    """The solution's document as compact JSON."""
    return _encode(solution_document(problem, solution))


def _encode(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _room_entries(problem: Problem) -> list[Document]:
    """Rooms, with each pair's travel written once, in the room that comes first."""
    entries: list[Document] = []
    written: set[str] = set()
    for room in problem.rooms:
        entry: Document = {"id": room.id, "capacity": room.capacity}
        if room.unavailable:
            entry["unavailable"] = [
                time_document(t, problem.calendar) for t in room.unavailable
            ]
        travel = {other: slots for other, slots in room.travel.items() if other not in written}
        if travel:
            entry["travel"] = travel
        written.add(room.id)
        entries.append(entry)
    return entries


def _course_entry(course: Course, calendar: Calendar) -> Document:
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
    return {
        "id": cls.id,
        "limit": cls.limit,
        "parent": cls.parent,
        "needs_room": cls.needs_room,
        "rooms": [{"id": option.room, "penalty": option.penalty} for option in cls.rooms],
        "times": [
            {**time_document(option.time, calendar), "penalty": option.penalty}
            for option in cls.times
        ],
    }


def _constraint_entry(constraint: Constraint) -> Document:
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
    if constraint.derived_from:
        entry["derived_from"] = constraint.derived_from
    return entry
