"""Errors as codes with parameters, in the shape of RFC 9457 (application/problem+json).

    {"type": "validation_error", "code": "invalid", "detail": "…", "parameters": {…},
     "errors": [{"code": "required", "field": "name", "detail": "…", "parameters": {…}}]}

Raise `Refused` from services and views; validation errors of the framework get
the same shape. The web's catalogue makes sentences of the codes; `detail` is
English for programs and logs.
"""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema_field
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled
from rest_framework import exceptions, serializers
from rest_framework.response import Response

PLAN_LIMIT = "HR001"
"""The SQL state of the triggers that keep the plans' limits (accounts/limits.sql)."""

CONTENT_TYPE = "application/problem+json"
TYPES = ["validation_error", "client_error", "server_error"]


class Refused(exceptions.APIException):
    """A request that cannot be done, with the code and parameters that say why.

    `field` names the input at fault; `errors` lists several ({code, field, detail,
    parameters}) where there are several places; `retry_after` is the header, in seconds.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: int = 400,
        field: str | None = None,
        errors: list[dict[str, Any]] | None = None,
        retry_after: int | None = None,
        **parameters: Any,
    ) -> None:
        super().__init__(detail, code)
        self.status_code = status
        self.wait = retry_after
        self.code = code
        self.parameters = parameters
        self.errors: list[dict[str, Any]] = errors or (
            [{"code": code, "field": field, "detail": detail, "parameters": parameters}]
            if field
            else []
        )


def upload_too_large(limit: int) -> Refused:
    """The refusal of a request with more than `limit` bytes."""
    megabytes = limit // (1024 * 1024)
    detail = f"This is larger than {megabytes} MB."
    return Refused("upload_too_large", detail, status=413, limit_megabytes=megabytes)


def _plan_limit(exc: Exception) -> Refused | None:
    """What the database's own check of the plan's limits refused, if it is that."""
    cause: Any = exc.__cause__
    if getattr(cause, "sqlstate", None) != PLAN_LIMIT:
        return None
    found = json.loads(cause.diag.message_detail)
    limit, plan, allowed, current = (
        found[name] for name in ("limit", "plan", "allowed", "current")
    )
    return Refused(
        "plan_limit",
        f"The plan {plan} allows {allowed}: {limit}.",
        status=409,
        limit=limit,
        plan=plan,
        allowed=allowed,
        current=current,
    )


class Handler(ExceptionHandler):
    """Also answers 409 where the database's own constraints refuse a write.

    And 4xx where Django itself refuses a request (for its size, or too many parts) or
    PostgreSQL a value; 503 where PostgreSQL ended a statement that took too long.
    """

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, ProtectedError | RestrictedError):
            users = (
                exc.protected_objects
                if isinstance(exc, ProtectedError)
                else exc.restricted_objects
            )
            kinds = sorted({row._meta.model_name or "" for row in users})
            detail = f"Still in use by: {', '.join(kinds)}."
            return Refused("in_use", detail, status=409, by=kinds)
        if isinstance(exc, IntegrityError):
            diagnosis = getattr(exc.__cause__, "diag", None)
            name = getattr(diagnosis, "constraint_name", None) or "unknown"
            detail = f"The database refused this: it would break {name}."
            return Refused("conflict", detail, status=409, constraint=name)
        if (limit := _plan_limit(exc)) is not None:
            return limit
        if isinstance(exc, OperationalError):
            if isinstance(exc.__cause__, DeadlockDetected | LockNotAvailable):
                detail = "Somebody else changes the same just now: try again."
                return Refused("busy", detail, status=409)
            if isinstance(exc.__cause__, QueryCanceled):
                detail = "This takes longer than a request may: ask for less at a time."
                return Refused("takes_too_long", detail, status=503)
        if isinstance(exc, DataError):
            # What no validator foresaw: a NUL in a JSON document, a number beyond its column.
            return exceptions.ValidationError("This is not a value that can be stored.")
        if isinstance(exc, RequestDataTooBig):
            return upload_too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if isinstance(exc, SuspiciousOperation):
            return exceptions.ParseError(str(exc))
        return super().convert_known_exceptions(exc)

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        headers = self.get_headers(exc)
        return Response(data, exc.status_code, headers=headers, content_type=CONTENT_TYPE)

    def report_exception(self, exc: exceptions.APIException, response: Response) -> None:
        # A refusal is an answer, also where its status is 503.
        if not isinstance(exc, Refused):
            super().report_exception(exc, response)


class Formatter(ExceptionFormatter):
    def run(self) -> dict[str, Any]:
        if isinstance(self.exc, Refused):
            return problem(
                self.exc.code,
                str(self.exc.detail),
                self.exc.parameters,
                self.exc.errors,
                type=self.get_error_type(),
            )
        errors: list[dict[str, Any]] = [
            {"code": error.code, "field": error.attr, "detail": error.detail, "parameters": {}}
            for error in self.get_errors()
        ]
        if isinstance(self.exc, exceptions.ValidationError):
            return problem("invalid", "Some values are not valid.", {}, errors)
        first = errors[0]
        return problem(
            str(first["code"]), str(first["detail"]), {}, [], type=self.get_error_type()
        )


def problem(
    code: str,
    detail: str,
    parameters: dict[str, Any],
    errors: list[dict[str, Any]],
    *,
    type: str = "validation_error",
) -> dict[str, Any]:
    return {
        "type": type,
        "code": code,
        "detail": detail,
        "parameters": parameters,
        "errors": errors,
    }


_SCALAR = {"anyOf": [{"type": name} for name in ("string", "number", "boolean")]}
_LIST = {"type": "array", "items": {"type": "string"}}


@extend_schema_field(
    {"type": "object", "additionalProperties": {"anyOf": [*_SCALAR["anyOf"], _LIST]}}
)
class ParametersField(serializers.DictField):
    """What the sentence for a code is filled with: texts, numbers, flags, lists of texts."""


class ProblemItemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    detail = serializers.CharField()
    parameters = ParametersField()


class ProblemSerializer(serializers.Serializer[Any]):
    """The shape of every error, for the published schema."""

    type = serializers.ChoiceField(TYPES)
    code = serializers.CharField()
    detail = serializers.CharField()
    parameters = ParametersField()
    errors = ProblemItemSerializer(many=True)  # type: ignore[assignment]


def csrf_failure(_request: HttpRequest, reason: str = "") -> JsonResponse:
    body = problem("csrf_failed", f"CSRF check failed: {reason}", {}, [], type="client_error")
    return JsonResponse(body, status=403, content_type=CONTENT_TYPE)


def not_found(*_args: Any, **_kwargs: Any) -> JsonResponse:
    body = problem("not_found", "There is nothing here.", {}, [], type="client_error")
    return JsonResponse(body, status=404, content_type=CONTENT_TYPE)


def server_error(_request: HttpRequest) -> JsonResponse:
    body = problem("error", "The server failed.", {}, [], type="server_error")
    return JsonResponse(body, status=500, content_type=CONTENT_TYPE)
