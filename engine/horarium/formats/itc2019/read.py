"""Reading ITC-2019 XML."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NoReturn

from horarium.constraints import KINDS
from horarium.formats.fields import Place, both_ways, parse_bits, parse_number
from horarium.formats.itc2019.ids import class_ids, room_ids, student_ids
from horarium.formats.native import team_of
from horarium.formats.xml_stream import Attributes, parse
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
    Time,
    TimeOption,
    Weights,
)
from horarium.solution import Placement, Solution
from horarium.validate import MAX_DAYS, MAX_SLOTS, MAX_WEEKS, validate

_CONFIG = "problem/courses/course/config"
_SUBPART = f"{_CONFIG}/subpart"
_CLASS = f"{_SUBPART}/class"
_TYPE = re.compile(r"(\w+)(?:\((\d{1,9}(?:,\d{1,9})*)\))?")


def read_problem(
    data: bytes, source: str = "input", *, contradictions: bool = False
) -> Problem:
    """Read and validate a problem. Raises ProblemError with the line and element."""
    reader = _ProblemReader(Place(source))
    parse(data, reader.place, reader.start, reader.end)
    problem = reader.problem()
    validate(problem, reader.locate, contradictions=contradictions)
    return problem


def read_solution(data: bytes, problem: Problem, source: str = "input") -> Solution:
    """Read a solution of `problem`; a class without a time stays unplaced.

    Raises ProblemError with the line and element. A time or room that the class
    does not offer is read as it stands, for the score to report.
    """
    reader = _SolutionReader(Place(source), problem)
    parse(data, reader.place, reader.start)
    students = {id: tuple(classes) for id, classes in reader.students.items()}
    return Solution(problem.name, reader.placements, students)


class _Reader:
    """Typed access to the attributes of the element at `place`."""

    place: Place

    def refuse(self, code: str, text: str, **parameters: object) -> NoReturn:
        raise ProblemError(code, text, str(self.place), **parameters)

    def text(self, attributes: Attributes, name: str) -> str:
        value = attributes.get(name, "")
        if not value:
            self.refuse("missing_attribute", f"attribute {name} is missing", name=name)
        return value

    def id(self, attributes: Attributes) -> str:
        """The element's id, which also names it in errors from here on."""
        value = self.text(attributes, "id")
        self.place.element = f"{self.place.element.removeprefix('element ')} {value[:60]}"
        return value

    def number(self, attributes: Attributes, name: str, default: int | None = None) -> int:
        if default is not None and name not in attributes:
            return default
        return parse_number(self.text(attributes, name), name, self.place)

    def flag(self, attributes: Attributes, name: str, default: bool) -> bool:
        value = attributes.get(name, str(default).lower())
        if value not in ("true", "false"):
            self.refuse("not_a_flag", f"{name} must be true or false", name=name)
        return value == "true"

    def unexpected(self, path: str) -> NoReturn:
        name = path.rpartition("/")[2]
        self.refuse("unexpected_element", f"the element {name[:40]} does not belong here")


