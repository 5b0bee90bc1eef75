"""What is read about courses and classes, and what a term still lacks."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from campus.models import Instructor, Room, Student, Term
from courses.models import (
    Class,
    Constraint,
    ConstraintClass,
    Course,
    Enrolment,
    RoomOption,
    TimeOption,
)


def courses() -> QuerySet[Course]:
    return Course.objects.select_related("department")


def classes() -> QuerySet[Class]:
    return Class.objects.select_related(
        "subpart__config__offering__course__department", "parent"
    ).prefetch_related("instructors")


def class_details() -> QuerySet[Class]:
    options = RoomOption.objects.select_related("room")
    return classes().prefetch_related("time_options", Prefetch("room_options", options))


def constraints() -> QuerySet[Constraint]:
    path = "cls__subpart__config__offering__course"
    members = ConstraintClass.objects.select_related(path).prefetch_related("cls__instructors")
    return Constraint.objects.prefetch_related(Prefetch("members", members))


@dataclass(frozen=True)
class Gap:
    """Something without which the term cannot be solved: a code, and how many lack it."""

    code: str
    count: int


@dataclass(frozen=True)
class TermSummary:
    rooms: int
    courses: int
    classes: int
    instructors: int
    students: int
    enrolments: int
    constraints: int
    missing: list[Gap]

    @property
    def ready(self) -> bool:
        """True when nothing is missing that a generation needs."""
        return not self.missing


def rooms_of(term: Term) -> QuerySet[Room]:
    """The rooms that the term may use."""
    return Room.objects.filter(term=term.own)


def term_summary(term: Term) -> TermSummary:
    classes = Class.objects.filter(term=term)
    enrolments = Enrolment.objects.filter(offering__term=term)
    students = (
        Student.objects.filter(term=term).count()
        if term.self_contained
        else enrolments.aggregate(n=Count("student", distinct=True))["n"]
    )
    return TermSummary(
        rooms=rooms_of(term).count(),
        courses=Course.objects.filter(offerings__term=term).count(),
        classes=classes.count(),
        instructors=Instructor.objects.filter(classes__term=term).distinct().count(),
        students=students,
        enrolments=enrolments.count(),
        constraints=Constraint.objects.filter(term=term).count(),
        missing=_gaps(classes),
    )


def _gaps(classes: QuerySet[Class]) -> list[Gap]:
    times = TimeOption.objects.filter(cls=OuterRef("pk"))
    rooms = RoomOption.objects.filter(cls=OuterRef("pk"))
    counts = {
        "no_classes": 0 if classes.exists() else 1,
        "class_without_times": classes.exclude(Exists(times)).count(),
        "class_without_rooms": classes.filter(needs_room=True).exclude(Exists(rooms)).count(),
    }
    return [Gap(code, count) for code, count in counts.items() if count]
