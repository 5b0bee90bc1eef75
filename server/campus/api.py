"""The campus in the API, and the person who asks."""

from typing import cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Department, School, User
from accounts.permissions import member
from accounts.viewsets import DetailMixin, EntityViewSet
from campus import filters, selectors
from campus import serializers as forms
from campus.me import MeSerializer, MyNameSerializer, me
from campus.models import (
    Building,
    Cohort,
    Feature,
    Instructor,
    Programme,
    Room,
    Student,
    Term,
)


class MeView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who is logged in, and in which role."""
        return Response(MeSerializer(me(cast(User, request.user), member(request))).data)

    @extend_schema(operation_id="me_change", request=MyNameSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Be called otherwise."""
        form = MyNameSerializer(cast(User, request.user), data=request.data)
        form.is_valid(raise_exception=True)
        form.save()
        return self.get(request)


class TermViewSet(DetailMixin, EntityViewSet[Term]):
    """Terms: their weeks, hours and holidays, and weights of the cost."""

    entity = "term"
    serializer_class = forms.TermDetailSerializer
    list_serializer_class = forms.TermSerializer
    filterset_class = filters.TermFilter
    search_fields = ["name", "external_id"]
    ordering_fields = ["name", "first_day", "created_at"]

    def rows(self) -> QuerySet[Term]:
        return selectors.terms()


class SchoolViewSet(EntityViewSet[School]):
    entity = "school"
    serializer_class = forms.SchoolSerializer
    filterset_class = filters.SchoolFilter
    search_fields = ["name", "external_id"]
    ordering_fields = ["name", "external_id"]

    def rows(self) -> QuerySet[School]:
        return selectors.schools()


class FeatureViewSet(EntityViewSet[Feature]):
    """What rooms have and courses may need."""

    entity = "feature"
    serializer_class = forms.FeatureSerializer
    filterset_class = filters.FeatureFilter
    search_fields = ["name", "external_id"]
    ordering_fields = ["name", "external_id"]

    def rows(self) -> QuerySet[Feature]:
        return selectors.features()


class DepartmentViewSet(EntityViewSet[Department]):
    entity = "department"
    serializer_class = forms.DepartmentSerializer
    filterset_class = filters.DepartmentFilter
    search_fields = ["name", "external_id", "school__name"]
    ordering_fields = ["name", "external_id", "school__name"]

    def rows(self) -> QuerySet[Department]:
        return selectors.departments()


class ProgrammeViewSet(EntityViewSet[Programme]):
    entity = "programme"
    serializer_class = forms.ProgrammeSerializer
    filterset_class = filters.ProgrammeFilter
    search_fields = ["name", "external_id", "department__name"]
    ordering_fields = ["name", "external_id", "department__name"]

    def rows(self) -> QuerySet[Programme]:
        return selectors.programmes()


class CohortViewSet(EntityViewSet[Cohort]):
    entity = "cohort"
    serializer_class = forms.CohortSerializer
    filterset_class = filters.CohortFilter
    search_fields = ["name", "external_id", "programme__name"]
    ordering_fields = ["name", "external_id", "year", "programme__name"]

    def rows(self) -> QuerySet[Cohort]:
        return selectors.cohorts()


class BuildingViewSet(EntityViewSet[Building]):
    entity = "building"
    serializer_class = forms.BuildingSerializer
    filterset_class = filters.BuildingFilter
    search_fields = ["name", "external_id"]
    ordering_fields = ["name", "external_id"]

    def rows(self) -> QuerySet[Building]:
        return selectors.buildings()


class RoomViewSet(DetailMixin, EntityViewSet[Room]):
    entity = "room"
    serializer_class = forms.RoomDetailSerializer
    list_serializer_class = forms.RoomSerializer
    filterset_class = filters.RoomFilter
    search_fields = [
        "name",
        "external_id",
        "=type",
        "building__name",
        "department__name",
        "features__name",
    ]
    ordering_fields = ["name", "external_id", "capacity", "type", "building__name"]

    def rows(self) -> QuerySet[Room]:
        return selectors.rooms()


class InstructorViewSet(DetailMixin, EntityViewSet[Instructor]):
    entity = "instructor"
    serializer_class = forms.InstructorDetailSerializer
    list_serializer_class = forms.InstructorSerializer
    filterset_class = filters.InstructorFilter
    search_fields = ["name", "external_id", "department__name"]
    ordering_fields = ["name", "external_id", "department__name"]

    def rows(self) -> QuerySet[Instructor]:
        return selectors.instructors()


class AvailabilityViewSet(EntityViewSet[Instructor]):
    """What instructors say about their own hours."""

    entity = "availability"
    serializer_class = forms.AvailabilitySerializer
    filterset_class = filters.InstructorFilter
    http_method_names = ["get", "patch", "head", "options"]
    search_fields = ["name", "external_id"]
    ordering_fields = ["name", "external_id"]

    def rows(self) -> QuerySet[Instructor]:
        return selectors.availabilities()


class StudentViewSet(EntityViewSet[Student]):
    entity = "student"
    serializer_class = forms.StudentSerializer
    filterset_class = filters.StudentFilter
    search_fields = ["name", "external_id", "cohort__name"]
    ordering_fields = ["name", "external_id", "cohort__name"]

    def rows(self) -> QuerySet[Student]:
        return selectors.students()
