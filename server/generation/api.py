"""Jobs in the API: ask for one, watch it, stop it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.idempotency import Idempotent
from accounts.permissions import RolePermission, member_of, narrow
from generation import selectors
from generation import serializers as forms
from generation.cursors import is_end
from generation.live import connect
from generation.loading import status_loader
from generation.models import Job
from generation.services import jobs
from generation.states import JOB_ENDED, JobState
from generation.streaming import HEADERS, job_events

LAST_EVENT_ID = OpenApiParameter(
    "Last-Event-ID",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The id of the last event that was received.",
)


class EventStreamRenderer(JSONRenderer):
    """Lets a browser's EventSource ask; errors are problem documents all the same."""

    media_type = "text/event-stream"
    format = "events"


class JobFilter(filters.FilterSet):
    term = filters.UUIDFilter("term")
    state = filters.MultipleChoiceFilter(choices=JobState.choices)


class JobViewSet(Idempotent, ListModelMixin, RetrieveModelMixin, GenericViewSet[Job]):
    """Generations of timetables, newest first."""

    entity = "job"
    token_scope = "generate"  # noqa: S105  the name of a scope
    permission_classes = [IsAuthenticated, RolePermission]
    serializer_class = forms.JobSerializer
    filterset_class = JobFilter
    search_fields = ["term__name"]
    ordering_fields = ["created_at", "started_at", "finished_at"]
    ordering = ["-id"]

    def get_queryset(self) -> QuerySet[Job]:
        if getattr(self, "swagger_fake_view", False):
            return Job._base_manager.none()
        return narrow(selectors.jobs(), member_of(self.request), "view", self.entity)

    @extend_schema(request=forms.JobRequestSerializer, responses={201: forms.JobSerializer})
    def create(self, request: Request) -> Response:
        """Compile the term and queue a generation."""
        form = forms.JobRequestSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        job = jobs.create_job(**form.validated_data, created_by=member_of(request).user)
        return Response(self._shown(job), 201)

    @extend_schema(request=forms.CancelSerializer, responses=forms.JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Stop the job, and keep its best timetables if asked to."""
        form = forms.CancelSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        job = jobs.cancel_job(self.get_object().id, keep_best=form.validated_data["keep_best"])
        return Response(self._shown(job))

    @extend_schema(request=forms.RetrySerializer, responses={201: forms.JobSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        """Ask again what a failed or partial job was asked, as a new job that names it."""
        form = forms.RetrySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = member_of(request).user
        from_best = form.validated_data["from_best"]
        job = jobs.retry_job(self.get_object(), from_best=from_best, created_by=user)
        return Response(self._shown(job), 201)

    @extend_schema(responses=forms.JobProgressSerializer, filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def progress(self, request: Request, pk: str) -> Response:
        """How far the job is; for those to whom `events` cannot stream."""
        job = self.get_object()
        context = {"progress": selectors.job_progress(job)}
        return Response(forms.JobProgressSerializer(job, context=context).data)

    @extend_schema(
        parameters=[LAST_EVENT_ID],
        responses={
            (200, "text/event-stream"): OpenApiResponse(
                forms.JobEventsSerializer,
                "Server-sent events `job` and `progress`, until the job has ended.",
            ),
            204: OpenApiResponse(description="The job has ended, and you know."),
        },
        filters=False,
    )
    @action(
        detail=True,
        pagination_class=None,
        filterset_class=None,
        renderer_classes=[EventStreamRenderer],
    )
    def events(self, request: Request, pk: str) -> HttpResponseBase:
        """The job's events as they happen."""
        job = self.get_object()
        last = request.headers.get("Last-Event-ID", "")
        if job.state in JOB_ENDED and is_end(last):
            return HttpResponse(status=204)
        load = status_loader(job.id, member_of(request))
        return StreamingHttpResponse(job_events(load, last, connect), headers=HEADERS)

    def _shown(self, job: Job) -> dict[str, Any]:
        return dict(self.get_serializer(self.get_queryset().get(id=job.id)).data)
