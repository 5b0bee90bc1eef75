"""What the API's views of entities share: scope, pages, and refusal of stale edits."""

from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import DateTimeField, Model, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ModelViewSet

from accounts.bulk import BulkMixin
from accounts.database import take_turn
from accounts.idempotency import Idempotent
from accounts.permissions import RolePermission, action_of, may, member_of, narrow
from accounts.recording import Listed
from accounts.tenancy import TenantModel
from accounts.versions import IF_MATCH, refuse_stale, refuse_stale_tag
from config.errors import Refused

M = TypeVar("M", bound=TenantModel)
R = TypeVar("R", bound=Model)


class UtcField(serializers.DateTimeField):
    """A time in UTC, as all are: to ask for the zone took a tenth of the time of a list."""

    timezone = UTC


class EntitySerializer(serializers.ModelSerializer[M], Generic[M]):
    """An entity with its version: an edit names the version it started from.

    `lists` are the fields that hold rows of their own, and the service that replaces
    each as a whole.
    """

    version = serializers.IntegerField(required=False, min_value=1)

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        DateTimeField: UtcField,
    }
    lists: ClassVar[Mapping[str, Callable[[Any, Any], None]]] = {}
    # In which rows a list is kept, of fields whose form does not say so.
    listed: ClassVar[Mapping[str, Listed]] = {}
    # What people call a row by, then where that must be enough: no two are named alike there.
    named: ClassVar[tuple[str, ...]] = ()

    def create(self, validated_data: dict[str, Any]) -> M:
        self._refuse_name_taken(validated_data)
        lists = self._take_lists(validated_data)
        row = super().create(validated_data)
        self._write_lists(row, lists)
        return row

    def update(self, instance: M, validated_data: dict[str, Any]) -> M:
        self._refuse_name_taken(validated_data, instance)
        lists = self._take_lists(validated_data)
        row = super().update(instance, validated_data)
        self._write_lists(row, lists)
        return row

    def _refuse_name_taken(self, data: dict[str, Any], row: M | None = None) -> None:
        """Raises Refused: name_taken (409). What is named alike already may stay so."""
        if not any(name in data for name in self.named):
            return
        model: type[M] = self.Meta.model
        before = {name: getattr(row, name) for name in self.named} if row else {}
        after = {name: data.get(name, before.get(name)) for name in self.named}
        field, *where = self.named
        if before == after or not after[field]:
            return
        # Of two who take a name at once, one is refused.
        take_turn(
            f"name:{model._meta.label}", member_of(self.context["request"]).institution_id
        )
        same = {name: after[name] for name in where}
        rows = model._default_manager.filter(**{f"{field}__iexact": after[field], **same})
        if (rows.exclude(pk=row.pk) if row else rows).exists():
            raise Refused(
                "name_taken",
                f"There is another {model._meta.verbose_name} called {after[field]}.",
                status=409,
                field=field,
                name=after[field],
            )

    def _take_lists(self, data: dict[str, Any]) -> dict[str, Any]:
        data.pop("version", None)
        return {name: data.pop(name) for name in self.lists if name in data}

    def _write_lists(self, row: M, lists: dict[str, Any]) -> None:
        for name, rows in lists.items():
            self.lists[name](row, rows)


class ScopedViewSet(GenericViewSet[M], Generic[M]):
    """Rows of one entity, as far as the member may see them.

    A subclass gives `entity` (its name in the grants) and `rows()`. `asks` names the
    grant's action of what is no ordinary method.
    """

    entity: str
    asks: ClassVar[Mapping[str, str]] = {}
    permission_classes = [IsAuthenticated, RolePermission]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    ordering = ["id"]

    def rows(self) -> QuerySet[M]:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[M]:
        if getattr(self, "swagger_fake_view", False):
            return self._model()._base_manager.none()
        # A write may only start from a row that can be seen: the rest is 404.
        return narrow(self.rows(), member_of(self.request), "view", self.entity)

    def _model(self) -> type[M]:
        serializer_class: Any = self.get_serializer_class()
        model: type[M] = serializer_class.Meta.model
        return model


class EntityViewSet(Idempotent, BulkMixin, ModelViewSet[M], ScopedViewSet[M], Generic[M]):
    """List, read, add, edit and remove rows of one entity.

    Rows are locked to be changed, except for the `unlocked` actions, whose services do so.
    """

    asks = {"bulk_delete": "delete"}
    unlocked: ClassVar[frozenset[str]] = frozenset()

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        writes = action_of(self.request) in ("change", "delete")
        if writes and self.action not in self.unlocked:
            # Last: a search makes a sub-query of what it is given, which must lock nothing.
            if rows.query.distinct:  # of which PostgreSQL locks no row either
                rows = queryset.filter(pk__in=rows.order_by().values("pk"))
            rows = rows.select_for_update(of=("self",))
        return rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        return Response(self.get_serializer(row).data, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().partial_update(request, *args, **kwargs)

    @extend_schema(parameters=[IF_MATCH])
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        refuse_stale_tag(request, row)
        self.perform_destroy(row)
        return Response(status=204)

    def perform_create(self, serializer: serializers.BaseSerializer[M]) -> None:
        self._keep_in_scope(serializer.save(), "add")

    def perform_update(self, serializer: serializers.BaseSerializer[M]) -> None:
        assert serializer.instance is not None
        refuse_stale(
            self.request, serializer.instance, serializer.validated_data.get("version")
        )
        self._keep_in_scope(serializer.save(), "change")

    def _keep_in_scope(self, row: M, action: str) -> None:
        """A row may not be written into another department's; the transaction rolls back."""
        if not may(member_of(self.request), action, self.entity, row):
            raise PermissionDenied


def held(request: Request, rows: QuerySet[R]) -> QuerySet[R]:
    """The rows, locked where the request is going to change what it finds."""
    return rows if request.method in SAFE_METHODS else rows.select_for_update(of=("self",))


class DetailMixin:
    """Lists show rows; a single row, also when written, shows its parts too."""

    list_serializer_class: type[serializers.BaseSerializer[Any]]

    def get_serializer_class(self) -> Any:
        if self.action == "list":  # type: ignore[attr-defined]
            return self.list_serializer_class
        return super().get_serializer_class()  # type: ignore[misc]
