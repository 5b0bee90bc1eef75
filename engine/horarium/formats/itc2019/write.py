"""Writing ITC-2019 XML: problems, with a list of what the format cannot hold, and solutions."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr  # nosec B406

from horarium.constraints import KINDS, pairs, sets
from horarium.formats.fields import format_bits
from horarium.formats.itc2019.ids import Ids, class_ids, numbered, room_ids, student_ids
from horarium.formats.loss import Loss, clock_losses
from horarium.problem import Calendar, Class, Constraint, Course, Problem, Room, Time
from horarium.solution import Placement, Solution

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {} PUBLIC "-//ITC 2019//DTD Problem Format/EN" '
    '"http://www.itc2019.org/competition-format.dtd">'
)
_KINDS = {kind.name for kind in (*pairs.KINDS, *sets.KINDS) if kind.component == "distribution"}


def encode_problem(problem: Problem) -> tuple[bytes, list[Loss]]:
    """The problem as XML, and what of it the format cannot hold."""
    lines = [_HEAD.format("problem"), *_Writer(problem).lines()]
    return "\n".join(lines).encode() + b"\n", list(_losses(problem))


def encode_solution(
    problem: Problem, solution: Solution, *, seconds: float = 0, cores: int = 1
) -> bytes:
    """The solution as XML, with the attributes that the competition asks for."""
    classes, students = class_ids(problem), student_ids(problem)
    rooms = room_ids(problem)
    attending: dict[str, list[str]] = {id: [] for id in problem.classes}
    for student, attended in solution.students.items():
        for id in attended:
            attending[id].append(students[student])
    about = {
        "name": problem.name,
        "runtime": f"{seconds:.1f}",
        "cores": str(cores),
        "technique": "Local search",
        "author": "Horarium",
        "institution": "Horarium",
        "country": "none",
    }
    lines = [_HEAD.format("solution"), f"<solution{_attributes(about)}>"]
    for id in problem.classes:
        placement = solution.placements.get(id)
        where = _placement(placement, problem.calendar, rooms) if placement else {}
        lines.append(f"  <class{_attributes({'id': classes[id], **where})}>")
        lines += [f"    <student{_attributes({'id': student})}/>" for student in attending[id]]
        lines.append("  </class>")
    lines.append("</solution>")
    return "\n".join(lines).encode() + b"\n"


def _placement(placement: Placement, calendar: Calendar, rooms: Ids) -> dict[str, str]:
    time = placement.time
    where = {
        "days": format_bits(time.days, calendar.days),
        "start": str(time.start),
        "weeks": format_bits(time.weeks, calendar.weeks),
    }
    if placement.room is not None:
        where["room"] = rooms[placement.room]
    return where


class _Writer:
    def __init__(self, problem: Problem) -> None:
        configs = [config for course in problem.courses for config in course.configs]
        self.problem = problem
        self.per_seat = _per_seat(problem) or 0
        self.rooms, self.classes = room_ids(problem), class_ids(problem)
        self.students = student_ids(problem)
        self.courses = numbered(problem, problem.course)
        self.configs = numbered(problem, (config.id for config in configs))
        self.subparts = numbered(
            problem, (subpart.id for config in configs for subpart in config.subparts)
        )

    def lines(self) -> Iterator[str]:
        problem, calendar, weights = self.problem, self.problem.calendar, self.problem.weights
        root = {
            "name": problem.name,
            "nrDays": calendar.days,
            "slotsPerDay": calendar.slots_per_day,
            "nrWeeks": calendar.weeks,
        }
        yield f"<problem{_attributes(root)}>"
        optimization = {
            "time": weights.time,
            "room": weights.room,
            "distribution": weights.distribution,
            "student": weights.student,
        }
        yield f"  <optimization{_attributes(optimization)}/>"
        yield "  <rooms>"
        written: set[str] = set()
        for room in problem.rooms:
            yield from self.room(room, written)
            written.add(room.id)
        yield "  </rooms>"
        yield "  <courses>"
        for course in problem.courses:
            yield from self.course(course)
        yield "  </courses>"
        yield "  <distributions>"
        for constraint in problem.constraints:
            if _held(constraint):
                yield from self.constraint(constraint)
        yield "  </distributions>"
        yield "  <students>"
        for student in problem.students:
            yield f"    <student{_attributes({'id': self.students[student.id]})}>"
            for id in student.courses:
                yield f"      <course{_attributes({'id': self.courses[id]})}/>"
            yield "    </student>"
        yield "  </students>"
        yield "</problem>"

    def room(self, room: Room, written: set[str]) -> Iterator[str]:
        """A room; travel is symmetric and written once, in the room that comes first."""
        head = {"id": self.rooms[room.id], "capacity": room.capacity}
        yield f"    <room{_attributes(head)}>"
        for other, slots in room.travel.items():
            if other not in written:
                travel = {"room": self.rooms[other], "value": slots}
                yield f"      <travel{_attributes(travel)}/>"
        for time in room.unavailable:
            yield f"      <unavailable{_attributes(self.time(time))}/>"
        yield "    </room>"

    def course(self, course: Course) -> Iterator[str]:
        yield f"    <course{_attributes({'id': self.courses[course.id]})}>"
        for config in course.configs:
            yield f"      <config{_attributes({'id': self.configs[config.id]})}>"
            for subpart in config.subparts:
                yield f"        <subpart{_attributes({'id': self.subparts[subpart.id]})}>"
                for cls in subpart.classes:
                    yield from self.cls(cls)
                yield "        </subpart>"
            yield "      </config>"
        yield "    </course>"

    def cls(self, cls: Class) -> Iterator[str]:
        head: dict[str, object] = {"id": self.classes[cls.id]}
        if cls.limit is not None:
            head["limit"] = cls.limit
        if cls.parent is not None:
            head["parent"] = self.classes[cls.parent]
        if not cls.needs_room:
            head["room"] = "false"
        yield f"          <class{_attributes(head)}>"
        for room in cls.rooms:
            penalty = room.penalty + self.per_seat * self.without_seat(cls, room.room)
            option = {"id": self.rooms[room.room], "penalty": penalty}
            yield f"            <room{_attributes(option)}/>"
        for time in cls.times:
            meeting = {**self.time(time.time), "penalty": time.penalty}
            yield f"            <time{_attributes(meeting)}/>"
        yield "          </class>"

    def without_seat(self, cls: Class, room: str) -> int:
        return max(0, (cls.limit or 0) - self.problem.room[room].capacity)

    def time(self, time: Time) -> dict[str, object]:
        calendar = self.problem.calendar
        return {
            "days": format_bits(time.days, calendar.days),
            "start": time.start,
            "length": time.length,
            "weeks": format_bits(time.weeks, calendar.weeks),
        }

    def constraint(self, constraint: Constraint) -> Iterator[str]:
        parameters = ",".join(map(str, constraint.parameters))
        head = {"type": f"{constraint.kind}({parameters})" if parameters else constraint.kind}
        if constraint.required:
            head["required"] = "true"
        else:
            head["penalty"] = str(constraint.penalty)
        yield f"    <distribution{_attributes(head)}>"
        for id in constraint.classes:
            yield f"      <class{_attributes({'id': self.classes[id]})}/>"
        yield "    </distribution>"


def _losses(problem: Problem) -> Iterator[Loss]:
    if problem.weights.capacity:
        code = "capacity_changed" if _per_seat(problem) else "capacity_dropped"
        yield Loss(code, "problem", parameters={"weight": problem.weights.capacity})
    yield from clock_losses(problem.calendar, max(1, 1440 // problem.calendar.slots_per_day), 0)
    if problem.institution:
        yield Loss("names_dropped", "institution")
    if problem.instructors:
        yield Loss("instructors_dropped", "problem", problem.name)
    for constraint in problem.constraints:
        if not _held(constraint):
            kind = {"kind": constraint.kind, "component": KINDS[constraint.kind].component}
            yield Loss("constraint_dropped", "constraint", constraint.id, kind)
    for element, ids in (
        ("room", room_ids(problem)),
        ("class", class_ids(problem)),
        ("student", student_ids(problem)),
    ):
        for id, written in ids.items():
            if id != written:
                yield Loss("id_changed", element, id, {"written": written})


def _held(constraint: Constraint) -> bool:
    """Whether the format has the constraint: nobody chooses there who teaches."""
    return constraint.kind in _KINDS and not constraint.taught_by


def _per_seat(problem: Problem) -> int | None:
    """What a missing seat adds to a room's penalty to cost the same, None if it cannot."""
    weights = problem.weights
    if not weights.room or weights.capacity % weights.room:
        return None
    return weights.capacity // weights.room


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in values.items())
