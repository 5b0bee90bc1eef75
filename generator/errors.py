"""Errors of the service: each has a status, a code, and a sentence for the log's reader."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from generator.schemas import Problem


class ServiceError(Exception):
    """Answered as application/problem+json."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        place: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.problem = Problem(
            status=status,
            code=code,
            detail=detail,
            place=place,
            parameters=dict(parameters or {}),
        )
        self.retry_after = retry_after

    def response(self) -> JSONResponse:
        """The answer for the caller."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return JSONResponse(
            self.problem.model_dump(exclude_none=True),
            self.problem.status,
            headers,
            media_type="application/problem+json",
        )


def answer_errors(app: FastAPI) -> None:
    """Give every kind of error the one form."""

    @app.exception_handler(ServiceError)
    def service_error(_: Request, error: ServiceError) -> JSONResponse:
        return error.response()

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        detail = f"{place}: {first['msg']}"
        return ServiceError(422, "invalid_request", detail, place=place).response()

    @app.exception_handler(HTTPException)
    def http_error(_: Request, error: HTTPException) -> JSONResponse:
        code = {404: "not_found", 405: "method_not_allowed"}.get(
            error.status_code, "http_error"
        )
        return ServiceError(error.status_code, code, str(error.detail)).response()
