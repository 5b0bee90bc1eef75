"""Courses, classes and constraints in the API."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.idempotency import Idempotent
from accounts.permissions import RolePermission, member_of
from accounts.viewsets import DetailMixin, EntityViewSet
from campus.serializers import TermSerializer
from config.errors import upload_too_large
from courses import filters, selectors
from courses import serializers as forms
from courses.imports import import_problem
from courses.models import Class, Constraint, Course
from horarium_contracts import constraint_kinds

_COURSE = "subpart__config__offering__course"


class CourseViewSet(DetailMixin, EntityViewSet[Course]):
    entity = "course"
    serializer_class = forms.CourseDetailSerializer
    list_serializer_class = forms.CourseSerializer
    filterset_class = filters.CourseFilter
    search_fields = ["code", "name", "external_id", "=type", "department__name"]
    ordering_fields = ["code", "name", "external_id", "credits", "type", "department__name"]

    def rows(self) -> QuerySet[Course]:
        return selectors.courses() if self.action == "list" else selectors.course_details()


class ClassViewSet(DetailMixin, EntityViewSet[Class]):
    entity = "class"
    serializer_class = forms.ClassDetailSerializer
    list_serializer_class = forms.ClassSerializer
    filterset_class = filters.ClassFilter
    search_fields = [
        "name",
        "external_id",
        "=subpart__part",
        f"{_COURSE}__code",
        f"{_COURSE}__name",
    ]
    ordering_fields = ["name", "external_id", "limit", f"{_COURSE}__code"]

    def rows(self) -> QuerySet[Class]:
        return selectors.class_rows() if self.action == "list" else selectors.class_details()

    def get_serializer_class(self) -> Any:
        if self.action == "create":
            return forms.ClassCreateSerializer
        return super().get_serializer_class()

    @extend_schema(
        request=forms.ClassCreateSerializer, responses={201: forms.ClassDetailSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().create(request, *args, **kwargs)


class ConstraintViewSet(EntityViewSet[Constraint]):
    entity = "constraint"
    serializer_class = forms.ConstraintSerializer
    filterset_class = filters.ConstraintFilter
    search_fields = ["kind", "external_id", "classes__name"]
    ordering_fields = ["kind", "external_id", "required", "penalty"]

    def rows(self) -> QuerySet[Constraint]:
        return selectors.constraints()


class ConstraintKindsView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="constraint_kinds_list",
        responses=forms.ConstraintKindSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The catalogue of constraint kinds; what is in slots there is in minutes here."""
        kinds = [
            {
                **kind,
                "parameters": [
                    {**p, "unit": "minutes" if p["unit"] == "slots" else p["unit"]}
                    for p in kind["parameters"]
                ],
            }
            for kind in constraint_kinds().values()
        ]
        return Response(forms.ConstraintKindSerializer(kinds, many=True).data)


class ImportView(Idempotent):
    """Terms from files."""

    entity = "term"
    permission_classes = [IsAuthenticated, RolePermission]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="imports_create",
        request=forms.ImportSerializer,
        responses={201: TermSerializer},
    )
    def post(self, request: Request) -> Response:
        """Store a problem file as a new term; an error names its place in the file."""
        form = forms.ImportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        file = form.validated_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise upload_too_large(settings.UPLOAD_LIMIT_BYTES)
        term = import_problem(
            member_of(request).institution,
            file.read(),
            file.name,
            form.validated_data.get("name", ""),
        )
        return Response(TermSerializer(term).data, status=201)
