"""Progress of solves, from Redis to whoever reads."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

from fastapi.sse import ServerSentEvent
from redis.asyncio import Redis

from horarium_contracts import redis_keys

_READ_BLOCK_MS = 1000


async def latest(connection: Redis, job: str) -> dict[str, Any] | None:
    """The snapshot of a solve, None where there is none. Raises redis.RedisError."""
    text = await connection.get(redis_keys.progress_snapshot(job))
    return None if text is None else cast("dict[str, Any]", json.loads(text))


async def events(
    connection: Redis, job: str, after: str, running: Callable[[], bool]
) -> AsyncIterator[ServerSentEvent]:
    """Progress after the stream's entry `after` ("0": from the first) until the solve ends."""
    stream = redis_keys.progress_stream(job)
    while True:
        was_running = running()
        answer: Any = await connection.xread({stream: after}, count=100, block=_READ_BLOCK_MS)
        entries = [entry for _, entries in answer for entry in entries]
        for after, fields in entries:
            yield ServerSentEvent(raw_data=fields["document"], event="progress", id=after)
        if not entries and not was_running:
            return
