"""Reading Horarium's own documents, by their committed schemas."""

import json
from collections.abc import Callable
from typing import Any

from horarium.constraints import KINDS
from horarium.formats.fields import both_ways
from horarium.formats.native.times import time_from_document
from horarium.formats.schema import SchemaError, checker
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Constraint,
    Course,
    Problem,
    ProblemError,
    Room,
    RoomOption,
    Student,
    Subpart,
    TimeOption,
    Weights,
)
from horarium.solution import Placement, Solution
from horarium.validate import validate

VERSION = 1
Document = dict[str, Any]

UPGRADES: dict[str, dict[int, Callable[[Document], Document]]] = {"problem": {}, "solution": {}}
"""By kind of document and version: what turns it into the next version."""


def read_problem(
    data: bytes, source: str = "input", *, contradictions: bool = False
) -> Problem:
    """Read and validate a problem document. Raises ProblemError with the path or element."""
    document = parse(data, source)
    return problem_from_document(document, source, contradictions=contradictions)


def read_solution(
    data: bytes, problem: Problem, source: str = "input", *, older: bool = False
) -> Solution:
    """Read a solution document of `problem`. Raises ProblemError with the path or element."""
    return solution_from_document(parse(data, source), problem, source, older=older)


def problem_from_document(
    document: Any, source: str = "input", *, contradictions: bool = False
) -> Problem:
    """Build and validate a problem, which may have contradictions if that is said.

    Raises ProblemError with the path or element."""
    document = _checked("problem", document, source)
    read = _Reader(document, source)
    problem = Problem(
        name=document["name"],
        calendar=read.calendar,
        weights=Weights(**document["weights"]),
        rooms=read.rooms(),
        courses=tuple(read.course(course) for course in document["courses"]),
        students=tuple(
            Student(student["id"], tuple(student["courses"]))
            for student in document["students"]
        ),
        constraints=tuple(
            read.constraint(number, constraint)
            for number, constraint in enumerate(document["constraints"], start=1)
        ),
        origin=document.get("origin", "native"),
        institution=document.get("institution"),
        history=document.get("history"),
    )
    validate(
        problem,
        lambda element, id: f"{source}, {element} {id}",
        contradictions=contradictions,
    )
    return problem


def solution_from_document(
    document: Any, problem: Problem, source: str = "input", *, older: bool = False
) -> Solution:
    """Build a solution of `problem`. Raises ProblemError with the path or element.

    Of an `older` document, classes and students that the problem does not have any
    more are left out, and a class may be in a room that it does not have any more.
    """
    document = _checked("solution", document, source)
    if older:
        document = _still_there(document, problem)
    calendar = problem.calendar
    placements: dict[str, Placement] = {}
    for entry in document["classes"]:
        id, room = entry["id"], entry["room"]
        place = f"{source}, class {id[:60]}"
        if id not in problem.classes:
            raise ProblemError("unknown_class", "there is no such class", place, cls=id[:60])
        if id in placements:
            raise ProblemError("duplicate_id", "the class is there twice", place, id=id[:60])
        if room is not None and room not in problem.room and not older:
            text = f"there is no room {room[:60]}"
            raise ProblemError("unknown_room", text, place, room=room[:60])
        placements[id] = Placement(time_from_document(entry, calendar, place), room)
    known = {student.id for student in problem.students}
    for student, classes in document["students"].items():
        place = f"{source}, student {student[:60]}"
        if student not in known:
            text = "there is no such student"
            raise ProblemError("unknown_student", text, place, student=student[:60])
        for id in classes:
            if id not in problem.classes:
                text = f"there is no class {id[:60]}"
                raise ProblemError("unknown_class", text, place, cls=id[:60])
    students = {id: tuple(classes) for id, classes in document["students"].items()}
    return Solution(problem.name, placements, students)


def _still_there(document: Document, problem: Problem) -> Document:
    """The solution without classes and students that the problem does not have."""
    classes, students = problem.classes, {student.id for student in problem.students}
    return {
        **document,
        "classes": [entry for entry in document["classes"] if entry["id"] in classes],
        "students": {
            student: [id for id in attended if id in classes]
            for student, attended in document["students"].items()
            if student in students
        },
    }


