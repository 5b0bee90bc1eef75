"""Reading ITC-2007 text files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from horarium.formats.fields import Place, parse_number
from horarium.formats.itc2007.lectures import lectures as lectures_by_course
from horarium.formats.itc2007.lectures import room_names
from horarium.formats.native import team_of
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
    Subpart,
    Time,
    TimeOption,
    Weights,
)
from horarium.solution import Placement, Solution
from horarium.validate import MAX_DAYS, MAX_SLOTS, validate

MIN_DAYS_PENALTY, COMPACTNESS_PENALTY, STABILITY_PENALTY = 5, 2, 1
_HEADER = ("Name", "Courses", "Rooms", "Days", "Periods_per_day", "Curricula", "Constraints")
_MAX_LECTURES = 1000


def read_problem(
    data: bytes, source: str = "input", *, contradictions: bool = False
) -> Problem:
    """Read and validate a .ctt problem. Raises ProblemError with the line."""
    reader = _Reader(data, source)
    problem = reader.problem()
    validate(problem, reader.locate, contradictions=contradictions)
    return problem


def read_solution(data: bytes, problem: Problem, source: str = "input") -> Solution:
    """Read lines of `course room day period`; missing lectures stay unplaced.

    Raises ProblemError with the line. A lecture more than the course has is read
    as a class that the problem does not have, for the score to report.
    """
    calendar, lectures = problem.calendar, lectures_by_course(problem)
    rooms = {written: id for id, written in room_names(problem).items()}
    placements: dict[str, Placement] = {}
    read: dict[str, int] = {}
    every_week = (1 << calendar.weeks) - 1
    for place, words in _lines(data, source):
        if len(words) != 4:
            _refuse("bad_line", "expected: course room day period", place)
        id, room = words[0], words[1]
        if id not in lectures:
            _refuse("unknown_course", f"there is no course {id[:40]}", place, course=id[:40])
        if room not in rooms:
            _refuse("unknown_room", f"there is no room {room[:40]}", place, room=room[:40])
        day = _below(words[2], calendar.days, "day", place)
        period = _below(words[3], calendar.slots_per_day, "period", place)
        number = read[id] = read.get(id, 0) + 1
        cls = lectures[id][number - 1] if number <= len(lectures[id]) else f"{id}-{number}"
        placements[cls] = Placement(
            Time(every_week, 1 << day, period, 1), rooms[room], team_of(problem, cls, None)
        )
    return Solution(problem.name, placements)


@dataclass(slots=True)
class _CourseLine:
    id: str
    teacher: str
    lectures: int
    min_days: int
    students: int

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(f"{self.id}-{number}" for number in range(1, self.lectures + 1))


class _Reader:
    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        self.lines = _lines(data, source)
        self.place = Place(source)
        self.found: dict[tuple[str, str], int] = {}

    def locate(self, element: str, id: str) -> str:
        """Where the element of that type and id was read; a lecture is at its course."""
        line = self.found.get((element, id)) or self.found.get(("class", id), 0)
        return str(Place(self.source, line, f"{element} {id}"))

    def problem(self) -> Problem:
        header = {name: self.header(name) for name in _HEADER}
        count = {name: self.number(header[name], name) for name in _HEADER[1:]}
        days, periods = count["Days"], count["Periods_per_day"]
        for name, most in (("Days", MAX_DAYS), ("Periods_per_day", MAX_SLOTS)):
            if not 1 <= count[name] <= most:
                text = f"{name} must be from 1 to {most}"
                _refuse("out_of_range", text, Place(self.source), name=name, maximum=most)
        courses = self.courses(count["Courses"])
        rooms = self.rooms(count["Rooms"])
        curricula = self.curricula(count["Curricula"], courses)
        closed = self.unavailable(count["Constraints"], courses, days, periods)
        self.expect("END.")
        return Problem(
            name=header["Name"],
            calendar=Calendar(1, days, periods, slot_minutes=60, day_start=480),
            weights=Weights(capacity=1),
            rooms=rooms,
            courses=tuple(
                _course(line, rooms, days, periods, closed) for line in courses.values()
            ),
            constraints=tuple(_constraints(courses, curricula)),
            origin="itc2007",
        )

    def next(self) -> list[str]:
        self.place, words = next(self.lines, (self.place, []))
        if not words:
            _refuse("truncated", "the file ends too early", self.place)
        return words

    def header(self, name: str) -> str:
        words = self.next()
        if words[0] != f"{name}:" or len(words) != 2:
            _refuse("bad_line", f"expected {name}: and its value", self.place)
        return words[1]

    def expect(self, word: str) -> None:
        if self.next() != [word]:
            _refuse("bad_line", f"expected {word}", self.place)

    def number(self, text: str, what: str) -> int:
        return parse_number(text, what, self.place)

    def row(self, element: str, width: int) -> list[str]:
        words = self.next()
        if len(words) != width:
            _refuse("bad_line", f"expected {width} words for a {element}", self.place)
        self.found.setdefault((element, words[0]), self.place.line)
        return words

    def courses(self, count: int) -> dict[str, _CourseLine]:
        self.expect("COURSES:")
        courses: dict[str, _CourseLine] = {}
        for _ in range(count):
            id, teacher, *numbers = self.row("course", 5)
            if id in courses:
                _refuse("duplicate_id", f"the course {id} is there twice", self.place, id=id)
            lectures, min_days, students = (
                self.number(text, what)
                for text, what in zip(
                    numbers, ("lectures", "working days", "students"), strict=True
                )
            )
            if not 1 <= lectures <= _MAX_LECTURES:
                text = f"a course has from 1 to {_MAX_LECTURES} lectures"
                _refuse("out_of_range", text, self.place, name="lectures")
            courses[id] = _CourseLine(id, teacher, lectures, min_days, students)
            for cls in courses[id].classes:
                self.found["class", cls] = self.place.line
        return courses

    def rooms(self, count: int) -> tuple[Room, ...]:
        self.expect("ROOMS:")
        rows = (self.row("room", 2) for _ in range(count))
        return tuple(Room(id, self.number(capacity, "capacity")) for id, capacity in rows)

    def curricula(
        self, count: int, courses: dict[str, _CourseLine]
    ) -> dict[str, tuple[str, ...]]:
        self.expect("CURRICULA:")
        curricula: dict[str, tuple[str, ...]] = {}
        for _ in range(count):
            words = self.next()
            if len(words) < 2 or len(words) != 2 + self.number(words[1], "number of courses"):
                _refuse("bad_line", "expected: curriculum, number, and its courses", self.place)
            id, members = words[0], tuple(words[2:])
            if id in curricula:
                _refuse(
                    "duplicate_id", f"the curriculum {id} is there twice", self.place, id=id
                )
            for course in members:
                self.known(course, courses)
            curricula[id] = tuple(dict.fromkeys(members))
        return curricula

    def unavailable(
        self, count: int, courses: dict[str, _CourseLine], days: int, periods: int
    ) -> set[tuple[str, int, int]]:
        self.expect("UNAVAILABILITY_CONSTRAINTS:")
        closed = set()
        for _ in range(count):
            words = self.next()
            if len(words) != 3:
                _refuse("bad_line", "expected: course day period", self.place)
            self.known(words[0], courses)
            day = _below(words[1], days, "day", self.place)
            closed.add((words[0], day, _below(words[2], periods, "period", self.place)))
        return closed

    def known(self, id: str, courses: dict[str, _CourseLine]) -> None:
        if id not in courses:
            text = f"there is no course {id[:40]}"
            _refuse("unknown_course", text, self.place, course=id[:40])


def _course(
    line: _CourseLine,
    rooms: tuple[Room, ...],
    days: int,
    periods: int,
    closed: set[tuple[str, int, int]],
) -> Course:
    times = tuple(
        TimeOption(Time(1, 1 << day, period, 1))
        for day in range(days)
        for period in range(periods)
        if (line.id, day, period) not in closed
    )
    options = tuple(RoomOption(room.id) for room in rooms)
    subparts = tuple(
        Subpart(id, (Class(id, times, options, limit=line.students),)) for id in line.classes
    )
    return Course(line.id, (Config(line.id, subparts),))


def _constraints(
    courses: dict[str, _CourseLine], curricula: dict[str, tuple[str, ...]]
) -> Iterator[Constraint]:
    """Ids start with what they come from (`teacher:`, `curriculum:`), for the writer."""
    teachers: dict[str, list[str]] = {}
    for line in courses.values():
        teachers.setdefault(line.teacher, []).extend(line.classes)
        yield _apart(f"course:{line.id}", line.classes)
    for teacher, classes in teachers.items():
        yield _apart(f"teacher:{teacher}", tuple(classes))
    for id, members in curricula.items():
        classes = [cls for course in members for cls in courses[course].classes]
        yield _apart(f"curriculum:{id}", tuple(classes))
        yield Constraint(
            "CurriculumCompactness",
            tuple(classes),
            penalty=COMPACTNESS_PENALTY,
            id=f"compactness:{id}",
        )
    for line in courses.values():
        yield Constraint(
            "MinimumWorkingDays",
            line.classes,
            (line.min_days,),
            penalty=MIN_DAYS_PENALTY,
            id=f"working-days:{line.id}",
        )
        yield Constraint(
            "RoomStability", line.classes, penalty=STABILITY_PENALTY, id=f"stability:{line.id}"
        )


def _apart(id: str, classes: tuple[str, ...]) -> Constraint:
    return Constraint("NotOverlap", classes, required=True, id=id)


def _lines(data: bytes, source: str) -> Iterator[tuple[Place, list[str]]]:
    """The words of each line that has any."""
    place = Place(source)
    for number, line in enumerate(data.split(b"\n"), start=1):
        place.line = number
        try:
            words = line.decode("utf-8").split()
        except UnicodeDecodeError:
            _refuse("not_text", "is not text", place)
        if words:
            yield place, words


def _below(text: str, limit: int, what: str, place: Place) -> int:
    value = parse_number(text, what, place)
    if value >= limit:
        _refuse("out_of_range", f"{what} must be from 0 to {limit - 1}", place, name=what)
    return value


def _refuse(code: str, text: str, place: Place, **parameters: object) -> NoReturn:
    raise ProblemError(code, text, str(place), **parameters)
