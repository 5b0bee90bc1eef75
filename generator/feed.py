"""Progress of solves, from Redis to whoever reads."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, cast

from fastapi.sse import ServerSentEvent
from redis.asyncio import Redis

from horarium_contracts import redis_keys

_READ_BLOCK_MS = 1000

CURSOR = r"^\d+(-\d+)?(_\d+(-\d+)?)*$"
"""Where a reader stands: a position in each stream."""


async def latest(connection: Redis, job: str) -> dict[str, Any] | None:
    """The snapshot of a solve, None where there is none. Raises redis.RedisError."""
    text = await connection.get(redis_keys.progress_snapshot(job))
    return None if text is None else cast("dict[str, Any]", json.loads(text))


async def events(
    connection: Redis, jobs: Sequence[str], after: str, running: Callable[[], bool]
) -> AsyncIterator[ServerSentEvent]:
    """Progress of solves after a `CURSOR` ("0": from the first) until they have ended.

    An event's id has a position in each solve's stream, so that who was cut off gets each
    later one once.
    """
    streams = [redis_keys.progress_stream(job) for job in jobs]
    known = after.split("_")
    if len(known) != len(streams):
        known = ["0"] * len(streams)
    positions = dict(zip(streams, known, strict=True))
    while True:
        was_running = running()
        answer: Any = await connection.xread(
            cast(Any, positions), count=100, block=_READ_BLOCK_MS
        )
        entries = [(stream, *entry) for stream, entries in answer for entry in entries]
        for stream, position, fields in sorted(entries, key=lambda entry: _order(entry[1])):
            positions[stream] = position
            id = "_".join(positions.values())
            yield ServerSentEvent(raw_data=fields["document"], event="progress", id=id)
        if not entries and not was_running:
            return


def _order(position: str) -> tuple[int, int]:
    milliseconds, _, sequence = position.partition("-")
    return int(milliseconds), int(sequence)