def parse(data: bytes, source: str) -> Any:
    """The JSON value in `data`. Raises ProblemError (bad_json) with the line."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"{source}, line {error.lineno}"
        raise ProblemError("bad_json", f"not JSON: {error.msg}", place) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ProblemError("bad_json", f"not JSON: {error}", source) from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _checked(kind: str, value: Any, source: str) -> Document:
    """The document in its current version, once it follows that version's schema."""
    form = f"horarium-{kind}"
    if not isinstance(value, dict) or value.get("format") != form:
        text = f"is no {kind} document: its format must be {form!r}"
        raise ProblemError("wrong_format", text, source, expected=form)
    document: Document = value
    version = document.get("version")
    known = [*UPGRADES[kind], VERSION]
    if isinstance(version, bool) or not isinstance(version, int) or version not in known:
        readable = ", ".join(map(str, known))
        text = f"its version is {str(version)[:20]}; this program reads {readable}"
        raise ProblemError("unknown_version", text, source, version=str(version)[:20])
    try:
        for current in range(version, VERSION):
            checker(kind, current)(document)
            document = UPGRADES[kind][current](document)
        checker(kind, VERSION)(document)
    except SchemaError as error:
        place = f"{source}, {error.path}" if error.path else source
        raise ProblemError(error.code, error.text, place, path=error.path) from error
    return document


class _Reader:
    """Parts of a problem document that has been checked against its schema."""

    def __init__(self, document: Document, source: str) -> None:
        time = document["time"]
        self.document = document
        self.source = source
        self.calendar = Calendar(
            time["weeks"],
            time["days"],
            time["slots_per_day"],
            time.get("slot_minutes", 1),
            time.get("day_start", 0),
        )

    def rooms(self) -> tuple[Room, ...]:
        entries = self.document["rooms"]
        travel = both_ways(
            {
                (room["id"], other): slots
                for room in entries
                for other, slots in room.get("travel", {}).items()
            }
        )
        return tuple(
            Room(
                room["id"],
                room["capacity"],
                tuple(
                    time_from_document(time, self.calendar, f"{self.source}, room {room['id']}")
                    for time in room.get("unavailable", ())
                ),
                travel.get(room["id"], {}),
            )
            for room in entries
        )

    def course(self, entry: Document) -> Course:
        return Course(
            entry["id"],
            tuple(
                Config(
                    config["id"],
                    tuple(
                        Subpart(
                            subpart["id"], tuple(self.cls(cls) for cls in subpart["classes"])
                        )
                        for subpart in config["subparts"]
                    ),
                )
                for config in entry["configs"]
            ),
        )

    def cls(self, entry: Document) -> Class:
        place = f"{self.source}, class {entry['id']}"
        return Class(
            entry["id"],
            tuple(
                TimeOption(
                    time_from_document(time, self.calendar, place), time.get("penalty", 0)
                )
                for time in entry["times"]
            ),
            tuple(
                RoomOption(room["id"], room.get("penalty", 0))
                for room in entry.get("rooms", ())
            ),
            entry.get("needs_room", True),
            entry.get("limit"),
            entry.get("parent"),
        )

    def constraint(self, number: int, entry: Document) -> Constraint:
        kind = KINDS.get(entry["kind"])
        given = entry.get("parameters", {})
        place = f"{self.source}, constraint {entry.get('id') or number}"
        if kind is None:
            text = f"{entry['kind'][:40]} is no kind of constraint"
            raise ProblemError("unknown_kind", text, place, kind=entry["kind"][:40])
        names = [parameter.name for parameter in kind.parameters]
        if set(given) != set(names):
            text = f"the parameters of {kind.name} are {', '.join(names) or 'none'}"
            raise ProblemError("bad_parameters", text, place, kind=kind.name)
        return Constraint(
            kind.name,
            tuple(entry["classes"]),
            tuple(given[name] for name in names),
            entry.get("required", False),
            entry.get("penalty", 0),
            entry.get("id", ""),
            entry.get("derived_from", ""),
        )
