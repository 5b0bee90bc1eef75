"""Changes of one date in the API."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers

from accounts.permissions import member_of, refuse_out_of_reach
from accounts.viewsets import EntitySerializer, EntityViewSet
from campus.me import RefSerializer
from campus.serializers import BASE
from courses.serializers import CourseRefSerializer, refuse_foreign_rooms
from timetables.models import DatedChange, DatedKind
from timetables.selectors.dated import dated_changes, published_of
from timetables.services import dated

EXAMPLES = [
    OpenApiExample(
        "Cancelled",
        {
            "cls": "0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10",
            "date": "2026-10-14",
            "kind": "cancelled",
        },
        request_only=True,
    ),
    OpenApiExample(
        "Moved by two days into another room",
        {
            "cls": "0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10",
            "date": "2026-10-14",
            "kind": "moved",
            "new_date": "2026-10-16",
            "start_minute": 840,
            "room": "0199c1f0-7a11-7d0c-9d52-3c1f7b2e4a77",
            "reason": "Fire drill",
        },
        request_only=True,
    ),
]


class DatedChangeSerializer(EntitySerializer[DatedChange]):
    """`accept` names the clashes (their `key`) in spite of which it is written."""

    cls_name = serializers.CharField(source="cls.name", read_only=True)
    term = serializers.UUIDField(source="cls.term_id", read_only=True)
    course = CourseRefSerializer(source="cls.subpart.config.offering.course", read_only=True)
    room_name = serializers.CharField(source="room.name", read_only=True, allow_null=True)
    instructor_name = serializers.CharField(
        source="instructor.name", read_only=True, allow_null=True
    )
    accept = serializers.ListField(
        child=serializers.CharField(max_length=200),
        write_only=True,
        required=False,
        max_length=200,
    )

    class Meta:
        model = DatedChange
        fields = [
            *BASE,
            "cls",
            "cls_name",
            "course",
            "term",
            "date",
            "kind",
            "new_date",
            "start_minute",
            "length_minutes",
            "room",
            "room_name",
            "instructor",
            "instructor_name",
            "reason",
            "accept",
        ]
        extra_kwargs = {"start_minute": {"max_value": 1439}, "length_minutes": {"min_value": 1}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A department moves and hands over meetings within what is its own."""
        member, before = member_of(self.context["request"]), self.instance
        room, person = attrs.get("room"), attrs.get("instructor")
        if room is not None and room != (before and before.room):
            refuse_foreign_rooms(member, [("room", room)])
        if person is not None and person != (before and before.instructor):
            refuse_out_of_reach(member, "instructor", [("instructor", person)])
        return attrs

    def create(self, validated_data: dict[str, Any]) -> DatedChange:
        return self._stored(DatedChange(), validated_data)

    def update(self, instance: DatedChange, validated_data: dict[str, Any]) -> DatedChange:
        return self._stored(instance, validated_data)

    def _stored(self, change: DatedChange, values: dict[str, Any]) -> DatedChange:
        accept = values.pop("accept", ())
        values.pop("version", None)
        for name, value in values.items():
            setattr(change, name, value)
        timetable = dated.check(change, accept)
        change.save()
        dated.tell(change, timetable, change.kind)
        return change


class DatedChangeFilter(filters.FilterSet):
    term = filters.UUIDFilter(field_name="cls__term_id")
    room = filters.UUIDFilter(field_name="room_id")
    instructor = filters.UUIDFilter(field_name="instructor_id")
    since = filters.DateFilter(field_name="date", lookup_expr="gte")
    until = filters.DateFilter(field_name="date", lookup_expr="lte")
    # `class` is no Python name.
    locals()["class"] = filters.UUIDFilter(field_name="cls_id")

    class Meta:
        model = DatedChange
        fields = ["kind"]


@extend_schema_view(create=extend_schema(examples=EXAMPLES))
class DatedChangeViewSet(EntityViewSet[DatedChange]):
    """One meeting of a class is cancelled, moved, or taught by somebody else."""

    entity = "dated"
    serializer_class = DatedChangeSerializer
    filterset_class = DatedChangeFilter
    search_fields = ["cls__name", "reason"]
    ordering_fields = ["date", "kind", "created_at"]
    ordering = ["date", "id"]

    def rows(self) -> QuerySet[DatedChange]:
        return dated_changes()

    def perform_destroy(self, instance: DatedChange) -> None:
        timetable = published_of(instance.cls.term)
        if timetable is not None:
            dated.tell(instance, timetable, "undone")
        instance.delete()


class OwnChangeSerializer(serializers.ModelSerializer[DatedChange]):
    """What is different on a date in one's own week."""

    cls = serializers.UUIDField(source="cls_id")
    cls_name = serializers.CharField(source="cls.name")
    course = CourseRefSerializer(source="cls.subpart.config.offering.course")
    kind = serializers.ChoiceField(DatedKind.choices)
    room = RefSerializer(allow_null=True)
    instructor = RefSerializer(allow_null=True)

    class Meta:
        model = DatedChange
        read_only_fields = fields = [
            "id",
            "cls",
            "cls_name",
            "course",
            "date",
            "kind",
            "new_date",
            "start_minute",
            "length_minutes",
            "room",
            "instructor",
            "reason",
        ]
