"""Timetables in the API: list, read, copy, rename, remove, meetings and files."""

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import member_of
from accounts.viewsets import EntityViewSet
from timetables import selectors
from timetables.api import serializers as forms
from timetables.api.files import ANY_FORMAT, download
from timetables.api.reviewing import REVIEW_ACTIONS, ReviewMixin
from timetables.exports import export_timetable
from timetables.models import Timetable, TimetableState
from timetables.services import copying


class TimetableFilter(filters.FilterSet):
    term = filters.UUIDFilter("term")
    job = filters.UUIDFilter("solve__job")
    state = filters.MultipleChoiceFilter(choices=TimetableState.choices)
    copy_of = filters.UUIDFilter("copy_of")
    external_id = filters.CharFilter("external_id")


class TimetableViewSet(ReviewMixin, EntityViewSet[Timetable]):
    """Timetables of the institution's terms; a finished variant is one."""

    entity = "timetable"
    asks = {**EntityViewSet.asks, **REVIEW_ACTIONS}
    unlocked = frozenset(REVIEW_ACTIONS)
    serializer_class = forms.TimetableDetailSerializer
    filterset_class = TimetableFilter
    search_fields = ["name", "term__name"]
    ordering_fields = ["created_at", "name", "hard", "total", "seconds", "number"]
    ordering = ["-id"]

    def rows(self) -> QuerySet[Timetable]:
        return selectors.timetables()

    def get_serializer_class(self) -> Any:
        if self.action == "list":
            return forms.TimetableSerializer
        return super().get_serializer_class()

    @extend_schema(
        request=forms.CopySerializer, responses={201: forms.TimetableDetailSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A draft that begins as a copy: to try something, or to bring back an old version."""
        form = forms.CopySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        draft = copying.copy(form.validated_data["copy_of"].pk, form.validated_data["name"])
        return self.shown(draft, 201)

    def perform_destroy(self, instance: Timetable) -> None:
        copying.remove(instance)

    def shown(self, timetable: Timetable, status: int = 200) -> Response:
        """The timetable as it is now, with its version as ETag."""
        row = self.rows().get(pk=timetable.pk)
        headers = {"ETag": f'"{row.version}"'}
        return Response(self.get_serializer(row).data, status, headers=headers)

    @extend_schema(
        parameters=[forms.MeetingQuerySerializer],
        responses=forms.MeetingSerializer(many=True),
        filters=False,
    )
    @action(detail=True, pagination_class=None, filterset_class=None)
    def meetings(self, request: Request, pk: str) -> Response:
        """The meetings that the member may see, narrowed to all that is asked for."""
        timetable = self.get_object()
        query = forms.MeetingQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        rows = selectors.placements(timetable, member_of(request), query.validated_data)
        found = selectors.meetings(timetable, rows)
        # Of its declared shape already: field by field, thousands would take seconds.
        return Response([asdict(meeting) for meeting in found])

    @extend_schema(
        parameters=[forms.ExportQuerySerializer],
        responses=ANY_FORMAT,
        filters=False,
    )
    @action(detail=True, pagination_class=None, filterset_class=None)
    def export(self, request: Request, pk: str) -> HttpResponse:
        """The timetable as a file."""
        timetable = self.get_object()
        query = forms.ExportQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        wanted = dict(query.validated_data)
        file = export_timetable(timetable, wanted.pop("format"), member_of(request), wanted)
        return download(file, f"{timetable.term.name} {timetable.name}")
