"""Everything that is read of a term, in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from campus.models import (
    Cohort,
    Instructor,
    InstructorPreference,
    RoomUnavailability,
    Student,
    Term,
)
from courses.grid import Grid, grid_of, spans
from courses.models import (
    Class,
    ClassInstructor,
    Config,
    Constraint,
    Enrolment,
    Offering,
    Subpart,
    TimeOption,
)
from courses.selectors import rooms_of

Document = dict[str, Any]
_HOURS = ("weeks", "days", "start_minute", "length_minutes")


class Rows:
    """Keys are primary keys; `room_id`, `class_id` and so on lead to external ids.

    Children are asked for by the keys of their parents, not by a join: right after
    a large import the planner has no statistics, and would choose nested loops.
    """

    def __init__(self, term: Term) -> None:
        self.term = term
        self.rooms = list(rooms_of(term).select_related("building", "department"))
        self.room_id = {room.pk: room.external_id for room in self.rooms}
        self.offerings = list(
            Offering.objects.filter(term=term).select_related("course__department")
        )
        self.course_id = {o.pk: o.course.external_id for o in self.offerings}
        self.classes = list(Class.objects.filter(term=term))
        self.class_id = {cls.pk: cls.external_id for cls in self.classes}
        self.constraints = list(Constraint.objects.filter(term=term))
        self.times = grouped(
            TimeOption.objects.filter(cls__in=self.class_id), "cls_id", *_HOURS, "penalty"
        )
        self.closed = grouped(RoomUnavailability.objects.filter(term=term), "room_id", *_HOURS)
        self.preferences = grouped(
            InstructorPreference.objects.filter(term=term), "instructor_id", *_HOURS, "penalty"
        )
        self.enrolments = grouped(
            Enrolment.objects.filter(offering__in=self.course_id), "student_id", "offering_id"
        )
        self.students = list(self._students())
        self.student_id = {key: id for key, id, _ in self.students}
        self.teaching = grouped(
            ClassInstructor.objects.filter(cls__in=self.class_id), "instructor_id", "cls_id"
        )
        self.instructors = list(self._instructors())
        self.configs = grouped(
            Config.objects.filter(offering__in=self.course_id),
            "offering_id",
            "id",
            "external_id",
        )
        self.subparts = grouped(
            Subpart.objects.filter(
                config__in=[key for configs in self.configs.values() for key, _ in configs]
            ),
            "config_id",
            "id",
            "external_id",
            "part",
        )
        self.classes_of: dict[Any, list[Class]] = defaultdict(list)
        for cls in self.classes:
            self.classes_of[cls.subpart_id].append(cls)
        self.grid: Grid = self._grid()

    def hours(self, weeks: str, days: str, start: int, length: int) -> Document:
        """A meeting of the document, in slots."""
        return {
            "weeks": weeks,
            "days": days,
            "start": self.grid.clock.slot_at(start),
            "length": self.grid.clock.slots(length),
        }

    def cohorts(self) -> Iterator[tuple[Cohort, list[Any]]]:
        """Cohorts with the keys of those of their students who take part."""
        members: dict[Any, list[Any]] = defaultdict(list)
        for key, _, cohort in self.students:
            members[cohort].append(key)
        for row in Cohort.objects.select_related("programme").order_by("id"):
            yield row, members[row.pk]

    def _students(self) -> Iterator[tuple[Any, str, Any]]:
        """Who takes part (key, id, cohort): all of the term's own, else who is enrolled."""
        rows = Student.objects.order_by("id").values_list("id", "external_id", "cohort_id")
        if self.term.self_contained:
            yield from rows.filter(term=self.term)
        else:
            yield from (row for row in rows.filter(term=None) if row[0] in self.enrolments)

    def _instructors(self) -> QuerySet[Instructor]:
        rows = Instructor.objects.select_related("department").order_by("id")
        return rows.filter(pk__in=self.teaching) if self.term.self_contained else rows

    def _grid(self) -> Grid:
        hours = chain(*self.times.values(), *self.closed.values(), *self.preferences.values())
        minutes = (m for c in self.constraints for m in spans(c.kind, c.parameters))
        return grid_of(self.term, ((row[2], row[3]) for row in hours), minutes)


def grouped(rows: QuerySet[Any], by: str, *fields: str) -> dict[Any, list[Any]]:
    """The rows' fields (one: its value, more: a tuple) in order, by another field."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, *values in rows.order_by("id").values_list(by, *fields):
        groups[key].append(values[0] if len(values) == 1 else tuple(values))
    return groups
