"""Signed calls to Django: documents come from it, leases and ends go to it."""

import gzip
import hashlib
import json
import logging
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from generator.settings import Settings
from horarium_contracts.limits import UNPACKED_BYTES
from horarium_contracts.signing import sign

log = logging.getLogger(__name__)

_COMPRESS_FROM = 10_000
"""Bytes from which a body is sent gzipped."""

_RETRIABLE = (408, 425, 429)


class ApiError(Exception):
    """The API does not answer, or refuses; `code` says which."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Fenced(Exception):
    """The solve is somebody else's by now: stop, and say nothing."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a renewal was answered with."""

    cancelling: bool
    keep_best: bool


class Api:
    """One connection pool; use from one thread at a time."""

    def __init__(self, settings: Settings, timeout: float = 10.0) -> None:
        self._secret = settings.secret
        self._client = httpx.Client(base_url=settings.api_url, timeout=timeout)

    def document(self, digest: str, patience: float = 30.0) -> bytes:
        """The JSON whose SHA-256 is `digest`; asked again for up to `patience` seconds.

        Raises ApiError: document_missing, document_altered, document_too_large,
        api_unreachable.
        """
        path = f"/internal/documents/{digest}"
        response = self._patiently("GET", path, b"", {}, patience)
        if response.status_code != 200:
            raise ApiError("document_missing", f"{path}: {response.status_code}")
        data = response.content  # which httpx has unpacked
        if len(data) > UNPACKED_BYTES:
            raise ApiError("document_too_large", f"more than {UNPACKED_BYTES} bytes")
        if hashlib.sha256(data).hexdigest() != digest:
            raise ApiError("document_altered", f"{path}: content does not match its digest")
        return data

    def renew_lease(self, job: str, attempt: int) -> Renewal:
        """Raises Fenced, and ApiError when there is no answer."""
        body = json.dumps({"job": job, "attempt": attempt}).encode()
        response = self._send("POST", "/internal/leases", body, _JSON)
        if response.status_code in (404, 409):
            raise Fenced
        if response.status_code != 200:
            raise ApiError("api_unreachable", f"lease: {response.status_code}")
        answer = response.json()
        return Renewal(answer.get("state") == "cancelling", bool(answer.get("keep_best")))

    def keep_checkpoint(self, document: Mapping[str, Any]) -> None:
        """Give the best timetable so far (a checkpoint.v1 document) into safe keeping.

        Raises Fenced, and ApiError when it was not taken.
        """
        body, headers = packed(json.dumps(document, separators=(",", ":")).encode())
        response = self._send("POST", "/internal/checkpoints", body, headers)
        if response.status_code in (404, 409):
            raise Fenced
        if response.status_code != 200:
            raise ApiError("api_unreachable", f"checkpoint: {response.status_code}")

    def _patiently(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], patience: float
    ) -> httpx.Response:
        deadline = time.monotonic() + patience
        for wait in backoff():
            try:
                response = self._send(method, path, body, headers)
                if not may_pass(response.status_code):
                    return response
                reason = str(response.status_code)
            except ApiError as error:
                reason = str(error)
            if time.monotonic() + wait > deadline:
                raise ApiError("api_unreachable", f"{path}: {reason}")
            time.sleep(wait)
        raise AssertionError("backoff is endless")

    def _send(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx.Response:
        signed = {**headers, **sign(self._secret, method, path, body)}
        try:
            return self._client.request(method, path, content=body, headers=signed)
        except httpx.HTTPError as error:
            raise ApiError("api_unreachable", f"{path}: {type(error).__name__}") from error


_JSON = {"Content-Type": "application/json"}


def backoff(first: float = 0.5, most: float = 15.0) -> Any:
    """Endless waits in seconds that double up to `most`, each with some chance in it."""
    wait = first
    while True:
        yield wait * random.uniform(0.7, 1.3)
        wait = min(most, wait * 2)


def may_pass(status: int) -> bool:
    """Whether a refusal may be over by itself in a while."""
    return status >= 500 or status in _RETRIABLE


def packed(body: bytes) -> tuple[bytes, dict[str, str]]:
    """A JSON body as it is sent, and the headers that say so; long ones gzipped."""
    if len(body) < _COMPRESS_FROM:
        return body, dict(_JSON)
    return gzip.compress(body, compresslevel=5, mtime=0), {**_JSON, "Content-Encoding": "gzip"}
