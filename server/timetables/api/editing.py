"""Changes of a draft by hand in the API, and taking classes over from another timetable.

`If-Match` (or `version`) names the version of the draft that was looked at; the answer
names the next one. Findings that a change would newly make refuse it (409, `edit_breaks`)
until each `key` of them is in `accept`.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.idempotency import Idempotent
from accounts.permissions import (
    RolePermission,
    action_of,
    member_of,
    narrow,
    refuse_out_of_reach,
)
from accounts.versions import IF_MATCH, version_asked
from courses.models import Class
from courses.serializers import refuse_foreign_rooms
from timetables.api import edit_serializers as forms
from timetables.models import Timetable
from timetables.selectors.edits import edits, edits_to_redo, edits_to_undo
from timetables.selectors.findings import findings
from timetables.services import editing, merging
from timetables.services.presence import present

_EXAMPLE = OpenApiExample(
    "To Tuesday at ten, in spite of a clash",
    {
        "cls": "0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10",
        "days": "01000",
        "start_minute": 600,
        "accept": ["room_clash:0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10:0199c1f0-7a11-7d0c"],
        "reason": "The other class moves next.",
    },
    request_only=True,
)


class DraftView(Idempotent):
    """A view of one timetable's edits."""

    entity = "edit"
    permission_classes = [IsAuthenticated, RolePermission]

    def timetable(self, request: Request, id: UUID) -> Timetable:
        rows: QuerySet[Timetable] = Timetable.objects.select_related("term")
        return get_object_or_404(narrow(rows, member_of(request), "view", "timetable"), pk=id)

    def version(self, request: Request, form: dict[str, Any]) -> int | None:
        """The version that is edited: of the header, or else of the body."""
        in_body: int | None = form.pop("version", None)
        asked = version_asked(request)
        return in_body if asked is None else asked

    def in_reach(self, request: Request, *classes: Class) -> None:
        """Raises Refused (out_of_reach) for a class that is not one's own to move."""
        refuse_out_of_reach(member_of(request), "class", [("cls", cls) for cls in classes])

    def written(
        self, timetable: Timetable, rows: Any, found: Any, status: int = 201
    ) -> Response:
        version = Timetable.objects.values_list("version", flat=True).get(pk=timetable.pk)
        answer = {"version": version, "edits": rows, "findings": found}
        headers = {"ETag": f'"{version}"'}
        return Response(forms.WrittenSerializer(answer).data, status, headers=headers)


class EditsView(DraftView):
    @extend_schema(
        operation_id="timetables_edits_list",
        parameters=[forms.EditQuerySerializer],
        responses=forms.EditFeedSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        """What was changed after the edit of that number, and who is here just now."""
        timetable = self.timetable(request, id)
        query = forms.EditQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        here = present(timetable, member_of(request), asked["holding"])
        rows = edits(timetable, asked["after"])[: forms.MOST_EDITS]
        by = member_of(request).user
        feed = {
            "version": timetable.version,
            "edits": rows,
            "undo": edits_to_undo(timetable, by),
            "redo": edits_to_redo(timetable, by),
            "present": here,
        }
        headers = {"ETag": f'"{timetable.version}"'}
        return Response(forms.EditFeedSerializer(feed).data, headers=headers)

    @extend_schema(
        operation_id="timetables_edits_create",
        parameters=[IF_MATCH],
        request=forms.MoveSerializer,
        responses={201: forms.WrittenSerializer},
        examples=[_EXAMPLE],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Move classes: what is not given of their times and rooms stays."""
        timetable = self.timetable(request, id)
        form = forms.MoveSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        version = self.version(request, given)
        accept, reason, also = given.pop("accept"), given.pop("reason"), given.pop("also")
        changes = {each.pop("cls"): each for each in (given, *also)}
        self.in_reach(request, *changes)
        for cls, change in changes.items():
            room = change.get("room")
            if room and not timetable.placements.filter(cls=cls, room=room).exists():
                refuse_foreign_rooms(member_of(request), [("room", room)])
        by = member_of(request).user
        rows, found = editing.move(
            timetable.pk, by, changes, version, accept=accept, reason=reason
        )
        return self.written(timetable, rows, found)


class UndoView(DraftView):
    step = staticmethod(editing.undo)

    @extend_schema(
        operation_id="timetables_edits_undo",
        parameters=[IF_MATCH],
        request=forms.UndoSerializer,
        responses={201: forms.WrittenSerializer},
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Take back one's own newest change that still stands, all that was moved at once."""
        timetable = self.timetable(request, id)
        form = forms.UndoSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        version = self.version(request, given)
        rows, found = self.step(timetable.pk, member_of(request).user, version, given["accept"])
        self.in_reach(request, *(row.cls for row in rows))
        return self.written(timetable, rows, found)


class RedoView(UndoView):
    step = staticmethod(editing.redo)

    @extend_schema(
        operation_id="timetables_edits_redo",
        parameters=[IF_MATCH],
        request=forms.UndoSerializer,
        responses={201: forms.WrittenSerializer},
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Make again what one took back last."""
        return super().post(request, id)


class MergeView(DraftView):
    @extend_schema(
        operation_id="timetables_merge",
        parameters=[IF_MATCH],
        request=forms.MergeSerializer,
        responses={201: forms.WrittenSerializer},
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Let classes, or all of a department, be where another timetable has them."""
        timetable = self.timetable(request, id)
        form = forms.MergeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        version, source = self.version(request, given), given.pop("other")
        department = given.pop("department")
        by = member_of(request).user
        whose = department and department.pk
        rows, found = merging.merge(
            timetable.pk, source, by, version, department=whose, **given
        )
        moved = Class.objects.filter(pk__in=[row.cls_id for row in rows])
        self.in_reach(request, *moved)
        return self.written(timetable, rows, found)


class PinView(DraftView):
    @extend_schema(
        operation_id="timetables_pin", request=forms.PinHereSerializer, responses={204: None}
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Pin a class to the time or room that it has here, or (neither) set it free."""
        timetable = self.timetable(request, id)
        form = forms.PinHereSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        cls = given.pop("cls")
        self.in_reach(request, cls)
        editing.pin(timetable.pk, cls, **given)
        return Response(status=204)


class FindingsView(APIView):
    entity = "timetable"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(
        operation_id="timetables_findings",
        responses=forms.PlacementFindingSerializer(many=True),
    )
    def get(self, request: Request, id: UUID) -> Response:
        """What is broken in it as it stands: clashes, closed rooms, classes without a place."""
        rows = narrow(
            Timetable.objects.all(), member_of(request), action_of(request), self.entity
        )
        found: Any = findings(get_object_or_404(rows, pk=id))
        return Response(forms.PlacementFindingSerializer(found, many=True).data)
