"""Offerings, their parts, and who takes them in the API."""

from django.db.models import QuerySet

from accounts.viewsets import DetailMixin, EntityViewSet
from courses import filters, selectors
from courses import planning_serializers as forms
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
    serializer_class = forms.CourseRequestSerializer
    filterset_class = filters.CourseRequestFilter
    search_fields = ["student__name", "student__external_id", f"{_COURSE}__code"]
    ordering_fields = ["student__name", "rank", f"{_COURSE}__code", "created_at"]

    def rows(self) -> QuerySet[CourseRequest]:
        return selectors.course_requests()


class CohortOfferingViewSet(EntityViewSet[CohortOffering]):
    """What everybody of a cohort takes in a term."""

    entity = "curriculum"
    serializer_class = forms.CohortOfferingSerializer
    filterset_class = filters.CohortOfferingFilter
    search_fields = ["cohort__name", f"{_COURSE}__code", f"{_COURSE}__name"]
    ordering_fields = ["cohort__name", f"{_COURSE}__code"]

    def rows(self) -> QuerySet[CohortOffering]:
        return selectors.curricula()
