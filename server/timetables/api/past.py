"""What earlier timetables mean for the next: departments that stay, instructors' ratings."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from rest_framework import serializers

from accounts.viewsets import EntitySerializer, EntityViewSet
from campus.serializers import BASE
from config.errors import Refused
from timetables.models import ClassRating, FrozenDepartment, Rating
from timetables.services import ratings


class FrozenDepartmentSerializer(EntitySerializer[FrozenDepartment]):
    department_name = serializers.CharField(source="department.name", read_only=True)
    timetable_name = serializers.CharField(source="timetable.name", read_only=True)

    class Meta:
        model = FrozenDepartment
        fields = [
            *BASE,
            "term",
            "department",
            "department_name",
            "timetable",
            "timetable_name",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        row = self.instance
        term = attrs.get("term") or (row and row.term)
        timetable = attrs.get("timetable") or (row and row.timetable)
        if term and timetable and timetable.term_id != term.pk:
            raise Refused(
                "timetable_of_another_term", "It is of another term.", field="timetable"
            )
        return attrs


class RatingSerializer(EntitySerializer[Rating]):
    instructor_name = serializers.CharField(source="instructor.name", read_only=True)

    class Meta:
        model = Rating
        fields = [*BASE, "timetable", "instructor", "instructor_name", "stars"]
        extra_kwargs = {"stars": {"min_value": 1, "max_value": 5}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if given := attrs.get("timetable"):
            ratings.check_timetable(given)
        return attrs


class ClassRatingSerializer(EntitySerializer[ClassRating]):
    """A class of one's own, in a timetable that was published: its time, its room, or both."""

    instructor_name = serializers.CharField(source="instructor.name", read_only=True)
    cls_name = serializers.CharField(source="cls.name", read_only=True)

    class Meta:
        model = ClassRating
        fields = [
            *BASE,
            "timetable",
            "instructor",
            "instructor_name",
            "cls",
            "cls_name",
            "time_stars",
            "room_stars",
        ]
        extra_kwargs = {
            name: {"min_value": 1, "max_value": 5} for name in ("time_stars", "room_stars")
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        row = self.instance
        timetable, instructor, cls = (
            attrs.get(name) or (row and getattr(row, name))
            for name in ("timetable", "instructor", "cls")
        )
        if given := attrs.get("timetable"):
            ratings.check_timetable(given)
        if timetable and instructor and cls:
            ratings.check_class(timetable, instructor, cls)
        return attrs


class FrozenDepartmentFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="term_id")
    department = filters.UUIDFilter(field_name="department_id")

    class Meta:
        model = FrozenDepartment
        fields = ["external_id"]


class RatingFilter(filters.FilterSet):
    timetable = filters.UUIDFilter(field_name="timetable_id")
    instructor = filters.UUIDFilter(field_name="instructor_id")

    class Meta:
        model = Rating
        fields = ["stars"]


class ClassRatingFilter(filters.FilterSet):
    timetable = filters.UUIDFilter(field_name="timetable_id")
    instructor = filters.UUIDFilter(field_name="instructor_id")
    # `class` is no Python name.
    locals()["class"] = filters.UUIDFilter(field_name="cls_id")

    class Meta:
        model = ClassRating
        fields = ["time_stars", "room_stars"]


class FrozenDepartmentViewSet(EntityViewSet[FrozenDepartment]):
    """Departments whose classes stay where a timetable has them."""

    entity = "frozen"
    serializer_class = FrozenDepartmentSerializer
    filterset_class = FrozenDepartmentFilter
    search_fields = ["department__name", "timetable__name"]
    ordering_fields = ["department__name", "created_at"]

    def rows(self) -> QuerySet[FrozenDepartment]:
        return FrozenDepartment.objects.select_related("department", "timetable", "term")


class RatingViewSet(EntityViewSet[Rating]):
    """How instructors liked their own weeks."""

    entity = "rating"
    serializer_class = RatingSerializer
    filterset_class = RatingFilter
    search_fields = ["instructor__name"]
    ordering_fields = ["stars", "created_at", "instructor__name"]

    def rows(self) -> QuerySet[Rating]:
        return Rating.objects.select_related("instructor")


class ClassRatingViewSet(EntityViewSet[ClassRating]):
    """How instructors liked the times and rooms of their classes."""

    entity = "rating"
    serializer_class = ClassRatingSerializer
    filterset_class = ClassRatingFilter
    search_fields = ["instructor__name", "cls__name"]
    ordering_fields = ["time_stars", "room_stars", "created_at", "instructor__name"]

    def rows(self) -> QuerySet[ClassRating]:
        return ClassRating.objects.select_related("instructor", "cls", "timetable")
