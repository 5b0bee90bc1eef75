"""The times and rooms that are offered to each class: stated, or else derived; and its pin.

Whether its instructors are there is no part of an offer: `choices` looks at that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from campus.models import Break, Holiday, Room, RoomFeature, Term
from courses.compile.rows import HOURS, Groups, Rows, grouped
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
from courses.options.hours import Hours
from courses.options.rooms import Need, RoomFinder
from courses.options.times import Shape, TeachingWeek

Fixed = tuple[Hours, UUID | None, UUID | None]
"""Where a class is in the timetable that it stays in: hours, room, and who teaches instead."""

Place = tuple[Hours | None, UUID | None]
"""Hours and a room, or one of them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Times and rooms with penalties; `derived` names what nobody stated.

    `shape` is that of derived times. `stays` is where the class is pinned, or else fixed.
    """

    times: Sequence[tuple[Hours, int]]
    rooms: Sequence[tuple[UUID, int]]
    derived: tuple[str, ...]
    shape: Shape | None
    pin: Place | None
    stays: Place

    @property
    def hours(self) -> set[Hours]:
        """Every time that the class may have; where it stays is an offer of its own."""
        held = self.stays[0]
        return {hours for hours, _ in self.times} | ({held} if held else set())

    @property
    def places(self) -> set[UUID]:
        """Every room that it may have; where it stays is an offer of its own."""
        held = self.stays[1]
        return {room for room, _ in self.rooms} | ({held} if held else set())


class Offers:
    """What is offered to each class of the rows. `fixed` classes stay where they are."""

    def __init__(self, rows: Rows, fixed: Mapping[UUID, Fixed]) -> None:
        self.rows = rows
        self.fixed = fixed
        self.teaching = Teaching(rows, {cls: instead for cls, (*_, instead) in fixed.items()})
        self.stated_times = grouped(
            TimeOption.objects.filter(cls__in=rows.class_id), "cls_id", *HOURS, "penalty"
        )
        self.stated_rooms = grouped(
            RoomOption.objects.filter(cls__in=rows.class_id), "cls_id", "room_id", "penalty"
        )
        pins = Pin.objects.filter(term=rows.term, cls__in=rows.class_id)
        self.pins = {pin.cls_id: _pinned(pin) for pin in pins}
        self._derived: dict[Shape, list[tuple[Hours, int]]] = {}

    def of(self, cls: Class, subpart: Subpart, offering: Offering) -> Offer:
        derived, shape = [], None
        times: Sequence[tuple[Hours, int]]
        if cls.pk in self.stated_times:
            times = [(time[:4], time[4]) for time in self.stated_times[cls.pk]]
        else:
            derived.append("times")
            shape = self._shape(subpart, offering)
            times = self._times(shape)
        rooms: Sequence[tuple[UUID, int]] = self.stated_rooms.get(cls.pk, [])
        if cls.needs_room and not rooms:
            derived.append("rooms")
            rooms = self.finder.find(self.need(cls, subpart, offering))
        pin = self.pins.get(cls.pk)
        hours, room = pin or self.fixed.get(cls.pk, (None, None))[:2]
        if room is not None and not (cls.needs_room and room in self.rows.room_id):
            room = None
        return Offer(times, rooms, tuple(derived), shape, pin, (hours, room))

    @cached_property
    def week(self) -> TeachingWeek:
        return teaching_week(self.rows.term)

    @cached_property
    def features(self) -> Groups:
        rows = RoomFeature.objects.filter(room__in=self.rows.room_id)
        return grouped(rows, "room_id", "feature_id")

    @cached_property
    def finder(self) -> RoomFinder:
        return RoomFinder(self.rows.rooms, self.features)

    @cached_property
    def needs(self) -> Groups:
        courses = [offering.course_id for offering in self.rows.offerings]
        rows = CourseFeature.objects.filter(course__in=courses)
        return grouped(rows, "course_id", "feature_id", "part")

    def features_of(self, room: Room) -> list[UUID]:
        features: list[UUID] = self.features.get(room.pk, [])
        return features

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

    def _shape(self, subpart: Subpart, offering: Offering) -> Shape | None:
        hours = part_hours(offering, subpart.part)
        return self.week.shape(subpart.part, hours, subpart.week_minutes, subpart.meetings)

    def _times(self, shape: Shape | None) -> Sequence[tuple[Hours, int]]:
        if shape is None:
            return []
        if shape not in self._derived:
            self._derived[shape] = [(hours, 0) for hours in self.week.times(shape)]
        return self._derived[shape]


def offers_of(
    term: Term, classes: Collection[UUID], fixed: Mapping[UUID, Fixed]
) -> dict[UUID, Offer]:
    """What these classes are offered when the term is compiled; nothing of others is read."""
    rows = Rows(term, classes)
    offers = Offers(rows, fixed)
    return {row[0].pk: offers.of(*row) for row in rows.each()}


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


def _pinned(pin: Pin) -> Place:
    if pin.start_minute is None or pin.length_minutes is None:
        return None, pin.room_id
    return (pin.weeks, pin.days, pin.start_minute, pin.length_minutes), pin.room_id
