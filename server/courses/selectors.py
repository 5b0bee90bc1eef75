"""What is read about courses and classes, and what a term still lacks."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from accounts.selectors import with_columns
from campus.models import Instructor, Room, Student, Term
from courses.models import (
    Class,
    ClassInstructor,
    CohortOffering,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    CourseFeature,
    CourseRequest,
    Enrolment,
    Offering,
    Pin,
    RequestAlternative,
    Requisite,
    RoomOption,
    Subpart,
)


def courses() -> QuerySet[Course]:
    return with_columns(Course.objects.all(), "department__name")


def course_details() -> QuerySet[Course]:
    requisites = Requisite.objects.select_related("required")
    return courses().prefetch_related(
        Prefetch("requisites", requisites),
        Prefetch("needs", CourseFeature.objects.select_related("feature")),
    )


def offerings() -> QuerySet[Offering]:
    # In a sub-query: PostgreSQL locks no rows of a grouped query.
    taken = Enrolment.objects.filter(offering=OuterRef("pk")).order_by().values("offering")
    enrolled = Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n")), 0)
    return Offering.objects.select_related("course__department").annotate(enrolled=enrolled)


def offering_details() -> QuerySet[Offering]:
    return offerings().prefetch_related("configs__subparts")


def configs() -> QuerySet[Config]:
    return Config.objects.prefetch_related("subparts")


def subparts() -> QuerySet[Subpart]:
    return Subpart.objects.all()


def enrolments() -> QuerySet[Enrolment]:
    course = "offering__course"
    shown = ["student__name", f"{course}__code", f"{course}__name"]
    return with_columns(Enrolment.objects.all(), *shown)


def course_requests() -> QuerySet[CourseRequest]:
    alternatives = RequestAlternative.objects.select_related("offering__course")
    return CourseRequest.objects.select_related("student", "offering__course").prefetch_related(
        Prefetch("alternatives", alternatives)
    )


def curricula() -> QuerySet[CohortOffering]:
    return CohortOffering.objects.select_related("cohort", "offering__course")


def classes() -> QuerySet[Class]:
    pins = Pin.objects.filter(cls=OuterRef("pk"))
    return (
        Class.objects.select_related("subpart__config__offering__course__department", "parent")
        .prefetch_related("instructors")
        .annotate(pinned=Exists(pins))
    )


def class_rows() -> QuerySet[Class]:
    """For lists: of what classes belong to, only what their rows show."""
    course = "subpart__config__offering__course"
    names = [f"{course}__{name}" for name in ("code", "name", "department__name")]
    within = ["subpart__part", "subpart__config__offering__id", "parent__name"]
    # As lists: a related manager for each row takes longer than the rows themselves.
    instructors = Prefetch("instructors", Instructor.objects.only("name"), to_attr="taught_by")
    return (
        with_columns(classes(), *within, *names)
        .prefetch_related(None)
        .prefetch_related(instructors)
    )


def class_details() -> QuerySet[Class]:
    options = RoomOption.objects.select_related("room")
    return (
        classes()
        .select_related("pin__room")
        .prefetch_related("time_options", "alternatives", Prefetch("room_options", options))
    )


def constraints() -> QuerySet[Constraint]:
    path = "cls__subpart__config__offering__course"
    shown = ["cls__name", "cls__subpart__config__offering__id"]
    shown += [f"{path}__{name}" for name in ("code", "name")]
    members = (
        ConstraintClass.objects.select_related(path)
        .only("constraint_id", *shown)
        .prefetch_related("cls__instructors")
    )
    return Constraint.objects.prefetch_related(Prefetch("members", members))


@dataclass(frozen=True)
class TermSummary:
    rooms: int
    courses: int
    classes: int
    instructors: int
    students: int
    enrolments: int
    constraints: int


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
    )


def teaching_of(term: Term) -> dict[UUID, list[str]]:
    """By class of the term, the ids of those who teach it unless somebody else is chosen."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = ClassInstructor.objects.filter(cls__term=term).order_by("instructor_id")
    for cls, instructor in rows.values_list("cls_id", "instructor__external_id"):
        found[cls].append(instructor)
    return found
