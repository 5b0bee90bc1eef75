"""Everything that is read of a term, in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from campus.models import (
    Cohort,
    Instructor,
    InstructorPreference,
    InstructorUnavailability,
    RoomUnavailability,
    Student,
    Term,
)
from courses.models import (
    Class,
    ClassAlternative,
    ClassInstructor,
    CohortOffering,
    Config,
    Constraint,
    Enrolment,
    Offering,
    Subpart,
)
from courses.selectors import rooms_of

Document = dict[str, Any]
HOURS = ("weeks", "days", "start_minute", "length_minutes")


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
        self.closed = grouped(RoomUnavailability.objects.filter(term=term), "room_id", *HOURS)
        self.preferences = grouped(
            InstructorPreference.objects.filter(term=term), "instructor_id", *HOURS, "penalty"
        )
        self.unavailable = grouped(
            InstructorUnavailability.objects.filter(term=term), "instructor_id", *HOURS
        )
        self.enrolments = grouped(
            Enrolment.objects.filter(offering__in=self.course_id), "student_id", "offering_id"
        )
        self.curricula = grouped(
            CohortOffering.objects.filter(offering__in=self.course_id),
            "cohort_id",
            "offering_id",
        )
        self.teaching = grouped(
            ClassInstructor.objects.filter(cls__in=self.class_id), "instructor_id", "cls_id"
        )
        self.could_teach = grouped(
            ClassAlternative.objects.filter(cls__in=self.class_id), "instructor_id", "cls_id"
        )
        self.instructors = list(self._instructors())
        self.teachers: dict[Any, list[Instructor]] = defaultdict(list)
        for instructor in self.instructors:
            for cls in self.teaching[instructor.pk]:
                self.teachers[cls].append(instructor)
        self.configs = grouped(
            Config.objects.filter(offering__in=self.course_id),
            "offering_id",
            "id",
            "external_id",
        )
        self.subparts: dict[Any, list[Subpart]] = defaultdict(list)
        configs = [key for configs in self.configs.values() for key, _ in configs]
        for subpart in Subpart.objects.filter(config__in=configs):
            self.subparts[subpart.config_id].append(subpart)
        self.classes_of: dict[Any, list[Class]] = defaultdict(list)
        for class_ in self.classes:
            self.classes_of[class_.subpart_id].append(class_)

    def cohorts(self) -> list[Cohort]:
        """Those of the institution; a self-contained term has none."""
        if self.term.self_contained:
            return []
        return list(Cohort.objects.select_related("programme").order_by("id"))

    def students(self, asking: set[Any]) -> Iterator[tuple[Any, str, Any]]:
        """Who takes part (key, id, cohort): all of the term's own, else who takes something.

        Enrolled, `asking` for a course, or of a cohort that has a curriculum.
        """
        rows = Student.objects.order_by("id").values_list("id", "external_id", "cohort_id")
        if self.term.self_contained:
            yield from rows.filter(term=self.term)
            return
        for row in rows.filter(term=None):
            if row[0] in self.enrolments or row[0] in asking or row[2] in self.curricula:
                yield row

    def _instructors(self) -> QuerySet[Instructor]:
        rows = Instructor.objects.select_related("department").order_by("id")
        taking_part = {*self.teaching, *self.could_teach}
        return rows.filter(pk__in=taking_part) if self.term.self_contained else rows


def grouped(rows: QuerySet[Any], by: str, *fields: str) -> dict[Any, list[Any]]:
    """The rows' fields (one: its value, more: a tuple) in order, by another field."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, *values in rows.order_by("id").values_list(by, *fields):
        groups[key].append(values[0] if len(values) == 1 else tuple(values))
    return groups
