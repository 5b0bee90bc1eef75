"""Filters of lists. Foreign ids are compared, never looked up: a stranger's finds nothing."""

import django_filters as filters

from accounts.models import Department, School
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


class TermFilter(filters.FilterSet):
    class Meta:
        model = Term
        fields = ["external_id", "origin"]


class SchoolFilter(filters.FilterSet):
    class Meta:
        model = School
        fields = ["external_id"]


class FeatureFilter(filters.FilterSet):
    class Meta:
        model = Feature
        fields = ["external_id"]


class DepartmentFilter(filters.FilterSet):
    school = filters.UUIDFilter(field_name="school_id")

    class Meta:
        model = Department
        fields = ["external_id"]


class ProgrammeFilter(filters.FilterSet):
    department = filters.UUIDFilter(field_name="department_id")

    class Meta:
        model = Programme
        fields = ["external_id"]


class CohortFilter(filters.FilterSet):
    programme = filters.UUIDFilter(field_name="programme_id")
    department = filters.UUIDFilter(field_name="programme__department_id")

    class Meta:
        model = Cohort
        fields = ["external_id", "year"]


class BuildingFilter(filters.FilterSet):
    class Meta:
        model = Building
        fields = ["external_id"]


class OfTerm(filters.FilterSet):
    """`?term=` finds what can be used in that term: its own rows, or the institution's."""

    term = filters.UUIDFilter(method="of_term")

    def of_term(self, rows, name, value):  # type: ignore[no-untyped-def]
        term = Term.objects.filter(pk=value).first()
        if term is None:
            return rows.none()
        return rows.filter(term=term.own)


class RoomFilter(OfTerm):
    building = filters.UUIDFilter(field_name="building_id")
    department = filters.UUIDFilter(field_name="department_id")
    capacity_min = filters.NumberFilter(field_name="capacity", lookup_expr="gte")
    feature = filters.UUIDFilter(field_name="features", help_text="has it")

    class Meta:
        model = Room
        fields = ["external_id", "type", "shared", "accessible"]


class InstructorFilter(filters.FilterSet):
    department = filters.UUIDFilter(field_name="department_id")

    class Meta:
        model = Instructor
        fields = ["external_id", "needs_accessible"]


class StudentFilter(OfTerm):
    cohort = filters.UUIDFilter(field_name="cohort_id")
    programme = filters.UUIDFilter(field_name="cohort__programme_id")
    department = filters.UUIDFilter(field_name="cohort__programme__department_id")
    course = filters.UUIDFilter(field_name="enrolments__offering__course_id")

    class Meta:
        model = Student
        fields = ["external_id"]
