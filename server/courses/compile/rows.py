"""Everything that is read of a term, in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from campus.models import (
    Cohort,
    Instructor,
    InstructorPreference,
    InstructorUnavailability,
    Room,
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
from courses.options.rooms import FIELDS
from courses.selectors import rooms_of

Document = dict[str, Any]
Groups = dict[Any, list[Any]]
HOURS = ("weeks", "days", "start_minute", "length_minutes")


class Rows:
    """Keys are primary keys; `room_id`, `class_id` and so on lead to external ids.

    Each kind is read when it is first asked for; with `only`, nothing of other classes.

    Children are asked for by the keys of their parents, not by a join: right after
    a large import the planner has no statistics, and would choose nested loops.
    """

    def __init__(self, term: Term, only: Collection[Any] | None = None) -> None:
        self.term = term
        self.only = only

    @cached_property
    def rooms(self) -> list[Room]:
        rows = rooms_of(self.term)
        if self.only is not None:
            return list(rows.only("external_id", *FIELDS))
        return list(rows.select_related("building", "department"))

    @cached_property
    def room_id(self) -> dict[Any, str]:
        return {room.pk: room.external_id for room in self.rooms}

    @cached_property
    def offerings(self) -> list[Offering]:
        """Those with a class, as their parts: what has none is no part of the problem."""
        rows = Offering.objects.filter(pk__in=self.configs)
        return list(rows.select_related("course__department"))

    @cached_property
    def course_id(self) -> dict[Any, str]:
        return {o.pk: o.course.external_id for o in self.offerings}

    @cached_property
    def classes(self) -> list[Class]:
        rows = Class.objects.filter(term=self.term)
        return list(rows if self.only is None else rows.filter(pk__in=self.only))

    @cached_property
    def class_id(self) -> dict[Any, str]:
        return {cls.pk: cls.external_id for cls in self.classes}

    @cached_property
    def constraints(self) -> list[Constraint]:
        return list(Constraint.objects.filter(term=self.term))

    @cached_property
    def closed(self) -> Groups:
        return grouped(RoomUnavailability.objects.filter(term=self.term), "room_id", *HOURS)

    @cached_property
    def preferences(self) -> Groups:
        rows = InstructorPreference.objects.filter(term=self.term)
        return grouped(rows, "instructor_id", *HOURS, "penalty")

    @cached_property
    def unavailable(self) -> Groups:
        rows = InstructorUnavailability.objects.filter(term=self.term)
        return grouped(rows, "instructor_id", *HOURS)

    @cached_property
    def enrolments(self) -> Groups:
        rows = Enrolment.objects.filter(offering__in=self.course_id)
        return grouped(rows, "student_id", "offering_id")

    @cached_property
    def curricula(self) -> Groups:
        rows = CohortOffering.objects.filter(offering__in=self.course_id)
        return grouped(rows, "cohort_id", "offering_id")

    @cached_property
    def teaching(self) -> Groups:
        rows = ClassInstructor.objects.filter(cls__in=self.class_id)
        return grouped(rows, "instructor_id", "cls_id")

    @cached_property
    def could_teach(self) -> Groups:
        rows = ClassAlternative.objects.filter(cls__in=self.class_id)
        return grouped(rows, "instructor_id", "cls_id")

    @cached_property
    def instructors(self) -> list[Instructor]:
        rows = Instructor.objects.select_related("department").order_by("id")
        if self.term.self_contained or self.only is not None:
            rows = rows.filter(pk__in={*self.teaching, *self.could_teach})
        return list(rows)

    @cached_property
    def teachers(self) -> dict[Any, list[Instructor]]:
        teachers: dict[Any, list[Instructor]] = defaultdict(list)
        for instructor in self.instructors:
            for cls in self.teaching[instructor.pk]:
                teachers[cls].append(instructor)
        return teachers

    @cached_property
    def configs(self) -> Groups:
        rows = Config.objects.filter(pk__in=self.subparts)
        return grouped(rows, "offering_id", "id", "external_id")

    @cached_property
    def subparts(self) -> dict[Any, list[Subpart]]:
        subparts: dict[Any, list[Subpart]] = defaultdict(list)
        for subpart in Subpart.objects.filter(pk__in=self.classes_of):
            subparts[subpart.config_id].append(subpart)
        return subparts

    @cached_property
    def classes_of(self) -> dict[Any, list[Class]]:
        classes_of: dict[Any, list[Class]] = defaultdict(list)
        for cls in self.classes:
            classes_of[cls.subpart_id].append(cls)
        return classes_of

    def each(self) -> Iterator[tuple[Class, Subpart, Offering]]:
        """Each class, with the part and the offering that it is of."""
        for offering in self.offerings:
            for config, _ in self.configs[offering.pk]:
                for subpart in self.subparts[config]:
                    for cls in self.classes_of[subpart.pk]:
                        yield cls, subpart, offering

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


def grouped(rows: QuerySet[Any], by: str, *fields: str) -> Groups:
    """The rows' fields (one: its value, more: a tuple) in order, by another field."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, *values in rows.order_by("id").values_list(by, *fields):
        groups[key].append(values[0] if len(values) == 1 else tuple(values))
    return groups
