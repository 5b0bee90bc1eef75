"""Many rows at once: all of them are written, or none, with an error for each that is not."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import member_of, narrow
from accounts.tenancy import TenantModel
from accounts.versions import stale
from config.errors import Formatter, Handler, Refused

MOST_ROWS = 2000
"""More would hold a request for too long."""

FAULTS = (exceptions.APIException, IntegrityError, ProtectedError, RestrictedError)
"""What one row's write may raise; anything else is a failure."""


class BulkDeleteSerializer(serializers.Serializer[Any]):
    """Which rows: these, or all that the list shows for the query's filters."""

    ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_ROWS
    )


class BulkChangeSerializer(BulkDeleteSerializer):
    """`values` are written into each row; `versions`, by id, refuse what changed meanwhile."""

    values = serializers.DictField()
    versions = serializers.DictField(child=serializers.IntegerField(), required=False)


class BulkAnswerSerializer(serializers.Serializer[Any]):
    rows = serializers.IntegerField()


class BulkMixin:
    """For an EntityViewSet: PATCH …/bulk/ and POST …/bulk-delete/."""

    @extend_schema(request=BulkChangeSerializer, responses=BulkAnswerSerializer, filters=True)
    @action(detail=False, methods=["patch"], url_path="bulk", pagination_class=None)
    def bulk_change(self, request: Request) -> Response:
        """Write the same values into many rows; one that refuses them refuses all."""
        asked = _read(BulkChangeSerializer, request)
        versions = asked.get("versions", {})

        def change(row: Any) -> None:
            if versions.get(str(row.pk), row.version) != row.version:
                raise stale(row, 409)
            form = self.get_serializer(row, data=asked["values"], partial=True)  # type: ignore[attr-defined]
            form.is_valid(raise_exception=True)
            self._keep_in_scope(form.save(), "change")  # type: ignore[attr-defined]

        return self._each(asked, "change", change)

    @extend_schema(request=BulkDeleteSerializer, responses=BulkAnswerSerializer, filters=True)
    @action(detail=False, methods=["post"], url_path="bulk-delete", pagination_class=None)
    def bulk_delete(self, request: Request) -> Response:
        """Delete many rows; one that is still in use keeps all."""
        asked = _read(BulkDeleteSerializer, request)
        return self._each(asked, "delete", self.perform_destroy)  # type: ignore[attr-defined]

    def _each(
        self, asked: dict[str, Any], act: str, work: Callable[[TenantModel], object]
    ) -> Response:
        rows, missing = self._selected(asked)
        errors = [_error(key, "not_found", "There is no such row.") for key in missing]
        mine = narrow(self.rows(), member_of(self.request), act, self.entity)  # type: ignore[attr-defined]
        allowed = set(mine.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        refused = set(missing)
        for row in rows:
            key = row.pk
            try:
                if key not in allowed:
                    raise exceptions.PermissionDenied
                with transaction.atomic():
                    work(row)
            except FAULTS as error:
                errors += _errors(key, error)
                refused.add(key)
        if errors:
            number = len(rows) + len(missing)
            raise Refused(
                "rows_refused",
                f"{len(refused)} of {number} rows refuse this: none is written.",
                status=409,
                errors=errors,
                refused=len(refused),
                rows=number,
            )
        return Response(BulkAnswerSerializer({"rows": len(rows)}).data)

    def _selected(self, asked: dict[str, Any]) -> tuple[list[Any], list[UUID]]:
        """The rows, locked, and the ids for which there are none."""
        view: Any = self
        ids = asked.get("ids")
        if ids is None and not any(view.request.query_params.values()):
            raise Refused("selection_missing", "Name the rows: ids, or filters.", field="ids")
        rows = view.filter_queryset(view.get_queryset())
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        found = list(rows[: MOST_ROWS + 1])
        if len(found) > MOST_ROWS:
            raise Refused("too_many_rows", f"At most {MOST_ROWS} at once.", limit=MOST_ROWS)
        known = {row.pk for row in found}
        return found, [key for key in dict.fromkeys(ids or ()) if key not in known]


def _read(form: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    read = form(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def _errors(key: UUID, error: Exception) -> list[dict[str, Any]]:
    """What one row's refusal says, with the row before each field."""
    return [
        {**each, "field": f"{key}.{each['field']}" if each["field"] else str(key)}
        for each in errors_of(error)
    ]


def errors_of(error: Exception) -> list[dict[str, Any]]:
    """What a row's refusal says: {code, field (or None), detail, parameters}, at least one."""
    context: Any = {}
    known = Handler(error, context).convert_known_exceptions(error)
    problem = Formatter(cast(exceptions.APIException, known), context, error).run()
    names = ("code", "detail", "parameters")
    errors: list[dict[str, Any]] = problem["errors"]
    return errors or [{"field": None, **{name: problem[name] for name in names}}]


def _error(key: UUID, code: str, detail: str, **parameters: Any) -> dict[str, Any]:
    return {"code": code, "field": str(key), "detail": detail, "parameters": parameters}
