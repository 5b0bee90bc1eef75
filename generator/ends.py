"""The end of a solve: its callback document, and its delivery to Django."""

import asyncio
import json
import logging
import uuid
from collections.abc import Mapping
from typing import Any

import httpx

from generator.api import backoff, may_pass, packed
from generator.meters import deliveries
from generator.settings import Settings
from horarium_contracts.signing import sign

log = logging.getLogger(__name__)

CALLBACK_PATH = "/internal/callbacks"


def end_document(
    job: str,
    attempt: int,
    outcome: str,
    *,
    error: Mapping[str, Any] | None = None,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A callback.v1 document with an event id of its own."""
    document: dict[str, Any] = {
        "version": 1,
        "job": job,
        "attempt": attempt,
        "event": str(uuid.uuid4()),
        "outcome": outcome,
    }
    if error is not None:
        document["error"] = dict(error)
    if result is not None:
        document["result"] = dict(result)
    return document


def failure(code: str, **parameters: Any) -> dict[str, Any]:
    """The `error` part of a callback."""
    return {"code": code, "parameters": parameters}


class Callbacks:
    """Delivers ends until each is answered; every delivery is signed anew."""

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.secret
        self._client = httpx.AsyncClient(base_url=settings.api_url, timeout=30)

    async def deliver(self, document: Mapping[str, Any]) -> bool:
        """True when Django took the end, False when it does not count (any more)."""
        body, headers = await asyncio.to_thread(
            lambda: packed(json.dumps(document, separators=(",", ":")).encode())
        )
        name = f"{document['job']} attempt {document['attempt']}: {document['outcome']}"
        for wait in backoff():
            signed = sign(self._secret, "POST", CALLBACK_PATH, body)
            try:
                response = await self._client.post(
                    CALLBACK_PATH, content=body, headers={**headers, **signed}
                )
            except httpx.HTTPError as error:
                reason = type(error).__name__
            else:
                deliveries.labels(str(response.status_code)).inc()
                if response.is_success:
                    log.info("solve %s: delivered", name)
                    return True
                reason = str(response.status_code)
                if not may_pass(response.status_code):
                    log.warning("solve %s: refused with %s", name, reason)
                    return False
            log.warning("solve %s: not delivered (%s), again in %.1f s", name, reason, wait)
            await asyncio.sleep(wait)
        raise AssertionError("backoff is endless")

    async def close(self) -> None:
        await self._client.aclose()
