"""What is read about the campus: every entity with the names that its rows show."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Department, School
from accounts.selectors import with_columns
from campus.models import (
    Building,
    Cohort,
    Feature,
    Instructor,
    Programme,
    Room,
    Student,
    Term,
)


def terms() -> QuerySet[Term]:
    return Term.objects.all()


def schools() -> QuerySet[School]:
    return School.objects.all()


def departments() -> QuerySet[Department]:
    return Department.objects.select_related("school")


def features() -> QuerySet[Feature]:
    return Feature.objects.all()


def programmes() -> QuerySet[Programme]:
    return Programme.objects.select_related("department")


def cohorts() -> QuerySet[Cohort]:
    # In a sub-query: PostgreSQL locks no rows of a grouped query.
    sizes = Student.objects.filter(cohort=OuterRef("pk")).order_by().values("cohort")
    size = Coalesce(Subquery(sizes.annotate(n=Count("pk")).values("n")), 0)
    return Cohort.objects.select_related("programme").annotate(size=size)


def buildings() -> QuerySet[Building]:
    return Building.objects.all()


def rooms() -> QuerySet[Room]:
    named = with_columns(Room.objects.all(), "building__name", "department__name")
    return named.prefetch_related("features")


def instructors() -> QuerySet[Instructor]:
    return with_columns(Instructor.objects.all(), "department__name")


def availabilities() -> QuerySet[Instructor]:
    return Instructor.objects.prefetch_related("unavailabilities", "preferences")


def students() -> QuerySet[Student]:
    return with_columns(Student.objects.all(), "cohort__name")
