"""What a student may choose from, in the API; the choices themselves are course requests."""

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import member_of
from campus.me import RefSerializer
from campus.models import Student, Term
from config.pagination import Pages
from courses.models import Course
from courses.serializers import CourseRefSerializer
from timetables.api.difference_serializers import paged
from timetables.selectors.choices import choices_shown, offerings_to_choose


class ChoiceQuerySerializer(serializers.Serializer[Any]):
    term = serializers.UUIDField()
    search = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    type = serializers.ChoiceField(Course.Type.choices, required=False, default="")
    offering = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=50
    )
    page = serializers.IntegerField(required=False, min_value=1)
    page_size = serializers.IntegerField(required=False, min_value=1)


class ChoiceSerializer(serializers.Serializer[Any]):
    """`clashes` are one's classes that every way to take it meets; null where none is known."""

    offering = serializers.UUIDField()
    course = CourseRefSerializer()
    department = RefSerializer(allow_null=True)
    credits = serializers.FloatField(allow_null=True)
    type = serializers.ChoiceField(Course.Type.choices, allow_blank=True)
    seats = serializers.IntegerField(allow_null=True, help_text="null: no limit")
    enrolled = serializers.IntegerField()
    requested = serializers.IntegerField(help_text="How many put it on their list.")
    taken = serializers.BooleanField(help_text="One is enrolled already.")
    clashes = serializers.ListField(child=serializers.CharField(), allow_null=True)


class MyChoicesView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="my_choices",
        parameters=[ChoiceQuerySerializer],
        responses=paged(ChoiceSerializer),
    )
    def get(self, request: Request) -> Response:
        """The offerings of a term that one could take, with seats and clashes."""
        query = ChoiceQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        student = Student.objects.filter(membership=member_of(request)).first()
        rows = offerings_to_choose(student, Term.objects.filter(pk=asked["term"]).first())
        if text := asked["search"].strip():
            rows = rows.filter(
                Q(course__code__icontains=text) | Q(course__name__icontains=text)
            )
        if asked["type"]:
            rows = rows.filter(course__type=asked["type"])
        if asked["offering"]:
            rows = rows.filter(pk__in=asked["offering"])
        pages = Pages()
        page = pages.paginate_queryset(rows, request, self) or []
        shown: Any = choices_shown(student, page) if student else []
        return pages.get_paginated_response(ChoiceSerializer(shown, many=True).data)
