"""Horarium's own JSON documents: problem and solution, by their committed schemas."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from horarium.constraints import KINDS
from horarium.formats.entries import (
    constraint_entry,
    course_entry,
    instructor_entry,
    placement_entry,
    places_of,
    room_entries,
    travel_entry,
)
from horarium.formats.fields import both_ways
from horarium.formats.history import check_history
from horarium.formats.institution import check_institution
from horarium.formats.loss import Loss
from horarium.formats.meetings import option_from_document, time_from_document
from horarium.formats.schema import SchemaError, checker
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Constraint,
    Course,
    Instructor,
    InstructorOption,
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

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
"""The escape of half of a character: alone it is no text, and could not be written."""

UPGRADES: dict[str, dict[int, Callable[[Document], Document]]] = {"problem": {}, "solution": {}}
"""By kind of document and version: what turns it into the next version."""


def read_problem(
    data: bytes, source: str = "input", *, contradictions: bool = False
) -> Problem:
    """Read and validate a problem document. Raises ProblemError with the path or element."""
    document = parse(data, source)
    problem = problem_from_document(document, source, contradictions=contradictions)
    try:
        if _SURROGATE.search(data):
            _encode(document)
    except UnicodeEncodeError as error:
        raise ProblemError("bad_json", f"not JSON: {error}", source) from error
    return problem


def read_solution(data: bytes, problem: Problem, source: str = "input") -> Solution:
    """Read a solution document of `problem`. Raises ProblemError with the path or element."""
    return solution_from_document(parse(data, source), problem, source)


def problem_from_document(
    document: Any, source: str = "input", *, contradictions: bool = False
) -> Problem:
    """Build and validate a problem, which may have contradictions if that is said.

    Raises ProblemError with the path or element."""
    document = _checked("problem", document, source)
    read = _Reader(document, source)
    check_institution(document.get("institution", {}), read.calendar, source)
    check_history(document.get("history", {}), read.calendar, source)
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
        instructors=tuple(map(read.instructor, document.get("instructors", ()))),
    )
    validate(
        problem,
        lambda element, id: f"{source}, {element} {id}",
        contradictions=contradictions,
    )
    return problem


def solution_from_document(document: Any, problem: Problem, source: str = "input") -> Solution:
    """Build a solution of `problem`. Raises ProblemError with the path or element."""
    document = _checked("solution", document, source)
    calendar = problem.calendar
    placements: dict[str, Placement] = {}
    for entry in document["classes"]:
        id, room = entry["id"], entry["room"]
        place = f"{source}, class {id[:60]}"
        if id not in problem.classes:
            raise ProblemError("unknown_class", "there is no such class", place, cls=id[:60])
        if id in placements:
            raise ProblemError("duplicate_id", "the class is there twice", place, id=id[:60])
        if room is not None and room not in problem.room:
            text = f"there is no room {room[:60]}"
            raise ProblemError("unknown_room", text, place, room=room[:60])
        named = entry.get("instructors")
        for instructor in named or ():
            if instructor not in problem.instructor:
                text = f"there is no instructor {instructor[:60]}"
                raise ProblemError(
                    "unknown_instructor", text, place, instructor=instructor[:60]
                )
        placements[id] = Placement(
            time_from_document(entry, calendar, place),
            room,
            team_of(problem, id, named),
        )
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


def team_of(problem: Problem, cls: str, named: Sequence[str] | None) -> tuple[str, ...]:
    """Who is named, in the order of the class's options; where nobody is, its only option.

    Of a class that the problem does not have, nobody is known but who is named.
    """
    known = problem.classes.get(cls)
    options = [option.instructors for option in known.instructors] if known else []
    if named is None:
        return options[0] if len(options) == 1 else ()
    same = (team for team in options if sorted(team) == sorted(named))
    return next(same, tuple(named))


def problem_document(problem: Problem) -> Document:
    """The problem as a document that `problem_from_document` reads back equal."""
    calendar = problem.calendar
    weights, places = problem.weights, places_of(problem)
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
        "rooms": room_entries(problem, places),
        "courses": [course_entry(course, calendar) for course in problem.courses],
        "students": [
            {"id": student.id, "courses": list(student.courses)} for student in problem.students
        ],
        "constraints": [constraint_entry(constraint) for constraint in problem.constraints],
    }
    if places:
        document["travel"] = travel_entry(problem, places)
    if problem.instructors:
        document["weights"]["instructor"] = weights.instructor
        document["instructors"] = [
            instructor_entry(instructor, calendar) for instructor in problem.instructors
        ]
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
            placement_entry(id, placement, calendar)
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


def parse(data: bytes, source: str) -> Any:
    """The JSON value in `data`. Raises ProblemError (bad_json) with the line."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"{source}, line {error.lineno}"
        raise ProblemError("bad_json", f"not JSON: {error.msg}", place) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ProblemError("bad_json", f"not JSON: {error}", source) from error


def _encode(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


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
        travel = self.travel()
        return tuple(
            Room(
                room["id"],
                room["capacity"],
                tuple(
                    time_from_document(time, self.calendar, f"{self.source}, room {room['id']}")
                    for time in room.get("unavailable", ())
                ),
                travel(room),
            )
            for room in entries
        )

    def travel(self) -> Callable[[Document], Mapping[str, int]]:
        """Of a room, slots to others: its own of a pair, else those between their places.

        Rooms of a place that have none of their own share one mapping.
        """
        rooms = self.document["rooms"]
        own = both_ways({room["id"]: room.get("travel", {}) for room in rooms})
        between = both_ways(self.document.get("travel", {}))
        at: dict[str, list[str]] = {}
        for room in rooms:
            at.setdefault(room.get("place", ""), []).append(room["id"])
        shared: dict[str, dict[str, int]] = {
            place: {id: slots for other, slots in ways.items() for id in at.get(other, ())}
            for place, ways in between.items()
        }

        def ways(room: Document) -> Mapping[str, int]:
            here = shared.get(room.get("place", ""), {})
            return {**here, **own[room["id"]]} if room["id"] in own else here

        return ways

    def instructor(self, entry: Document) -> Instructor:
        place = f"{self.source}, instructor {entry['id']}"
        return Instructor(
            entry["id"],
            tuple(
                time_from_document(time, self.calendar, place)
                for time in entry.get("unavailable", ())
            ),
            self.times(entry.get("preferences", ()), place),
        )

    def times(self, entries: Iterable[Document], place: str) -> tuple[TimeOption, ...]:
        return tuple(option_from_document(time, self.calendar, place) for time in entries)

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
            self.times(entry["times"], place),
            tuple(
                RoomOption(room["id"], room.get("penalty", 0))
                for room in entry.get("rooms", ())
            ),
            entry.get("needs_room", True),
            entry.get("limit"),
            entry.get("parent"),
            tuple(
                InstructorOption(tuple(option["ids"]), option.get("penalty", 0))
                for option in entry.get("instructors", ())
            ),
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
            entry.get("taught_by", ""),
        )
