"""How offerings, their parts, and who takes them look in the API."""

from typing import Any

from rest_framework import serializers

from accounts.recording import Listed
from accounts.viewsets import EntitySerializer
from campus.models import Term
from campus.serializers import BASE
from courses import copying, services
from courses.models import (
    CohortOffering,
    Config,
    CourseRequest,
    Enrolment,
    Offering,
    RequestAlternative,
    Subpart,
)
from courses.serializers import CourseRefSerializer


class OfferingSerializer(EntitySerializer[Offering]):
    course_code = serializers.CharField(source="course.code", read_only=True)
    course_name = serializers.CharField(source="course.name", read_only=True)
    department_name = serializers.CharField(
        source="course.department.name", read_only=True, allow_null=True
    )
    enrolled = serializers.IntegerField(read_only=True, default=0, help_text="Its students.")

    class Meta:
        model = Offering
        fields = [
            *BASE,
            "term",
            "course",
            "course_code",
            "course_name",
            "department_name",
            "enrolled",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        services.offering_check({**vars_of(self.instance), **attrs})
        return attrs


class SubpartSerializer(EntitySerializer[Subpart]):
    """`week_minutes` in `meetings` of equal length; null: as the course's hours say."""

    class Meta:
        model = Subpart
        fields = [*BASE, "config", "part", "week_minutes", "meetings", "room_type"]
        extra_kwargs = {
            "week_minutes": {"min_value": 1, "max_value": 7 * 24 * 60},
            "meetings": {"min_value": 1, "max_value": 14},
        }


class ConfigSerializer(EntitySerializer[Config]):
    subparts = SubpartSerializer(many=True, read_only=True)

    class Meta:
        model = Config
        fields = [*BASE, "offering", "subparts"]


class OfferingDetailSerializer(OfferingSerializer):
    """An offering with its configurations, down to their parts."""

    configs = ConfigSerializer(many=True, read_only=True)

    class Meta(OfferingSerializer.Meta):
        fields = [*OfferingSerializer.Meta.fields, "configs"]


class EnrolmentSerializer(EntitySerializer[Enrolment]):
    student_name = serializers.CharField(source="student.name", read_only=True)
    course = CourseRefSerializer(source="offering.course", read_only=True)

    class Meta:
        model = Enrolment
        fields = [*BASE, "student", "student_name", "offering", "course"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        _check_takeable(self.instance, attrs)
        return attrs


class AlternativeSerializer(serializers.ModelSerializer[RequestAlternative]):
    course = CourseRefSerializer(source="offering.course", read_only=True)

    class Meta:
        model = RequestAlternative
        fields = ["offering", "course"]


class CourseRequestSerializer(EntitySerializer[CourseRequest]):
    """What a student would like to take; `alternatives` are tried in their order."""

    term: Any = serializers.PrimaryKeyRelatedField[Term](read_only=True)
    student_name = serializers.CharField(source="student.name", read_only=True)
    course = CourseRefSerializer(source="offering.course", read_only=True)
    alternatives = AlternativeSerializer(many=True, read_only=True)
    alternative_ids = serializers.PrimaryKeyRelatedField(
        queryset=Offering.objects, many=True, write_only=True, required=False
    )

    lists = {"alternative_ids": services.request_set_alternatives}
    listed = {"alternative_ids": Listed(RequestAlternative, "offering")}

    class Meta:
        model = CourseRequest
        fields = [
            *BASE,
            "term",
            "student",
            "student_name",
            "offering",
            "course",
            "rank",
            "alternatives",
            "alternative_ids",
        ]
        extra_kwargs = {"rank": {"min_value": 1}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        offering = _check_takeable(self.instance, attrs)
        attrs["term"] = offering.term
        return attrs


class OrderSerializer(serializers.Serializer[Any]):
    """All wishes of one student in one term, the most wanted first."""

    ids = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=100
    )


class CohortOfferingSerializer(EntitySerializer[CohortOffering]):
    cohort_name = serializers.CharField(source="cohort.name", read_only=True)
    course = CourseRefSerializer(source="offering.course", read_only=True)

    class Meta:
        model = CohortOffering
        fields = [*BASE, "cohort", "cohort_name", "offering", "course"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        services.curriculum_check(attrs.get("offering"))
        return attrs


def vars_of(row: Any) -> dict[str, Any]:
    """What an edit starts from: nothing for a new row."""
    return {} if row is None else {"term": row.term, "course": row.course}


def _check_takeable(row: Any, attrs: dict[str, Any]) -> Offering:
    offering: Offering = attrs.get("offering") or row.offering
    services.check_takeable(attrs.get("student") or row.student, offering)
    return offering


class TermCopySerializer(serializers.Serializer[Any]):
    """What of a term the next one starts with."""

    name = serializers.CharField(max_length=200)
    first_day = serializers.DateField(required=False, allow_null=True, default=None)
    parts = serializers.ListField(
        child=serializers.ChoiceField(copying.NAMES),
        default=copying.DEFAULT,
        help_text="What is kept; the rest is dropped.",
    )
