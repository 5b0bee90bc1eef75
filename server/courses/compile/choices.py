"""The times and rooms of each class: pinned, stated, or else derived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from campus.models import (
    Break,
    Holiday,
    Instructor,
    InstructorUnavailability,
    Room,
    RoomFeature,
    Term,
)
from courses.compile.rows import HOURS, Rows, grouped
from courses.compile.teaching import Teaching
from courses.models import (
    Class,
    CourseFeature,
    Offering,
    Part,
    Pin,
    RoomOption,
    Subpart,
    TimeOption,
)
from courses.options.hours import Hours, cost, overlap
from courses.options.rooms import Need, RoomFinder
from courses.options.times import TeachingWeek

Fixed = tuple[Hours, UUID | None, UUID | None]
"""Where a class is in the timetable that it stays in: hours, room, and who teaches instead."""


@dataclass
class Choice:
    """What a class may get, with penalties; `derived` names what nobody stated."""

    times: list[tuple[Hours, int]]
    rooms: list[tuple[UUID, int]]
    derived: list[str] = field(default_factory=list)
    pin: tuple[Hours | None, UUID | None] | None = None


class Choices:
    """By class its `Choice`. `fixed` classes stay where they are."""

    def __init__(self, rows: Rows, fixed: Mapping[UUID, Fixed]) -> None:
        self.rows = rows
        self.week = teaching_week(rows.term)
        self.features = grouped(
            RoomFeature.objects.filter(room__in=rows.room_id), "room_id", "feature_id"
        )
        self.finder = RoomFinder(rows.rooms, self.features)
        courses = [offering.course_id for offering in rows.offerings]
        self.needs = grouped(
            CourseFeature.objects.filter(course__in=courses), "course_id", "feature_id", "part"
        )
        self.stated_times = grouped(
            TimeOption.objects.filter(cls__in=rows.class_id), "cls_id", *HOURS, "penalty"
        )
        self.stated_rooms = grouped(
            RoomOption.objects.filter(cls__in=rows.class_id), "cls_id", "room_id", "penalty"
        )
        self.pins = {pin.cls_id: _pinned(pin) for pin in Pin.objects.filter(term=rows.term)}
        self.fixed = fixed
        self.teaching = Teaching(rows, {cls: instead for cls, (*_, instead) in fixed.items()})
        self.blocked = blocked_hours(rows.term, rows.instructors)
        self.held: dict[UUID, Hours] = {}
        self._common: dict[Any, list[tuple[Hours, int]]] = {}
        self.of = {
            cls.pk: self._choice(cls, subpart, offering)
            for offering in rows.offerings
            for config, _ in rows.configs[offering.pk]
            for subpart in rows.subparts[config]
            for cls in rows.classes_of[subpart.pk]
        }

    def _choice(self, cls: Class, subpart: Subpart, offering: Offering) -> Choice:
        choice = Choice(self._stated(cls), list(self.stated_rooms[cls.pk]))
        if not choice.times and cls.pk not in self.stated_times:
            choice.times = self._derived(cls, subpart, offering)
            choice.derived.append("times")
        if cls.needs_room and not choice.rooms:
            choice.rooms = self.finder.find(self.need(cls, subpart, offering))
            choice.derived.append("rooms")
        pinned = self.pins.get(cls.pk)
        hours, room = pinned or self.fixed.get(cls.pk, (None, None))[:2]
        choice.pin = pinned
        if hours is not None:
            self.held[cls.pk] = hours
            choice.times = [(hours, dict(choice.times).get(hours, 0))]
        if room is not None and cls.needs_room and room in self.rows.room_id:
            choice.rooms = [(room, dict(choice.rooms).get(room, 0))]
        return choice

    def features_of(self, room: Room) -> list[UUID]:
        features: list[UUID] = self.features.get(room.pk, [])
        return features

    def _stated(self, cls: Class) -> list[tuple[Hours, int]]:
        """Those at which the instructors are there; a time costs what they mind, too."""
        stated = self.stated_times.get(cls.pk, ())
        blocked, wishes = self._minds(cls)
        if not blocked and not wishes:
            return [(time[:4], time[4]) for time in stated]
        return [
            (time[:4], time[4] + cost(wishes, time[:4]))
            for time in stated
            if not any(overlap(time[:4], hours) for hours in blocked)
        ]

    def _derived(
        self, cls: Class, subpart: Subpart, offering: Offering
    ) -> list[tuple[Hours, int]]:
        shape = self.week.shape(
            subpart.part,
            part_hours(offering, subpart.part),
            subpart.week_minutes,
            subpart.meetings,
        )
        if shape is None:
            return []
        blocked, wishes = self._minds(cls)
        key = shape, tuple(blocked), tuple(wishes)
        if key not in self._common:
            self._common[key] = [
                (hours, cost(wishes, hours))
                for hours in self.week.times(shape)
                if not any(overlap(hours, other) for other in blocked)
            ]
        return self._common[key]

    def _minds(self, cls: Class) -> tuple[list[Hours], list[Any]]:
        """When the class's instructors cannot teach, and when they would rather not.

        Those whom classes choose say so themselves in the document.
        """
        if cls.pk in self.teaching.teams:
            return [], []
        teachers = self.rows.teachers.get(cls.pk, ())
        blocked = [hours for i in teachers for hours in self.blocked.get(i.pk, ())]
        wishes = [wish for i in teachers for wish in self.rows.preferences.get(i.pk, ())]
        return blocked, wishes

    def need(self, cls: Class, subpart: Subpart, offering: Offering) -> Need:
        features = frozenset(
            feature
            for feature, part in self.needs.get(offering.course_id, ())
            if part in ("", subpart.part)
        )
        teachers = self.teaching.everybody(cls)
        return Need(
            subpart.part,
            subpart.room_type,
            cls.limit or 0,
            features,
            offering.course.department_id,
            cls.needs_accessible or any(i.needs_accessible for i in teachers),
        )


def teaching_week(term: Term) -> TeachingWeek:
    """The term's, with its breaks and holidays."""
    return TeachingWeek(
        term,
        tuple(Break.objects.filter(term=term).values_list(*HOURS)),
        tuple(Holiday.objects.filter(term=term).values_list("first_day", "last_day")),
    )


def part_hours(offering: Offering, part: str) -> float | None:
    """The course's weekly hours of a part; a part without a name is a lecture."""
    course = offering.course
    hours = {
        Part.TUTORIAL.value: course.tutorial_hours,
        Part.LAB.value: course.practical_hours,
    }.get(part, course.lecture_hours)
    return None if hours is None else float(hours)


def blocked_hours(term: Term, instructors: Iterable[Instructor]) -> dict[UUID, list[Hours]]:
    """By instructor when classes cannot be: unavailable, or the research day."""
    blocked: dict[UUID, list[Hours]] = grouped(
        InstructorUnavailability.objects.filter(term=term), "instructor_id", *HOURS
    )
    for instructor in instructors:
        day = instructor.research_day
        if day is not None and day < term.days:
            days = "".join("1" if other == day else "0" for other in range(term.days))
            blocked[instructor.pk].append(("1" * term.weeks, days, 0, 24 * 60))
    return dict(blocked)


def _pinned(pin: Pin) -> tuple[Hours | None, UUID | None]:
    if pin.start_minute is None or pin.length_minutes is None:
        return None, pin.room_id
    return (pin.weeks, pin.days, pin.start_minute, pin.length_minutes), pin.room_id
