"""What must be scheduled: rooms, courses down to classes, students, constraints.

The model is that of ITC-2019 (Müller, Rudová, Müllerová 2025) with soft
capacity added, so that curriculum-based timetabling (ITC-2007 track 3) fits it:
there, each lecture of a course is a class in a subpart of its own.

Starts, lengths and travel are in slots. Weeks and days are bit masks whose bit
0 is the first week (day).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Time:
    """One weekly pattern: it meets on each of its days in each of its weeks."""

    weeks: int
    days: int
    start: int
    length: int

    @property
    def end(self) -> int:
        """First slot after the meeting."""
        return self.start + self.length

    @property
    def week_slots(self) -> int:
        """Slots of all meetings of one of its weeks."""
        return self.length * self.days.bit_count()

    @property
    def slots(self) -> int:
        """Slots of all meetings in all of its weeks."""
        return self.week_slots * self.weeks.bit_count()

    def shares_day(self, other: "Time") -> bool:
        """True when both meet on a common day of a common week."""
        return bool(self.weeks & other.weeks) and bool(self.days & other.days)

    def overlaps(self, other: "Time") -> bool:
        """True when the two share a week, a day and a slot."""
        return self.start < other.end and other.start < self.end and self.shares_day(other)


@dataclass(frozen=True, slots=True)
class TimeOption:
    """A time with its price: one that a class may meet at, or hours that somebody minds."""

    time: Time
    penalty: int = 0

    def minded(self, time: Time) -> int:
        """What a class at this time costs whoever minds these hours: once a day in common."""
        if not self.time.overlaps(time):
            return 0
        return self.penalty * (self.time.days & time.days).bit_count()


@dataclass(frozen=True, slots=True)
class RoomOption:
    room: str
    penalty: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """`travel` holds slots to other rooms, in both directions' entries; absent is 0."""

    id: str
    capacity: int
    unavailable: tuple[Time, ...] = ()
    travel: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InstructorOption:
    """Who may teach a class: one instructor, several together, or nobody named."""

    instructors: tuple[str, ...]
    penalty: int = 0


@dataclass(frozen=True, slots=True)
class Instructor:
    """Somebody who teaches classes that have `instructors`.

    A class taught at a time of `preferences` costs its penalty once for each day that
    both have in common.
    """

    id: str
    unavailable: tuple[Time, ...] = ()
    preferences: tuple[TimeOption, ...] = ()

    def minds(self, time: Time) -> int:
        """What the preferences cost, unweighted, for a class taught at this time."""
        return sum(wish.minded(time) for wish in self.preferences)


@dataclass(frozen=True, slots=True)
class Class:
    """A section that is given one time and, when it needs one, one room.

    `limit` is the most students it can take, None without a limit. `parent` is
    the class that its students must attend too. Where there are `instructors`, it is
    given one of these options, too.
    """

    id: str
    times: tuple[TimeOption, ...]
    rooms: tuple[RoomOption, ...] = ()
    needs_room: bool = True
    limit: int | None = None
    parent: str | None = None
    instructors: tuple[InstructorOption, ...] = ()


@dataclass(frozen=True, slots=True)
class Subpart:
    id: str
    classes: tuple[Class, ...]


@dataclass(frozen=True, slots=True)
class Config:
    id: str
    subparts: tuple[Subpart, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A student of the course takes one config, and one class of each of its subparts."""

    id: str
    configs: tuple[Config, ...]


@dataclass(frozen=True, slots=True)
class Student:
    id: str
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A distribution constraint over classes, in the order in which they are listed.

    `kind` is a name of `constraints.KINDS`; `parameters` are in the order which
    that kind declares. `derived_from` names what in the institution it follows
    from, as `type:id`. With `taught_by` it is about those of its classes which that
    instructor teaches in the timetable, as if it listed no others.
    """

    kind: str
    classes: tuple[str, ...]
    parameters: tuple[int, ...] = ()
    required: bool = False
    penalty: int = 0
    id: str = ""
    derived_from: str = ""
    taught_by: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each component's penalties are multiplied by in the total cost."""

    time: int = 1
    room: int = 1
    distribution: int = 1
    student: int = 1
    capacity: int = 0
    instructor: int = 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The grid of the term. `slot_minutes` and `day_start` (minutes) only matter to people."""

    weeks: int
    days: int
    slots_per_day: int
    slot_minutes: int = 1
    day_start: int = 0

    def clock_hours(self, start: int, end: int) -> range:
        """Hours of the clock that the slots from `start` to before `end` touch."""
        first = (self.day_start + start * self.slot_minutes) // 60
        last = (self.day_start + end * self.slot_minutes - 1) // 60
        return range(first, last + 1)


@dataclass(frozen=True)
class Problem:
    """A whole term. Build it through `horarium.formats`, which also validates.

    `origin` says in which format its solutions are written: itc2019, itc2007 or
    native. `institution` is the optional part of the native document with names
    and people, `history` that of earlier terms; the search reads neither.
    """

    name: str
    calendar: Calendar
    weights: Weights
    rooms: tuple[Room, ...]
    courses: tuple[Course, ...]
    students: tuple[Student, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    origin: str = "native"
    institution: Mapping[str, Any] | None = None
    history: Mapping[str, Any] | None = None
    instructors: tuple[Instructor, ...] = ()

    @cached_property
    def classes(self) -> Mapping[str, Class]:
        """Every class by id, in the order of the courses."""
        return {cls.id: cls for cls in self._iterate_classes()}

    @cached_property
    def offered(self) -> Sequence[Time]:
        """Every time at which some class could meet, once."""
        options = (option for cls in self.classes.values() for option in cls.times)
        return list(dict.fromkeys(option.time for option in options))

    @cached_property
    def room(self) -> Mapping[str, Room]:
        """Every room by id."""
        return {room.id: room for room in self.rooms}

    @cached_property
    def instructor(self) -> Mapping[str, Instructor]:
        """Every instructor by id."""
        return {instructor.id: instructor for instructor in self.instructors}

    @cached_property
    def course(self) -> Mapping[str, Course]:
        """Every course by id."""
        return {course.id: course for course in self.courses}

    def constrained(self, *constraints: Constraint) -> "Problem":
        """The same problem with these constraints more."""
        return replace(self, constraints=(*self.constraints, *constraints))

    def _iterate_classes(self) -> Iterator[Class]:
        for course in self.courses:
            for config in course.configs:
                for subpart in config.subparts:
                    yield from subpart.classes

    def travel(self, a: str | None, b: str | None) -> int:
        """Slots needed between two rooms; 0 when either class has no room."""
        if a is None or b is None or a == b:
            return 0
        return self.room[a].travel.get(b, 0)


class ProblemError(ValueError):
    """Input that cannot be understood or contradicts itself.

    `code` and `parameters` are for programs, the text for people. `place` names
    the file's line or the element ("class c12", "line 40").
    """

    def __init__(self, code: str, text: str, place: str = "", **parameters: Any) -> None:
        super().__init__(f"{place}: {text}" if place else text)
        self.code = code
        self.text = text
        self.place = place
        self.parameters = parameters
