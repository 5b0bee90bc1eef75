"""Readiness over HTTP, beside the term that it is about."""

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
from campus.models import Term
from config.errors import ParametersField
from courses.readiness import Severity, readiness

SEVERITIES = [(severity.value, severity.value) for severity in Severity]


class FindingSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    severity = serializers.ChoiceField(SEVERITIES)
    entity = serializers.CharField(help_text="Of which kind the row is: class, room, course, …")
    id = serializers.UUIDField()
    name = serializers.CharField()
    parameters = ParametersField()
    count = serializers.IntegerField(help_text="All with this code; the first 50 are listed.")


class ReadinessSerializer(serializers.Serializer[Any]):
    """`ready` when no finding is a blocker."""

    ready = serializers.BooleanField()
    findings = FindingSerializer(many=True)


class ReadinessView(APIView):
    # As a job's: who may see those plans.
    entity = "job"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(operation_id="terms_readiness", responses=ReadinessSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        """What is missing or contradictory before a generation, the worst first."""
        term = get_object_or_404(
            narrow(Term.objects.all(), member_of(request), "view", "term"), pk=id
        )
        findings = readiness(term)
        ready = all(finding.severity is not Severity.BLOCKER for finding in findings)
        answer = {"ready": ready, "findings": findings}
        return Response(ReadinessSerializer(answer).data)
