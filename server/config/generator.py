"""Signed calls to the generation service. It keeps nothing, so every call can be repeated."""

from typing import Any

import httpx
from django.conf import settings

from config.errors import Refused
from horarium_contracts.signing import sign

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
QUESTION_TIMEOUT = httpx.Timeout(10.0, connect=2.0)
"""Beyond the time that a question waits for a timetable that is being read."""
DOCUMENT_TIMEOUT = httpx.Timeout(150.0, connect=2.0)
"""Beyond the time that the service gives itself for a conversion."""


class GeneratorBusyError(Exception):
    """It takes no work now, or cannot be reached: try again later. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GeneratorRefusedError(Exception):
    """It will never take this request; its problem document says why."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code', 'unknown')}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        return str(self.problem.get("code", "unknown"))


def call(
    method: str,
    path: str,
    content: bytes = b"",
    *,
    content_type: str = "application/json",
    url: str = "",
    timeout: httpx.Timeout = TIMEOUT,
) -> httpx.Response:
    """The service's answer to a signed request; `path` includes the query.

    `url` is the service to ask, by default the one of the settings.

    Raises GeneratorBusyError, also when only the answer was lost, and
    GeneratorRefusedError.
    """
    headers = sign(settings.SERVICE_SECRET, method, path, content)
    if content:
        headers["Content-Type"] = content_type
    try:
        response = httpx.request(
            method,
            (url or settings.GENERATOR_URL) + path,
            content=content,
            headers=headers,
            timeout=timeout,
        )
    except httpx.TransportError as error:
        raise GeneratorBusyError(type(error).__name__) from error
    if response.status_code >= 500 or response.status_code == 429:
        raise GeneratorBusyError(str(_problem(response).get("code", response.status_code)))
    if response.is_error:
        raise GeneratorRefusedError(response.status_code, _problem(response))
    return response


def make_document(
    path: str,
    content: bytes,
    *,
    content_type: str = "application/json",
    field: str | None = None,
) -> httpx.Response:
    """The document that the service makes of `content`, for whoever asked the API for it.

    Raises Refused with the code, place and parameters of what the service finds
    wrong, naming `field` as the input at fault; generator_unavailable (503).
    """
    try:
        return call("POST", path, content, content_type=content_type, timeout=DOCUMENT_TIMEOUT)
    except GeneratorBusyError as error:
        raise Refused(
            "generator_unavailable", "The generation service does not answer.", status=503
        ) from error
    except GeneratorRefusedError as error:
        problem = error.problem
        parameters = {**problem.get("parameters", {}), "place": problem.get("place") or ""}
        detail = ": ".join(filter(None, [problem.get("place"), problem.get("detail")]))
        raise Refused(error.code, detail or str(error), field=field, **parameters) from error


def _problem(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
