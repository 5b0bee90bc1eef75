"""Refuses oversized requests while they arrive.

Django's ASGI handler writes a whole request body to disk before any middleware
runs, so the limit has to stand in front of it.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from config.errors import CONTENT_TYPE, problem, upload_too_large
from horarium_contracts.limits import FORM_BYTES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class _TooLarge(Exception):
    pass


class UploadLimit:
    """Answers 413 with code `upload_too_large` to a body of more than `limit` bytes."""

    def __init__(self, application: Application, limit: int) -> None:
        self.application = application
        self.limit = limit

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.application(scope, receive, send)
        left = self.limit + FORM_BYTES
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > left:
            return await self._refuse(send)

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _TooLarge
            return message

        try:
            await self.application(scope, counted, send)
        except _TooLarge:
            await self._refuse(send)

    async def _refuse(self, send: Send) -> None:
        refusal = upload_too_large(self.limit)
        document = problem(
            refusal.code, str(refusal.detail), refusal.parameters, [], type="client_error"
        )
        body = json.dumps(document).encode()
        headers = [(b"content-type", CONTENT_TYPE.encode()), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})
