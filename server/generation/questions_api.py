"""Quick questions in the API: what a change would mean, and what would be better."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.permissions import RolePermission, member_of, narrow
from campus.models import Room
from config.errors import CONTENT_TYPE, ProblemSerializer, Refused
from courses.models import Class
from courses.selectors import rooms_of
from generation import questions_serializers as forms
from generation.questions.asking import Desk, Place, rescore
from generation.questions.words import Words
from timetables import selectors
from timetables.api.serializers import TimetableDetailSerializer
from timetables.models import Timetable
from timetables.selectors.stale import is_stale

LOOKED_AT, NAMED = 1000, 100
"""Of what is broken in a timetable, so many at most are looked at, and told by name."""


def answers(found: type[Any]) -> dict[Any, Any]:
    """What a question may be answered with, for the published schema."""
    wait = OpenApiResponse(ProblemSerializer, "The timetable is being read: ask again.")
    return {200: found, (202, CONTENT_TYPE): wait}


class QuestionsViewSet(GenericViewSet[Timetable]):
    """Answers within moments, from a copy in memory; nothing is changed."""

    entity = "timetable"
    asks = dict.fromkeys(("check", "heat", "suggest", "score", "broken"), "view")
    permission_classes = [IsAuthenticated, RolePermission]
    serializer_class = forms.CheckSerializer

    def get_queryset(self) -> QuerySet[Timetable]:
        if getattr(self, "swagger_fake_view", False):
            return Timetable._base_manager.none()
        return narrow(selectors.timetables(), member_of(self.request), "view", self.entity)

    @extend_schema(
        request=forms.CheckSerializer, responses=answers(forms.CheckAnswerSerializer)
    )
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:
        """What these changes, made at once, would break, mend and cost."""
        timetable = self.get_object()
        asked = self._asked(forms.CheckSerializer)
        changes = asked["changes"]
        classes = self._classes(timetable, [change["cls"] for change in changes])
        rooms = _rooms(timetable, [(change["place"] or {}).get("room") for change in changes])
        desk = Desk(timetable)
        answer = desk.check(
            [
                (
                    classes[change["cls"]],
                    place and Place(**{**place, "room": rooms.get(place["room"])}),
                )
                for change in changes
                for place in [change["place"]]
            ]
        )
        return self._answer(timetable, self._words(desk).answer(answer))

    @extend_schema(request=forms.HeatAskedSerializer, responses=answers(forms.HeatSerializer))
    @action(detail=True, methods=["post"])
    def heat(self, request: Request, pk: str) -> Response:
        """What each time that a class may have would break and cost, with the first reasons."""
        timetable = self.get_object()
        cls = self._class(timetable, self._asked(forms.HeatAskedSerializer)["cls"])
        desk = Desk(timetable)
        return self._answer(timetable, self._words(desk).heat(desk.heat(cls)))

    @extend_schema(
        request=forms.SuggestSerializer, responses=answers(forms.SuggestionsSerializer)
    )
    @action(detail=True, methods=["post"])
    def suggest(self, request: Request, pk: str) -> Response:
        """The best other places for a class, some of which make others move."""
        timetable = self.get_object()
        asked = self._asked(forms.SuggestSerializer)
        cls = self._class(timetable, asked["cls"])
        desk = Desk(timetable)
        found = desk.suggest(cls, asked["most"])
        return self._answer(timetable, self._words(desk).suggestions(found))

    @extend_schema(request=None, responses=answers(forms.BrokenSerializer))
    @action(detail=True, methods=["post"])
    def broken(self, request: Request, pk: str) -> Response:
        """What is required and not kept in the timetable as it is, of classes one may see."""
        timetable = self.get_object()
        desk = Desk(timetable)
        found = self._words(desk).broken(desk.broken(LOOKED_AT), NAMED)
        return self._answer(timetable, found)

    @extend_schema(request=None, responses=answers(TimetableDetailSerializer))
    @action(detail=True, methods=["post"])
    def score(self, request: Request, pk: str) -> Response:
        """Bring the figures up to date, where the timetable or its data changed since."""
        timetable = self.get_object()
        if is_stale(timetable):
            rescore(timetable)
        return Response(TimetableDetailSerializer(self.get_object()).data)

    def _asked(self, form_class: type[Any]) -> dict[str, Any]:
        form = form_class(data=self.request.data)
        form.is_valid(raise_exception=True)
        asked: dict[str, Any] = form.validated_data
        return asked

    def _words(self, desk: Desk) -> Words:
        return Words(desk.timetable, member_of(self.request), desk.clock)

    def _class(self, timetable: Timetable, key: UUID) -> Class:
        return self._classes(timetable, [key])[key]

    def _classes(self, timetable: Timetable, keys: list[UUID]) -> dict[UUID, Class]:
        """Of the term, those that the member may see."""
        rows = Class.objects.filter(term=timetable.term_id, pk__in=keys)
        found = {row.pk: row for row in narrow(rows, member_of(self.request), "view", "class")}
        for key in keys:
            if key not in found:
                raise Refused("unknown_class", "There is no such class here.", field="cls")
        return found

    @staticmethod
    def _answer(timetable: Timetable, answer: dict[str, Any]) -> Response:
        # Of its declared shape already.
        return Response({"version": timetable.version, **answer})


def _rooms(timetable: Timetable, keys: list[UUID | None]) -> dict[UUID | None, Room | None]:
    wanted = {key for key in keys if key is not None}
    found = rooms_of(timetable.term).in_bulk(wanted)
    if wanted - found.keys():
        raise Refused("unknown_room", "There is no such room here.", field="room")
    return {None: None, **found}
