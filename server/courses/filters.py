"""Filters of the lists of courses, classes and constraints."""

import django_filters as filters

from courses.models import (
    Class,
    CohortOffering,
    Config,
    Constraint,
    Course,
    CourseRequest,
    Enrolment,
    Offering,
    Subpart,
)

_COURSE = "subpart__config__offering__course"


class CourseFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="offerings__term_id", help_text="offered in it")
    department = filters.UUIDFilter(field_name="department_id")

    class Meta:
        model = Course
        fields = ["external_id", "type"]


class ClassFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    course = filters.UUIDFilter(field_name=f"{_COURSE}_id")
    department = filters.UUIDFilter(field_name=f"{_COURSE}__department_id")
    instructor = filters.UUIDFilter(field_name="instructors__id")
    room = filters.UUIDFilter(field_name="room_options__room_id", help_text="may meet in it")
    part = filters.CharFilter(field_name="subpart__part")
    subpart = filters.UUIDFilter(field_name="subpart_id")
    offering = filters.UUIDFilter(field_name="subpart__config__offering_id")
    pinned = filters.BooleanFilter(field_name="pin", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Class
        fields = ["external_id", "needs_room", "needs_accessible"]


class ConstraintFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    # `class` is no Python name.
    locals()["class"] = filters.UUIDFilter(field_name="members__cls_id")

    class Meta:
        model = Constraint
        fields = ["external_id", "kind", "required"]


class OfferingFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    course = filters.UUIDFilter(field_name="course_id")
    department = filters.UUIDFilter(field_name="course__department_id")
    type = filters.CharFilter(field_name="course__type")

    class Meta:
        model = Offering
        fields = ["external_id"]


class ConfigFilter(filters.FilterSet):
    offering = filters.UUIDFilter(field_name="offering_id")
    term = filters.UUIDFilter(field_name="offering__term_id")

    class Meta:
        model = Config
        fields = ["external_id"]


class SubpartFilter(filters.FilterSet):
    config = filters.UUIDFilter(field_name="config_id")
    offering = filters.UUIDFilter(field_name="config__offering_id")
    term = filters.UUIDFilter(field_name="config__offering__term_id")

    class Meta:
        model = Subpart
        fields = ["external_id", "part"]


class EnrolmentFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="offering__term_id")
    student = filters.UUIDFilter(field_name="student_id")
    offering = filters.UUIDFilter(field_name="offering_id")
    course = filters.UUIDFilter(field_name="offering__course_id")
    cohort = filters.UUIDFilter(field_name="student__cohort_id")

    class Meta:
        model = Enrolment
        fields = ["external_id"]


class CourseRequestFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    student = filters.UUIDFilter(field_name="student_id")
    offering = filters.UUIDFilter(field_name="offering_id")

    class Meta:
        model = CourseRequest
        fields = ["external_id", "rank"]


class CohortOfferingFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="offering__term_id")
    cohort = filters.UUIDFilter(field_name="cohort_id")
    offering = filters.UUIDFilter(field_name="offering_id")

    class Meta:
        model = CohortOffering
        fields = ["external_id"]
