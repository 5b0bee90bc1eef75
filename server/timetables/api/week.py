"""One's own week in the API."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Scope
from accounts.authentication import member_of_token
from accounts.models import Membership
from accounts.permissions import member_of
from accounts.tokens import token_note_use, token_of
from timetables import selectors
from timetables.api import serializers as forms
from timetables.api.difference_serializers import ChangedClassSerializer
from timetables.api.files import CALENDAR_ANSWER, download
from timetables.exports import own_calendar
from timetables.selectors.own import own_differences


class MyWeekView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week", responses=forms.WeekSerializer)
    def get(self, request: Request) -> Response:
        """What one teaches and attends in the published timetable of the current term."""
        return Response(forms.WeekSerializer(_own_week(member_of(request))).data)


class OwnChangesSerializer(serializers.Serializer[Any]):
    """Since the publication `before`; null where the present one is the first."""

    before = serializers.DateTimeField(
        source="before.published_at", allow_null=True, default=None
    )
    classes = ChangedClassSerializer(many=True)


class MyChangesView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week_changes", responses=OwnChangesSerializer)
    def get(self, request: Request) -> Response:
        """What the latest publication changed in one's own week."""
        member = member_of(request)
        return Response(OwnChangesSerializer(own_differences(member, _today(member))).data)


class MyCalendarView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week_calendar", responses=CALENDAR_ANSWER)
    def get(self, request: Request) -> HttpResponse:
        """One's own week as a calendar file, for everybody who has one."""
        return _calendar(member_of(request))


class CalendarLinkView(APIView):
    """The same by its address alone, for calendars that ask again by themselves."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="calendar_link", responses=CALENDAR_ANSWER, auth=[])
    def get(self, _request: Request, token: str) -> HttpResponse:
        """The week of whoever made the token, while it lives; its scope is `calendar`."""
        found = token_of(token)
        member = member_of_token(found) if found and Scope.CALENDAR in found.scopes else None
        if found is None or member is None:
            raise NotFound
        token_note_use(found)
        return _calendar(member)


def _calendar(member: Membership) -> HttpResponse:
    week = _own_week(member)
    return download(own_calendar(week), week.timetable.term.name if week.timetable else "")


def _own_week(member: Membership) -> selectors.Week:
    return selectors.own_week(member, _today(member))


def _today(member: Membership) -> date:
    return timezone.localdate(timezone=member.institution.zone)
