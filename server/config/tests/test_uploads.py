"""An oversized body is refused while it arrives, declared or not."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from config.uploads import UploadLimit
from horarium_contracts.limits import FORM_BYTES

LIMIT = 1024 * 1024


async def application(scope: Any, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})


def status(sizes: list[int], declared: int | None = None) -> int:
    sent: list[MutableMapping[str, Any]] = []
    chunks = [{"body": b"x" * size, "more_body": True} for size in sizes] + [{"body": b""}]

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", **chunks.pop(0)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = [] if declared is None else [(b"content-length", str(declared).encode())]
    scope = {"type": "http", "headers": headers}
    asyncio.run(UploadLimit(application, LIMIT)(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("sizes", "declared", "expected"),
    [
        ([LIMIT], LIMIT, 200),
        ([LIMIT // 2, LIMIT // 2], None, 200),
        ([], LIMIT + FORM_BYTES + 1, 413),
        ([LIMIT, LIMIT], None, 413),
    ],
)
def test_the_limit_holds(sizes: list[int], declared: int | None, expected: int) -> None:
    assert status(sizes, declared) == expected
