"""A timetable's way from draft to archive in the API, and what departments say to it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import Idempotent
from accounts.permissions import member_of
from accounts.versions import IF_MATCH, version_asked
from accounts.viewsets import ScopedViewSet
from timetables import selectors
from timetables.api import review_serializers as forms
from timetables.api.serializers import TimetableDetailSerializer
from timetables.models import Approval, ApprovalState, Timetable
from timetables.services import workflow

REVIEW_ACTIONS = dict.fromkeys(("submit", "withdraw", "reject", "approve", "publish"), "change")
_STEP: dict[str, Any] = {"parameters": [IF_MATCH], "responses": TimetableDetailSerializer}


class ReviewMixin:
    """For the view of timetables: a POST for each step."""

    @extend_schema(request=None, **_STEP)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Ask the departments with classes in it for their approval."""
        return self._step(request, workflow.submit)

    @extend_schema(request=None, **_STEP)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take it out of review: it is a draft again."""
        return self._step(request, workflow.withdraw)

    @extend_schema(
        request=forms.ReasonSerializer,
        examples=[OpenApiExample("Back to draft", {"reason": "Room 4 is closed in week 3."})],
        **_STEP,
    )
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Send it back to be changed, with the reason."""
        return self._step(request, workflow.reject, forms.ReasonSerializer)

    @extend_schema(
        request=forms.OptionalReasonSerializer,
        examples=[
            OpenApiExample("All departments have approved", {}),
            OpenApiExample("In spite of it", {"reason": "Its head is on leave until Monday."}),
        ],
        **_STEP,
    )
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """The registrar's approval; with a reason also where departments' are missing."""
        return self._step(request, workflow.approve, forms.OptionalReasonSerializer)

    @extend_schema(
        request=forms.OptionalReasonSerializer,
        examples=[
            OpenApiExample("As it was approved", {}),
            OpenApiExample("In spite of it", {"reason": "The hall opens again in week 2."}),
        ],
        **_STEP,
    )
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Make it the term's published timetable; the previous one is archived.

        Where more is broken than when it was approved, only with a reason.
        """
        return self._step(request, workflow.publish, forms.OptionalReasonSerializer)

    @extend_schema(responses=forms.ReviewStepSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def steps(self, request: Request, pk: str) -> Response:
        """The way so far: who took which step, when and why."""
        view: Any = self
        found = selectors.steps(view.get_object())
        return Response(forms.ReviewStepSerializer(found, many=True).data)

    def _step(
        self,
        request: Request,
        step: Callable[..., Timetable],
        form_class: type[forms.OptionalReasonSerializer] | None = None,
    ) -> Response:
        view: Any = self
        given: dict[str, Any] = {}
        if form_class is not None:
            form = form_class(data=request.data)
            form.is_valid(raise_exception=True)
            given = form.validated_data
        by = member_of(request).user
        row = step(view.get_object().pk, by, version=version_asked(request), **given)
        answer: Response = view.shown(row)
        return answer


class ApprovalFilter(filters.FilterSet):
    timetable = filters.UUIDFilter("timetable")
    term = filters.UUIDFilter("timetable__term")
    department = filters.UUIDFilter("department")
    state = filters.ChoiceFilter(choices=ApprovalState.choices)


class ApprovalViewSet(Idempotent, ListModelMixin, RetrieveModelMixin, ScopedViewSet[Approval]):
    """What departments say to timetables in review."""

    entity = "approval"
    asks = {"decide": "change"}
    serializer_class = forms.ApprovalSerializer
    filterset_class = ApprovalFilter
    search_fields = ["department__name", "timetable__name"]
    ordering_fields = ["department__name", "state", "decided_at"]
    ordering = ["-timetable", "department__name", "id"]

    def rows(self) -> QuerySet[Approval]:
        return selectors.approvals()

    @extend_schema(
        request=forms.DecisionSerializer,
        responses=forms.ApprovalSerializer(many=True),
        filters=False,
        examples=[
            OpenApiExample(
                "Rejected",
                {
                    "ids": ["0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10"],
                    "state": "rejected",
                    "reason": "The lab course needs two consecutive hours.",
                },
                request_only=True,
            )
        ],
    )
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def decide(self, request: Request) -> Response:
        """Approve or reject for one department or several, all of them or none."""
        form = forms.DecisionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        ids, by = form.validated_data.pop("ids"), member_of(request)
        forms.refuse_unknown(ids, self.get_queryset())
        workflow.refuse_other_departments(ids, by)
        decided = workflow.decide(ids, by, **form.validated_data)
        rows = self.rows().filter(pk__in=[row.pk for row in decided])
        return Response(self.get_serializer(rows, many=True).data)
