"""Filters of the lists of courses, classes and constraints."""

import django_filters as filters

from courses.models import Class, Constraint, Course

_COURSE = "subpart__config__offering__course"


class CourseFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="offerings__term_id", help_text="offered in it")
    department = filters.UUIDFilter(field_name="department_id")

    class Meta:
        model = Course
        fields = ["type"]


class ClassFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    course = filters.UUIDFilter(field_name=f"{_COURSE}_id")
    department = filters.UUIDFilter(field_name=f"{_COURSE}__department_id")
    instructor = filters.UUIDFilter(field_name="instructors__id")
    room = filters.UUIDFilter(field_name="room_options__room_id", help_text="may meet in it")
    part = filters.CharFilter(field_name="subpart__part")

    class Meta:
        model = Class
        fields = ["needs_room"]


class ConstraintFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    # `class` is no Python name.
    locals()["class"] = filters.UUIDFilter(field_name="members__cls_id")

    class Meta:
        model = Constraint
        fields = ["kind", "required"]
