"""Why there is no timetable: asked before a job of a term, or after one of its problem."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import RolePermission, member_of, narrow
from campus.models import Term
from generation import selectors
from generation.questions.diagnosing import diagnose_job, diagnose_term
from generation.questions_serializers import DiagnosisAskedSerializer, DiagnosisSerializer


class DiagnosisView(APIView):
    """It takes a processor for up to a minute: for those who may ask for a job."""

    entity = "job"
    permission_classes = [IsAuthenticated, RolePermission]

    def seconds(self, request: Request) -> int:
        form = DiagnosisAskedSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        seconds: int = form.validated_data["time_limit"]
        return seconds


class TermDiagnosisView(DiagnosisView):
    @extend_schema(
        operation_id="terms_diagnosis",
        request=DiagnosisAskedSerializer,
        responses=DiagnosisSerializer,
    )
    def post(self, request: Request, id: UUID) -> Response:
        """A smallest set of the term's requirements that contradict each other, if any do."""
        member = member_of(request)
        term = get_object_or_404(narrow(Term.objects.all(), member, "view", "term"), pk=id)
        found = diagnose_term(term, member, self.seconds(request))
        return Response(DiagnosisSerializer(found).data)


class JobDiagnosisView(DiagnosisView):
    @extend_schema(
        operation_id="jobs_diagnosis",
        request=DiagnosisAskedSerializer,
        responses=DiagnosisSerializer,
    )
    def post(self, request: Request, id: UUID) -> Response:
        """The same of the term as it was when the job was asked for."""
        member = member_of(request)
        job = get_object_or_404(narrow(selectors.jobs(), member, "view", "job"), pk=id)
        found = diagnose_job(job, member, self.seconds(request))
        return Response(DiagnosisSerializer(found).data)
