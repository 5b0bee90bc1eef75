"""How steps and approvals look in the API."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from campus.me import RefSerializer
from config.errors import Refused
from timetables.models import Approval, ApprovalState, ReviewAction, ReviewStep

LONGEST_REASON = 2000
MOST_DECISIONS = 500


class OptionalReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(
        max_length=LONGEST_REASON, required=False, allow_blank=True, default=""
    )


class ReasonSerializer(OptionalReasonSerializer):
    reason = serializers.CharField(max_length=LONGEST_REASON)


class PersonSerializer(serializers.Serializer[Any]):
    """A person who did something; the name is the address where there is no other."""

    id = serializers.UUIDField()
    name = serializers.SerializerMethodField()

    def get_name(self, user: Any) -> str:
        return str(user.name or user.email)


class PassedOverSerializer(serializers.Serializer[Any]):
    departments = serializers.ListField(child=serializers.CharField(), default=list)
    violations = serializers.IntegerField(default=0)


class ReviewStepSerializer(serializers.ModelSerializer[ReviewStep]):
    """`passed_over` is what it was approved or published in spite of, with the reason."""

    action = serializers.ChoiceField(ReviewAction.choices)
    by = PersonSerializer(allow_null=True)
    department = RefSerializer(allow_null=True)
    at = serializers.DateTimeField(source="created_at")
    passed_over = PassedOverSerializer()

    class Meta:
        model = ReviewStep
        read_only_fields = fields = [
            "id",
            "action",
            "at",
            "by",
            "department",
            "reason",
            "passed_over",
        ]


class ApprovalSerializer(serializers.ModelSerializer[Approval]):
    department = RefSerializer()
    has_head = serializers.BooleanField(
        help_text="The registrar decides for a department without one."
    )
    timetable_name = serializers.CharField(source="timetable.name")
    term = serializers.UUIDField(source="timetable.term_id")
    term_name = serializers.CharField(source="timetable.term.name")
    decided_by = PersonSerializer(allow_null=True)

    class Meta:
        model = Approval
        read_only_fields = fields = [
            "id",
            "version",
            "timetable",
            "timetable_name",
            "term",
            "term_name",
            "department",
            "has_head",
            "state",
            "reason",
            "decided_by",
            "decided_at",
        ]


class DecisionSerializer(OptionalReasonSerializer):
    """Which approvals, and what is said; a rejection says why."""

    ids = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST_DECISIONS
    )
    state = serializers.ChoiceField([ApprovalState.APPROVED, ApprovalState.REJECTED])


def refuse_unknown(ids: Sequence[UUID], rows: QuerySet[Any]) -> None:
    """Refuse ids that are none of these rows. Raises Refused: not_found (404)."""
    known = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    for key in ids:
        if key not in known:
            raise Refused("not_found", f"There is no row {key}.", status=404, field="ids")
