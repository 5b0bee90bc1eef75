"""Timetables in the API: list, read, publish, meetings, files, and one's own week."""

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.permissions import RolePermission, member_of, narrow
from timetables import selectors, services
from timetables import serializers as forms
from timetables.exports import CALENDAR, XLSX, File, export_timetable, own_calendar
from timetables.models import Timetable, TimetableState

_BYTES = OpenApiResponse(OpenApiTypes.BINARY, "A file.")
_CALENDAR: dict[tuple[int, str], Any] = {(200, CALENDAR): _BYTES}
_ANY_FORMAT = {
    **_CALENDAR,
    (200, XLSX): _BYTES,
    (200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT, "A file."),
    (200, "application/xml"): _BYTES,
    (200, "text/plain"): _BYTES,
}


class TimetableFilter(filters.FilterSet):
    term = filters.UUIDFilter("term")
    job = filters.UUIDFilter("solve__job")
    state = filters.ChoiceFilter(choices=TimetableState.choices)


class TimetableViewSet(ReadOnlyModelViewSet[Timetable]):
    """Timetables of the institution's terms; a finished variant is one."""

    entity = "timetable"
    permission_classes = [IsAuthenticated, RolePermission]
    serializer_class = forms.TimetableDetailSerializer
    filterset_class = TimetableFilter
    search_fields = ["name", "term__name"]
    ordering_fields = ["created_at", "name", "hard", "total", "seconds"]
    ordering = ["-id"]

    def get_queryset(self) -> QuerySet[Timetable]:
        if getattr(self, "swagger_fake_view", False):
            return Timetable._base_manager.none()
        return narrow(selectors.timetables(), member_of(self.request), "view", self.entity)

    def get_serializer_class(self) -> Any:
        if self.action == "list":
            return forms.TimetableSerializer
        return super().get_serializer_class()

    @extend_schema(request=None, responses=forms.TimetableDetailSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Make it the term's published timetable; the previous one is archived."""
        return Response(self.get_serializer(services.publish(self.get_object())).data)

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
        responses=_ANY_FORMAT,
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
        return _download(file, f"{timetable.term.name} {timetable.name}")


class MyWeekView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week", responses=forms.WeekSerializer)
    def get(self, request: Request) -> Response:
        """What one teaches and attends in the published timetable of the current term."""
        return Response(forms.WeekSerializer(_own_week(request)).data)


class MyCalendarView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week_calendar", responses=_CALENDAR)
    def get(self, request: Request) -> HttpResponse:
        """One's own week as a calendar file, for everybody who has one."""
        week = _own_week(request)
        return _download(own_calendar(week), week.timetable.term.name if week.timetable else "")


def _own_week(request: Request) -> selectors.Week:
    member = member_of(request)
    return selectors.own_week(member, timezone.localdate(timezone=member.institution.zone))


def _download(file: File, name: str) -> HttpResponse:
    name = f"{slugify(name) or 'timetable'}.{file.ending}"
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
