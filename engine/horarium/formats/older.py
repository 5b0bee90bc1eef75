"""Native timetables of an older state of a problem: what is left of them."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from horarium.formats import native
from horarium.problem import Problem
from horarium.solution import Solution


def read_solution(data: bytes, problem: Problem, source: str) -> Solution:
    """Like `native.read_solution`, without classes and students that are no more.

    A class that was in a room that is no more still says so, and the solution which problem it
    was made for. Raises ProblemError.
    """
    document = native.parse(data, source)
    gone: dict[str, str] = {}
    # What is no solution document is left as it is: reading it says what is wrong.
    with suppress(TypeError, KeyError, AttributeError):
        document = _still_there(document, problem, gone)
    solution = native.solution_from_document(document, problem, source)
    placements = {
        id: replace(placement, room=gone.get(id, placement.room))
        for id, placement in solution.placements.items()
    }
    return replace(solution, problem=document["problem"], placements=placements)


def _still_there(document: Any, problem: Problem, gone: dict[str, str]) -> Any:
    """The document without what the problem does not have; `gone` gets rooms by class."""
    classes, students = problem.classes, {student.id for student in problem.students}
    kept = []
    for entry in document["classes"]:
        if entry["id"] in classes:
            room = entry["room"]
            if isinstance(room, str) and room not in problem.room:
                gone[entry["id"]] = room
                room = None
            entry = {**entry, "room": room}
            if not problem.instructor.keys() >= set(entry.get("instructors", ())):
                del entry["instructors"]
            kept.append(entry)
    attended = {
        student: [id for id in chosen if id in classes]
        for student, chosen in document["students"].items()
        if student in students
    }
    return {**document, "classes": kept, "students": attended}
