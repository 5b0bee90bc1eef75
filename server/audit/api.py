"""The record of changes in the API: read it, and bring back what was."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.permissions import has_duty, may, member_of
from audit import selectors
from audit.models import Action, Entry
from audit.recent import recent
from audit.registry import entities, entity_of_table, tables_of
from audit.serializers import EntrySerializer, RecentSerializer, RestoreSerializer
from audit.services import granted_as, restore
from config.errors import Refused

MOST_RECENT = 12


def _entity_choices() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(entities())]


class EntryFilter(filters.FilterSet):
    entity = filters.ChoiceFilter(choices=_entity_choices, method="of_entity")
    object = filters.UUIDFilter("object")
    actor = filters.UUIDFilter("actor")
    action = filters.ChoiceFilter(choices=Action.choices)
    request = filters.CharFilter("request")  # type: ignore[assignment]
    since = filters.IsoDateTimeFilter("at", "gte")
    until = filters.IsoDateTimeFilter("at", "lt")

    @extend_schema_field(OpenApiTypes.STR)
    def of_entity(self, rows: QuerySet[Entry], _name: str, entity: str) -> QuerySet[Entry]:
        return rows.filter(table__in=tables_of(entity))


class EntryViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet[Entry]):
    """Who changed what and when, newest first."""

    duty = "audit"
    # Whoever may edit an object may read its history and undo changes.
    permission_classes = [IsAuthenticated]
    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    filter_backends = [filters.DjangoFilterBackend]
    token_scope = "admin"  # noqa: S105  the name of a scope
    http_method_names = ["get", "post", "head", "options"]

    def get_queryset(self) -> QuerySet[Entry]:
        if getattr(self, "swagger_fake_view", False):
            return Entry._base_manager.none()
        member_of(self.request)
        rows = selectors.entries()
        if self.detail or has_duty(self.request, self.duty):
            return rows
        return rows.filter(object=self._object_asked_for())

    def get_object(self) -> Entry:
        entry = super().get_object()
        if not (has_duty(self.request, self.duty) or self._may_edit(entry)):
            raise Http404
        return entry

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The record, of everything or (`entity` and `object`) of what one may see."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self._shown(page or []))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self._shown([self.get_object()])[0])

    @extend_schema(request=RestoreSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring the object back as it was after this change, or before its removal."""
        form = RestoreSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        restore(self.get_object(), request, form.validated_data.get("version"))
        return Response(status=204)

    @extend_schema(responses=RecentSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def recent(self, request: Request) -> Response:
        """What was changed lately, of everything or of what one may change oneself."""
        member = member_of(request)
        everything = has_duty(request, self.duty)
        found = recent(member, everything=everything, most=MOST_RECENT)
        rows = [each.newest for each in found]
        context = {
            "actor_names": selectors.actor_names(rows),
            "object_names": selectors.object_names(rows),
        }
        return Response(RecentSerializer(found, many=True, context=context).data)

    def _shown(self, rows: Sequence[Entry]) -> Any:
        context = {
            "actor_names": selectors.actor_names(rows),
            "object_names": selectors.object_names(rows),
        }
        return EntrySerializer(rows, many=True, context=context).data

    def _object_asked_for(self) -> Any:
        """The object in the query, where the member may edit it."""
        entity = self.request.query_params.get("entity", "")
        key = self.request.query_params.get("object", "")
        try:
            found = entities()[entity](pk=uuid.UUID(key))
        except (KeyError, ValueError):
            found = None
        asker = member_of(self.request)
        if found is None or not may(asker, "change", granted_as(entity), found):
            raise Refused(
                "audit_of_one_object",
                "Name an entity and an object that you may edit.",
                status=403,
            )
        return found.pk

    def _may_edit(self, entry: Entry) -> bool:
        entity = entity_of_table(entry.table)
        row = entities()[entity](pk=selectors.object_of(entry))
        return may(member_of(self.request), "change", granted_as(entity), row)
