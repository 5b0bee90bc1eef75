"""A term at a glance: what it holds, its latest job, its published timetable."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import RolePermission, member_of, narrow
from campus.me import RefSerializer
from campus.models import Term
from courses.selectors import term_summary
from generation import limits
from generation.models import Job
from generation.serializers import JobLimitsSerializer
from generation.states import JobState
from timetables.models import Timetable, TimetableState


class LatestJobSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(JobState.choices)
    created_at = serializers.DateTimeField()


class TermSummarySerializer(serializers.Serializer[Any]):
    """What the term holds, and its results."""

    rooms = serializers.IntegerField()
    courses = serializers.IntegerField()
    classes = serializers.IntegerField()
    instructors = serializers.IntegerField()
    students = serializers.IntegerField()
    enrolments = serializers.IntegerField()
    constraints = serializers.IntegerField()
    latest_job = LatestJobSerializer(allow_null=True)
    published_timetable = RefSerializer(allow_null=True)
    job_limits = JobLimitsSerializer()


class TermSummaryView(APIView):
    # Jobs and numbers are for those who plan: a student's term is their week.
    entity = "job"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(operation_id="terms_summary", responses=TermSummarySerializer)
    def get(self, request: Request, id: UUID) -> Response:
        """What the term holds, and its results."""
        terms = narrow(Term.objects.all(), member_of(request), "view", "term")
        term = get_object_or_404(terms, pk=id)
        published = Timetable.objects.filter(term=term, state=TimetableState.PUBLISHED)
        answer = {
            **asdict(term_summary(term)),
            "latest_job": Job.objects.filter(term=term).order_by("-id").first(),
            "published_timetable": published.first(),
            "job_limits": limits,
        }
        return Response(TermSummarySerializer(answer).data)
