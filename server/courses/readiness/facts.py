"""What the checks look at. Options are counted by the database: there may be 100,000."""

from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, IntegerField, Max, Min, Value
from django.db.models.functions import Length, Replace

from campus.models import Feature, Instructor, RoomFeature, RoomUnavailability, Term
from courses.compile.choices import blocked_hours
from courses.compile.demand import seats
from courses.compile.offers import part_hours, teaching_week
from courses.compile.rows import HOURS, grouped
from courses.models import (
    Class,
    ClassAlternative,
    ClassInstructor,
    CourseFeature,
    CourseRequest,
    Enrolment,
    Offering,
    Pin,
    RoomOption,
    TimeOption,
)
from courses.options.hours import Hours, overlap, week_minutes
from courses.options.rooms import FIELDS, Need, RoomFinder
from courses.selectors import rooms_of

# Only what is looked at: reading everything of thousands of rows takes most of the time.
_SUBPART = ("config", "part", "week_minutes", "meetings", "room_type")
_CLASS_FIELDS = (
    *("name", "limit", "parent", "needs_room", "needs_accessible"),
    "subpart__config__offering",
    *(f"subpart__{name}" for name in _SUBPART),
)
_HOURS = ("lecture_hours", "tutorial_hours", "practical_hours")
_OFFERING_FIELDS = tuple(
    f"course__{name}" for name in ("code", "name", "type", "department", *_HOURS)
)
_LIMITS = ("max_week_minutes", "max_day_minutes")
_INSTRUCTOR_FIELDS = ("name", *_LIMITS, "research_day", "needs_accessible")


class Stated(NamedTuple):
    """The times that somebody stated for a class: how many, least minutes a week."""

    number: int
    least: int


