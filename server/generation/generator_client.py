"""Signed calls to the generation service. It holds nothing, so every call can be repeated."""

import json
from typing import Any

import httpx
from django.conf import settings
from horarium_contracts.signing import sign

TIMEOUT = httpx.Timeout(5.0, connect=2.0)


class GeneratorBusyError(Exception):
    """It takes no work now, or cannot be reached: try again later."""


class GeneratorRefusedError(Exception):
    """It will never take this request; `status` and `code` say why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


def start_solve(url: str, request: dict[str, Any]) -> None:
    """Hand over one solve (a `generate` document) to the service at `url`.

    Raises GeneratorBusyError, also when the answer was lost: the attempt number
    makes a solve that was started all the same count for nothing; and
    GeneratorRefusedError.
    """
    _call("POST", url, "/api/generate_variants", request)


def cancel_solve(url: str, solve: str, *, keep_best: bool) -> None:
    """Stop one solve now. Raises GeneratorBusyError and GeneratorRefusedError."""
    _call("POST", url, f"/api/cancel/{solve}", {"keep_best": keep_best})


def solving_slots(url: str) -> int:
    """How many solves the service at `url` runs side by side; 1 when it does not say."""
    try:
        slots = _call("GET", url, "/hardware").get("slots", 1)
    except (GeneratorBusyError, GeneratorRefusedError):
        return 1
    return max(1, int(slots))


def _call(
    method: str, url: str, path: str, document: dict[str, Any] | None = None
) -> dict[str, Any]:
    body = b"" if document is None else json.dumps(document).encode()
    headers = sign(settings.SERVICE_SECRET, method, path, body)
    if body:
        headers["Content-Type"] = "application/json"
    try:
        response = httpx.request(
            method, url + path, content=body, headers=headers, timeout=TIMEOUT
        )
    except httpx.TransportError as error:
        raise GeneratorBusyError(type(error).__name__) from error
    if response.status_code >= 500 or response.status_code == 429:
        raise GeneratorBusyError(str(response.status_code))
    try:
        answer = response.json() if response.content else {}
    except ValueError:
        answer = {}
    if response.is_error:
        raise GeneratorRefusedError(response.status_code, _code(answer))
    return answer if isinstance(answer, dict) else {}


def _code(answer: Any) -> str:
    return str(answer.get("code", "unknown")) if isinstance(answer, dict) else "unknown"
