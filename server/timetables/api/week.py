"""One's own week in the API."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import member_of
from timetables import selectors
from timetables.api import serializers as forms
from timetables.api.files import CALENDAR_ANSWER, download
from timetables.exports import own_calendar


class MyWeekView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week", responses=forms.WeekSerializer)
    def get(self, request: Request) -> Response:
        """What one teaches and attends in the published timetable of the current term."""
        return Response(forms.WeekSerializer(_own_week(request)).data)


class MyCalendarView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="my_week_calendar", responses=CALENDAR_ANSWER)
    def get(self, request: Request) -> HttpResponse:
        """One's own week as a calendar file, for everybody who has one."""
        week = _own_week(request)
        return download(own_calendar(week), week.timetable.term.name if week.timetable else "")


def _own_week(request: Request) -> selectors.Week:
    member = member_of(request)
    return selectors.own_week(member, timezone.localdate(timezone=member.institution.zone))