class Facts:
    def __init__(self, term: Term) -> None:
        self.term = term
        self.week = teaching_week(term)
        self.classes = list(
            Class.objects.filter(term=term)
            .select_related("subpart__config")
            .only(*_CLASS_FIELDS)
            .order_by("id")
        )
        self.rooms = list(rooms_of(term).only("name", *FIELDS))
        self.room = {room.pk: room for room in self.rooms}
        self.offerings = {
            row.pk: row
            for row in Offering.objects.filter(term=term)
            .select_related("course")
            .only(*_OFFERING_FIELDS)
        }
        self.stated = self._stated()
        self.stated_rooms = dict(
            RoomOption.objects.filter(cls__term=term)
            .order_by()
            .values_list("cls_id")
            .annotate(rooms=ArrayAgg("room_id"))
        )
        self.needs = grouped(
            CourseFeature.objects.filter(course__offerings__term=term),
            "course_id",
            "feature_id",
            "part",
        )
        self.room_features = grouped(
            RoomFeature.objects.filter(room__in=self.room), "room_id", "feature_id"
        )
        self.feature = {row.pk: row.name for row in Feature.objects.all()}
        self.finder = RoomFinder(self.rooms, self.room_features)
        self.pins = {
            pin.cls_id: pin for pin in Pin.objects.filter(term=term).select_related("room")
        }
        self.alternatives = grouped(
            ClassAlternative.objects.filter(cls__term=term), "cls_id", "instructor_id"
        )
        self.teachers, self.instructors = self._teachers()
        self.blocked = blocked_hours(term, self.instructors.values())
        self.closed = grouped(RoomUnavailability.objects.filter(term=term), "room_id", *HOURS)

    def offering(self, cls: Class) -> Offering:
        return self.offerings[cls.subpart.config.offering_id]

    @cached_property
    def configs(self) -> dict[UUID, dict[UUID, dict[UUID, list[Class]]]]:
        """Classes by offering, configuration and subpart."""
        configs: dict[Any, Any] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for cls in self.classes:
            config = cls.subpart.config
            configs[config.offering_id][config.pk][cls.subpart_id].append(cls)
        return configs

    @cached_property
    def seats(self) -> dict[UUID, int | None]:
        """By offering how many it takes; None: as many as want."""
        return {
            key: seats(subparts.values() for subparts in self.configs.get(key, {}).values())
            for key in self.offerings
        }

    @cached_property
    def enrolled(self) -> dict[UUID, int]:
        """By offering the students whom nobody asks anymore: enrolled, or by curriculum."""
        rows = Enrolment.objects.filter(offering__in=self.offerings).order_by()
        return dict(rows.values_list("offering_id").annotate(n=Count("pk")))

    @cached_property
    def requested(self) -> set[UUID]:
        rows = CourseRequest.objects.filter(term=self.term).order_by()
        return set(rows.values_list("offering_id", flat=True).distinct())

    @cached_property
    def rooms_for(self) -> dict[UUID, list[UUID]]:
        """By class the rooms that it may get: pinned, stated, or derived."""
        return {cls.pk: self._rooms(cls) for cls in self.classes if cls.needs_room}

    @cached_property
    def minutes(self) -> dict[UUID, int]:
        """By class the minutes it takes in a week, at least."""
        return {cls.pk: self._minutes(cls) for cls in self.classes}

    def need(self, cls: Class) -> Need:
        course = self.offering(cls).course
        part = cls.subpart.part
        return Need(
            part,
            cls.subpart.room_type,
            cls.limit or 0,
            frozenset(f for f, of in self.needs.get(course.pk, ()) if of in ("", part)),
            course.department_id,
            cls.needs_accessible or any(i.needs_accessible for i in self._could_teach(cls)),
        )

    def teaching(self, cls: Class) -> list[Instructor]:
        """Who teaches the class in any case: of one with alternatives, nobody."""
        return [self.instructors[key] for key in self.certain.get(cls.pk, ())]

    @cached_property
    def certain(self) -> dict[UUID, list[UUID]]:
        """By class who teaches it in any case."""
        return {
            cls: keys for cls, keys in self.teachers.items() if cls not in self.alternatives
        }

    def _could_teach(self, cls: Class) -> list[Instructor]:
        keys = (*self.teachers.get(cls.pk, ()), *self.alternatives.get(cls.pk, ()))
        return [self.instructors[key] for key in keys]

    def blocking(self, cls: Class) -> list[Hours]:
        """When the instructors of a class cannot teach."""
        return [h for i in self.teaching(cls) for h in self.blocked.get(i.pk, ())]

    def derived(self, cls: Class) -> tuple[Hours, ...] | None:
        """The times that follow from the term; None where the class's hours are unknown."""
        subpart = cls.subpart
        shape = self.week.shape(
            subpart.part,
            part_hours(self.offering(cls), subpart.part),
            subpart.week_minutes,
            subpart.meetings,
        )
        return None if shape is None else self.week.times(shape)

    def times(self, classes: list[Class]) -> dict[UUID, list[Hours]]:
        """By class the times that it may get: pinned, stated, or derived."""
        found = self.stated_times(classes)
        for cls in classes:
            pin = self.pins.get(cls.pk)
            if pin is not None and pin.start_minute is not None:
                found[cls.pk] = [
                    (pin.weeks, pin.days, pin.start_minute, pin.length_minutes or 0)
                ]
            elif cls.pk not in self.stated:
                found[cls.pk] = list(self.derived(cls) or ())
        return found

    def stated_times(self, classes: list[Class]) -> dict[UUID, list[Hours]]:
        rows = TimeOption.objects.filter(cls__in=[cls.pk for cls in classes])
        return grouped(rows, "cls_id", *HOURS)

    @cached_property
    def window(self) -> int:
        """Minutes of a week in which classes may meet at all."""
        span = TimeOption.objects.filter(cls__term=self.term).aggregate(
            first=Min("start_minute"), last=Max(F("start_minute") + F("length_minutes"))
        )
        if span["first"] is None:
            return self.week.minutes()
        first = min(span["first"], self.week.start)
        last = max(span["last"], self.week.end)
        return int(self.term.days * (last - first)) if self._wide else self._narrow(span)

    @property
    def _wide(self) -> bool:
        """True where some times are stated and some follow from the term."""
        return len(self.stated) < len(self.classes)

    def _narrow(self, span: dict[str, int]) -> int:
        days = TimeOption.objects.filter(cls__term=self.term).order_by().values_list("days")
        used = {day for (bits,) in days.distinct() for day, b in enumerate(bits) if b == "1"}
        return len(used) * (span["last"] - span["first"])

    def _stated(self) -> dict[UUID, Stated]:
        days = Length(Replace("days", Value("0"), Value("")), output_field=IntegerField())
        rows = (
            TimeOption.objects.filter(cls__term=self.term)
            .order_by()
            .values_list("cls_id")
            .annotate(n=Count("pk"), least=Min(days * F("length_minutes")))
        )
        return {cls: Stated(n, least) for cls, n, least in rows}

    def _teachers(self) -> tuple[dict[UUID, list[UUID]], dict[UUID, Instructor]]:
        teachers: dict[UUID, list[UUID]] = defaultdict(list)
        pairs = ClassInstructor.objects.filter(cls__term=self.term).order_by("id")
        for cls, instructor in pairs.values_list("cls_id", "instructor_id"):
            teachers[cls].append(instructor)
        lists = (*teachers.values(), *self.alternatives.values())
        keys = {key for keys in lists for key in keys}
        rows = Instructor.objects.filter(pk__in=keys).only(*_INSTRUCTOR_FIELDS)
        return teachers, {row.pk: row for row in rows}

    def _rooms(self, cls: Class) -> list[UUID]:
        pin = self.pins.get(cls.pk)
        if pin is not None and pin.room_id is not None:
            return [pin.room_id]
        return self.stated_rooms.get(cls.pk) or [
            key for key, _ in self.finder.find(self.need(cls))
        ]

    def _minutes(self, cls: Class) -> int:
        pin = self.pins.get(cls.pk)
        if pin is not None and pin.start_minute is not None:
            return week_minutes((pin.weeks, pin.days, 0, pin.length_minutes or 0))
        if cls.pk in self.stated:
            return self.stated[cls.pk].least
        times = self.derived(cls)
        return week_minutes(times[0]) if times else 0


def free(times: list[Hours] | tuple[Hours, ...], blocked: list[Hours]) -> bool:
    """True when one of the times is clear of all that is blocked."""
    return any(not any(overlap(time, hours) for hours in blocked) for time in times)
