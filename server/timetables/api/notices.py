"""What one is told, in the API: always one's own."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.idempotency import Idempotent
from accounts.permissions import member_of
from timetables.models import NoticeKind, Notification
from timetables.services import notices

MOST_READ = 500


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """`parameters` fill the sentence of its kind: names of timetable and term, a reason."""

    term = serializers.SerializerMethodField()
    parameters = serializers.DictField()

    class Meta:
        model = Notification
        read_only_fields = fields = [
            "id",
            "kind",
            "created_at",
            "read_at",
            "timetable",
            "term",
            "parameters",
        ]

    def get_term(self, row: Notification) -> UUID:
        term = row.timetable.term_id if row.timetable else row.term_id
        assert term is not None
        return term


class UnreadSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField()


class ReadSerializer(serializers.Serializer[Any]):
    """Which ones; without, all."""

    ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_READ
    )


class NotificationFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=NoticeKind.choices)
    unread = filters.BooleanFilter("read_at", "isnull")


class NotificationViewSet(Idempotent, ListModelMixin, GenericViewSet[Notification]):
    """What one was told, newest first."""

    permission_classes = [IsAuthenticated]
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    search_fields: list[str] = []
    ordering_fields = ["created_at"]
    ordering = ["-id"]

    def get_queryset(self) -> QuerySet[Notification]:
        if getattr(self, "swagger_fake_view", False):
            return Notification._base_manager.none()
        rows = Notification.objects.filter(recipient=member_of(self.request))
        return rows.select_related("timetable").order_by("-id")

    @extend_schema(responses=UnreadSerializer, filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def unread(self, request: Request) -> Response:
        """How many one has not read."""
        number = self.get_queryset().filter(read_at=None).count()
        return Response(UnreadSerializer({"unread": number}).data)

    @extend_schema(request=ReadSerializer, responses=UnreadSerializer, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def read(self, request: Request) -> Response:
        """Note that one has read these, or all; how many are left."""
        form = ReadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        notices.mark_read(member_of(request), form.validated_data.get("ids"))
        number = self.get_queryset().filter(read_at=None).count()
        return Response(UnreadSerializer({"unread": number}).data)
