"""What people say about timetables, in the API."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import member_of
from accounts.viewsets import EntitySerializer, EntityViewSet
from campus.me import RefSerializer
from campus.serializers import BASE
from timetables.api.review_serializers import PersonSerializer
from timetables.models import Comment
from timetables.services import comments

EXAMPLE = OpenApiExample(
    "On a class",
    {
        "timetable": "0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10",
        "cls": "0199c1f0-7a11-7d0c-9d52-3c1f7b2e4a77",
        "text": "Two hours in a row would suit the lab better.",
    },
    request_only=True,
)


class CommentSerializer(EntitySerializer[Comment]):
    """`department` is the class's; of a comment on the whole, its author's."""

    cls_name = serializers.CharField(source="cls.name", read_only=True, allow_null=True)
    department = RefSerializer(read_only=True, allow_null=True)
    author = PersonSerializer(read_only=True, allow_null=True)
    resolved_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Comment
        fields = [
            *BASE,
            "timetable",
            "cls",
            "cls_name",
            "department",
            "text",
            "author",
            "created_at",
            "resolved_at",
            "resolved_by",
        ]
        read_only_fields = ["created_at", "resolved_at"]

    def create(self, validated_data: dict[str, Any]) -> Comment:
        return comments.add(member_of(self.context["request"]), **validated_data)

    def update(self, instance: Comment, validated_data: dict[str, Any]) -> Comment:
        member = member_of(self.context["request"])
        return comments.rewrite(member, instance, validated_data.get("text", instance.text))


class CommentFilter(filters.FilterSet):
    timetable = filters.UUIDFilter(field_name="timetable_id")
    department = filters.UUIDFilter(field_name="department_id")
    resolved = filters.BooleanFilter(
        field_name="resolved_at", lookup_expr="isnull", exclude=True
    )
    # `class` is no Python name.
    locals()["class"] = filters.UUIDFilter(field_name="cls_id")

    class Meta:
        model = Comment
        fields = ["external_id", "author"]


@extend_schema_view(create=extend_schema(examples=[EXAMPLE]))
class CommentViewSet(EntityViewSet[Comment]):
    """What people say about a timetable, or about one class of it."""

    entity = "comment"
    asks = {**EntityViewSet.asks, "resolve": "change", "reopen": "change"}
    serializer_class = CommentSerializer
    filterset_class = CommentFilter
    search_fields = ["text", "cls__name"]
    ordering_fields = ["created_at", "resolved_at"]

    def rows(self) -> QuerySet[Comment]:
        return Comment.objects.select_related("cls", "department", "author", "resolved_by")

    def perform_destroy(self, instance: Comment) -> None:
        comments.remove(member_of(self.request), instance)

    @extend_schema(request=None, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, pk: str) -> Response:
        """Note that it is settled."""
        row = comments.resolve(member_of(request), self.get_object())
        return Response(self.get_serializer(row).data)

    @extend_schema(request=None, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Note that it is not settled after all."""
        row = comments.resolve(None, self.get_object())
        return Response(self.get_serializer(row).data)
