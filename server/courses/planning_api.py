"""Offerings, their parts, and who takes them in the API."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import Idempotent
from accounts.permissions import RolePermission, member_of, narrow
from accounts.viewsets import DetailMixin, EntityViewSet
from campus.models import Term
from campus.serializers import TermDetailSerializer
from courses import filters, selectors, services
from courses import planning_serializers as forms
from courses.copying import term_copy
from courses.models import (
    CohortOffering,
    Config,
    CourseRequest,
    Enrolment,
    Offering,
    Subpart,
)

_COURSE = "offering__course"


class OfferingViewSet(DetailMixin, EntityViewSet[Offering]):
    """Courses in terms."""

    entity = "offering"
    serializer_class = forms.OfferingDetailSerializer
    list_serializer_class = forms.OfferingSerializer
    filterset_class = filters.OfferingFilter
    search_fields = ["course__code", "course__name", "course__department__name"]
    ordering_fields = ["course__code", "course__name", "course__department__name", "enrolled"]

    def rows(self) -> QuerySet[Offering]:
        return selectors.offerings() if self.action == "list" else selectors.offering_details()


class ConfigViewSet(EntityViewSet[Config]):
    """The ways in which an offering can be taken."""

    entity = "config"
    serializer_class = forms.ConfigSerializer
    filterset_class = filters.ConfigFilter
    search_fields = ["external_id", f"{_COURSE}__code", f"{_COURSE}__name"]
    ordering_fields = ["external_id", f"{_COURSE}__code"]

    def rows(self) -> QuerySet[Config]:
        return selectors.configs()


class SubpartViewSet(EntityViewSet[Subpart]):
    """The parts of a configuration: lectures, tutorials, labs."""

    entity = "subpart"
    serializer_class = forms.SubpartSerializer
    filterset_class = filters.SubpartFilter
    search_fields = ["external_id", f"config__{_COURSE}__code", f"config__{_COURSE}__name"]
    ordering_fields = ["external_id", "part", "week_minutes", f"config__{_COURSE}__code"]

    def rows(self) -> QuerySet[Subpart]:
        return selectors.subparts()


class EnrolmentViewSet(EntityViewSet[Enrolment]):
    """Who takes what."""

    entity = "enrolment"
    serializer_class = forms.EnrolmentSerializer
    filterset_class = filters.EnrolmentFilter
    search_fields = ["student__name", "student__external_id", f"{_COURSE}__code"]
    ordering_fields = ["student__name", f"{_COURSE}__code", "created_at"]

    def rows(self) -> QuerySet[Enrolment]:
        return selectors.enrolments()


class CourseRequestViewSet(EntityViewSet[CourseRequest]):
    """What students would like to take, by rank."""

    entity = "request"
    asks = {**EntityViewSet.asks, "order": "change"}
    serializer_class = forms.CourseRequestSerializer
    filterset_class = filters.CourseRequestFilter
    search_fields = ["student__name", "student__external_id", f"{_COURSE}__code"]
    ordering_fields = ["student__name", "rank", f"{_COURSE}__code", "created_at"]

    def rows(self) -> QuerySet[CourseRequest]:
        return selectors.course_requests()

    @extend_schema(
        request=forms.OrderSerializer,
        responses=forms.CourseRequestSerializer(many=True),
        filters=False,
    )
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def order(self, request: Request) -> Response:
        """Rank these wishes of a student in a term as they are listed, from 1."""
        form = forms.OrderSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        ids = form.validated_data["ids"]
        rows = self.filter_queryset(self.get_queryset()).filter(pk__in=ids)
        ordered = services.requests_order(rows, ids)
        return Response(self.get_serializer(ordered, many=True).data)


class CohortOfferingViewSet(EntityViewSet[CohortOffering]):
    """What everybody of a cohort takes in a term."""

    entity = "curriculum"
    serializer_class = forms.CohortOfferingSerializer
    filterset_class = filters.CohortOfferingFilter
    search_fields = ["cohort__name", f"{_COURSE}__code", f"{_COURSE}__name"]
    ordering_fields = ["cohort__name", f"{_COURSE}__code"]

    def rows(self) -> QuerySet[CohortOffering]:
        return selectors.curricula()


class TermCopyView(Idempotent):
    """Terms from terms."""

    entity = "term"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(
        operation_id="terms_copy",
        request=forms.TermCopySerializer,
        responses={201: TermDetailSerializer},
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Start a term from another, with the parts of it that are kept."""
        form = forms.TermCopySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        terms = narrow(Term.objects.all(), member_of(request), "view", "term")
        new = term_copy(get_object_or_404(terms, pk=id), **form.validated_data)
        return Response(TermDetailSerializer(new).data, status=201)
