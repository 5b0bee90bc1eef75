"""Only the platform's own services may call: every path but health needs a signature.

A middleware, so that no route can be forgotten, and so that an upload's size is
bounded while it arrives.
"""

from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.errors import ServiceError
from horarium_contracts import redis_keys
from horarium_contracts.limits import FORM_BYTES, UPLOAD_BYTES
from horarium_contracts.signing import SignatureRefused, verify

OPEN_PATHS = frozenset({"/health", "/health/live", "/health/ready", "/metrics"})


class Nonces(Protocol):
    async def use(self, nonce: str) -> bool:
        """True once for each nonce. Raises RedisError."""


class RedisNonces:
    """Used nonces, kept as long as a signature could be valid."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def use(self, nonce: str) -> bool:
        key = redis_keys.nonce(nonce)
        return bool(await self._redis.set(key, "1", nx=True, ex=redis_keys.NONCE_SECONDS))


class SignedRequests:
    """ASGI middleware: 401 without a valid signature, 409 for a replay, 413 when too large."""

    def __init__(self, app: ASGIApp, *, secret: str, nonces: Nonces) -> None:
        self._app = app
        self._secret = secret
        self._nonces = nonces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        try:
            body = await _read(receive, Headers(scope=scope))
            await self._check(scope, body)
        except ServiceError as error:
            await error.response()(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _check(self, scope: Scope, body: bytes) -> None:
        path = scope["raw_path"].decode("ascii")
        if scope["query_string"]:
            path += "?" + scope["query_string"].decode("ascii")
        headers = Headers(scope=scope)
        try:
            nonce = verify(self._secret, scope["method"], path, body, headers)
        except SignatureRefused as error:
            raise ServiceError(
                401, error.code, "the request is not signed as it must be"
            ) from None
        try:
            fresh = await self._nonces.use(nonce)
        except RedisError as error:
            raise ServiceError(
                503, "redis_unavailable", f"replays cannot be told: {error}", retry_after=5
            ) from error
        if not fresh:
            raise ServiceError(409, "request_replayed", "this signed request was used before")


async def _read(receive: Receive, headers: Headers) -> bytes:
    too_large = ServiceError(
        413,
        "upload_too_large",
        f"a file may have {UPLOAD_BYTES} bytes",
        parameters={"limit_megabytes": UPLOAD_BYTES // 2**20},
    )
    declared = headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > UPLOAD_BYTES + FORM_BYTES:
        raise too_large
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ServiceError(400, "disconnected", "the caller left before the end")
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > UPLOAD_BYTES + FORM_BYTES:
            raise too_large
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body that was read, once more; afterwards whatever comes, such as a disconnect."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