class _ProblemReader(_Reader):
    def __init__(self, place: Place) -> None:
        self.place = place
        self.lines: dict[tuple[str, str], int] = {}
        self.name = ""
        self.calendar: Calendar
        self.weights: Weights | None = None
        self.rooms: list[Room] = []
        self.unavailable: list[Time] = []
        self.travel: dict[str, dict[str, int]] = defaultdict(dict)
        self.courses: list[Course] = []
        self.configs: list[Config] = []
        self.subparts: list[Subpart] = []
        self.classes: list[Class] = []
        self.ids: dict[str, str] = {}
        self.cls: _ClassDraft
        self.students: list[Student] = []
        self.requests: list[str] = []
        self.constraints: list[Constraint] = []
        self.members: list[str] = []
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "problem": self.start_problem,
            "problem/optimization": self.start_optimization,
            "problem/rooms/room": self.start_room,
            "problem/rooms/room/unavailable": self.start_unavailable,
            "problem/rooms/room/travel": self.start_travel,
            "problem/courses/course": lambda a: self.remember("course", a),
            _CONFIG: lambda a: self.remember("config", a),
            _SUBPART: lambda a: self.remember("subpart", a),
            _CLASS: self.start_class,
            f"{_CLASS}/room": self.start_class_room,
            f"{_CLASS}/time": self.start_class_time,
            "problem/distributions/distribution": self.start_distribution,
            "problem/distributions/distribution/class": lambda a: self.members.append(
                self.id(a)
            ),
            "problem/students/student": lambda a: self.remember("student", a),
            "problem/students/student/course": lambda a: self.requests.append(self.id(a)),
        }
        self.ends: dict[str, Callable[[], None]] = {
            "problem/rooms/room": self.end_room,
            "problem/courses/course": self.end_course,
            _CONFIG: self.end_config,
            _SUBPART: self.end_subpart,
            _CLASS: self.end_class,
            "problem/distributions/distribution": self.end_distribution,
            "problem/students/student": self.end_student,
        }
        for group in ("rooms", "courses", "distributions", "students"):
            self.starts[f"problem/{group}"] = lambda _: None

    def start(self, path: str, attributes: Attributes) -> None:
        handler = self.starts.get(path) or self.unexpected(path)
        handler(attributes)

    def end(self, path: str) -> None:
        if path in self.ends:
            self.ends[path]()

    def problem(self) -> Problem:
        if self.weights is None:
            self.place.element = "problem"
            self.refuse("missing_element", "the element optimization is missing")
        travel = both_ways(self.travel)
        return Problem(
            name=self.name,
            calendar=self.calendar,
            weights=self.weights,
            rooms=tuple(replace(room, travel=travel.get(room.id, {})) for room in self.rooms),
            courses=tuple(self.courses),
            students=tuple(self.students),
            constraints=tuple(self.constraints),
            origin="itc2019",
        )

    def locate(self, element: str, id: str) -> str:
        """Where the element of that type and id was read."""
        line = self.lines.get((element, id), 0)
        return str(Place(self.place.source, line, f"{element} {id}"))

    def remember(self, element: str, attributes: Attributes) -> None:
        """Open an element that has an id: keep the id for its end, its line for errors."""
        id = self.id(attributes)
        self.ids[element] = id
        self.lines[element, id] = self.place.line

    def start_problem(self, attributes: Attributes) -> None:
        self.name = self.text(attributes, "name")
        weeks, days, slots = (
            self.bounded(attributes, name, most)
            for name, most in (
                ("nrWeeks", MAX_WEEKS),
                ("nrDays", MAX_DAYS),
                ("slotsPerDay", MAX_SLOTS),
            )
        )
        self.calendar = Calendar(weeks, days, slots, slot_minutes=max(1, 1440 // slots))

    def bounded(self, attributes: Attributes, name: str, most: int) -> int:
        value = self.number(attributes, name)
        if not 1 <= value <= most:
            self.refuse("out_of_range", f"{name} must be from 1 to {most}", name=name)
        return value

    def start_optimization(self, attributes: Attributes) -> None:
        names = ("time", "room", "distribution", "student")
        self.weights = Weights(*(self.number(attributes, name) for name in names))

    def start_room(self, attributes: Attributes) -> None:
        self.remember("room", attributes)
        self.rooms.append(Room(self.ids["room"], self.number(attributes, "capacity")))

    def start_unavailable(self, attributes: Attributes) -> None:
        self.unavailable.append(self.time(attributes))

    def start_travel(self, attributes: Attributes) -> None:
        to = self.text(attributes, "room")
        self.travel[self.ids["room"]][to] = self.number(attributes, "value")

    def end_room(self) -> None:
        self.rooms[-1] = replace(self.rooms[-1], unavailable=tuple(self.unavailable))
        self.unavailable = []

    def end_course(self) -> None:
        self.courses.append(Course(self.ids["course"], tuple(self.configs)))
        self.configs = []

    def end_config(self) -> None:
        self.configs.append(Config(self.ids["config"], tuple(self.subparts)))
        self.subparts = []

    def end_subpart(self) -> None:
        self.subparts.append(Subpart(self.ids["subpart"], tuple(self.classes)))
        self.classes = []

    def start_class(self, attributes: Attributes) -> None:
        self.remember("class", attributes)
        self.cls = _ClassDraft(
            limit=self.number(attributes, "limit") if "limit" in attributes else None,
            parent=attributes.get("parent"),
            needs_room=self.flag(attributes, "room", True),
        )

    def start_class_room(self, attributes: Attributes) -> None:
        room = RoomOption(self.text(attributes, "id"), self.number(attributes, "penalty", 0))
        self.cls.rooms.append(room)

    def start_class_time(self, attributes: Attributes) -> None:
        time = TimeOption(self.time(attributes), self.number(attributes, "penalty", 0))
        self.cls.times.append(time)

    def end_class(self) -> None:
        draft = self.cls
        self.classes.append(
            Class(
                self.ids["class"],
                tuple(draft.times),
                tuple(draft.rooms),
                draft.needs_room,
                draft.limit,
                draft.parent,
            )
        )

    def time(self, attributes: Attributes) -> Time:
        calendar = self.calendar
        return Time(
            parse_bits(self.text(attributes, "weeks"), calendar.weeks, "weeks", self.place),
            parse_bits(self.text(attributes, "days"), calendar.days, "days", self.place),
            self.number(attributes, "start"),
            self.number(attributes, "length"),
        )

    def start_distribution(self, attributes: Attributes) -> None:
        match = _TYPE.fullmatch(self.text(attributes, "type").replace(" ", ""))
        if match is None or match[1] not in KINDS:
            kind = attributes["type"][:40]
            self.refuse("unknown_kind", f"{kind} is no kind of distribution", kind=kind)
        required = self.flag(attributes, "required", False)
        if not required and "penalty" not in attributes:
            self.refuse(
                "missing_attribute", "attribute required or penalty is missing", name="penalty"
            )
        constraint = Constraint(
            kind=match[1],
            classes=(),
            parameters=tuple(int(number) for number in match[2].split(",")) if match[2] else (),
            required=required,
            penalty=0 if required else self.number(attributes, "penalty"),
            id=str(len(self.constraints) + 1),
        )
        self.lines["constraint", constraint.id] = self.place.line
        self.constraints.append(constraint)

    def end_distribution(self) -> None:
        self.constraints[-1] = replace(self.constraints[-1], classes=tuple(self.members))
        self.members = []

    def end_student(self) -> None:
        self.students.append(Student(self.ids["student"], tuple(self.requests)))
        self.requests = []


@dataclass(slots=True)
class _ClassDraft:
    limit: int | None
    parent: str | None
    needs_room: bool
    rooms: list[RoomOption] = field(default_factory=list)
    times: list[TimeOption] = field(default_factory=list)


class _SolutionReader(_Reader):
    def __init__(self, place: Place, problem: Problem) -> None:
        self.place = place
        self.expected = problem
        self.classes, self.rooms, self.names = (
            {written: id for id, written in ids(problem).items()}
            for ids in (class_ids, room_ids, student_ids)
        )
        self.placements: dict[str, Placement] = {}
        self.students: dict[str, list[str]] = {}
        self.seen: set[str] = set()
        self.cls = ""

    def start(self, path: str, attributes: Attributes) -> None:
        if path == "solution/class":
            self.start_class(attributes)
        elif path == "solution/class/student":
            self.start_student(attributes)
        elif path != "solution":
            self.unexpected(path)

    def start_class(self, attributes: Attributes) -> None:
        id = self.id(attributes)
        if id not in self.classes:
            self.refuse("unknown_class", "there is no such class", cls=id[:60])
        self.cls = self.classes[id]
        if self.cls in self.seen:
            self.refuse("duplicate_id", "the class is there twice", id=id)
        self.seen.add(self.cls)
        if not attributes.keys() & {"days", "weeks", "start"}:
            return
        calendar = self.expected.calendar
        weeks = parse_bits(self.text(attributes, "weeks"), calendar.weeks, "weeks", self.place)
        days = parse_bits(self.text(attributes, "days"), calendar.days, "days", self.place)
        start = self.number(attributes, "start")
        room = attributes.get("room")
        if room and room not in self.rooms:
            self.refuse("unknown_room", f"there is no room {room[:40]}", room=room[:60])
        cls = self.expected.classes[self.cls]
        if not cls.times:
            self.refuse("no_times", "the class has no time, so how long it lasts is not known")
        time = _offered_time(cls, weeks, days, start)
        self.placements[self.cls] = Placement(
            time, self.rooms[room] if room else None, team_of(self.expected, self.cls, None)
        )

    def start_student(self, attributes: Attributes) -> None:
        student = self.id(attributes)
        if student not in self.names:
            self.refuse("unknown_student", "there is no such student", student=student[:60])
        self.students.setdefault(self.names[student], []).append(self.cls)


def _offered_time(cls: Class, weeks: int, days: int, start: int) -> Time:
    """The class's time of that pattern, which knows the length that the file leaves out."""
    for option in cls.times:
        time = option.time
        if (time.weeks, time.days, time.start) == (weeks, days, start):
            return time
    return Time(weeks, days, start, cls.times[0].time.length)
