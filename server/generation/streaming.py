"""A job's events for the browser, as server-sent events that hold no database connection.

Two kinds: `job` (JobStatus) on every change of state, and `progress`
({solve, kind, index, progress}). The stream ends when the job has ended. A reader
who comes back with Last-Event-ID gets each later event once.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import redis

from generation.broadcast import Connect, Entry, Status, event_of, seated
from generation.cursors import END, START, format_cursor, parse_cursor
from generation.states import JOB_ENDED

HEARTBEAT_SECONDS = 15.0
ALIVE = b": alive\n\n"

HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}


@dataclass
class Reader:
    """Where one reader stands: a position in the job's stream, and in each of its solves'."""

    positions: list[str]

    def event(self, entry: Entry) -> bytes:
        """The entry as an event; the reader stands behind it from now on."""
        self.positions[entry.index] = entry.position
        return self._with_id(entry.event)

    def job_event(self, status: Status) -> bytes:
        return self._with_id(event_of("job", status))

    def _with_id(self, event: bytes) -> bytes:
        return f"id: {format_cursor(self.positions)}\n".encode() + event


async def job_events(
    load: Callable[[], Awaitable[Status | None]], last_event_id: str, connect: Connect
) -> AsyncGenerator[bytes]:
    """The events of a job until it has ended.

    `load` reads its status from the database and lets go of the connection; None
    when the reader may not see it (any more).
    """
    status = await load()
    if status is None:
        return
    streams = 1 + len(status["solves"])
    known = parse_cursor(last_event_id, streams)
    reader = Reader(known or [START] * streams)
    async with seated(status, connect) as (broadcast, seat):
        if known is None:
            reader.positions[0] = await _quietly(broadcast.newest()) or START
            status = await load() or status
            yield reader.job_event(status)
        checked = time.monotonic()
        while status["state"] not in JOB_ENDED:
            following = broadcast.follow(seat, reader.positions, HEARTBEAT_SECONDS)
            entries = await _quietly(following)
            for entry in entries or ():
                if entry.index == 0 and entry.document["state"] in JOB_ENDED:
                    status = entry.document
                    break
                yield reader.event(entry)
            if not entries:
                yield ALIVE
            if not entries or time.monotonic() - checked > HEARTBEAT_SECONDS:
                # Redis may have been emptied, and the reader's rights taken away.
                checked, current = time.monotonic(), await load()
                if current is None:
                    return
                status = current
        while entries := await _quietly(broadcast.read(reader.positions)):
            for entry in entries:
                if entry.index == 0:
                    reader.positions[0] = entry.position  # the last event says it all
                else:
                    yield reader.event(entry)
        reader.positions[0] = END
        yield reader.job_event(await load() or status)


async def _quietly(reading: Awaitable[Any]) -> Any:
    """What was read; nothing, after a moment, while Redis is away."""
    try:
        return await reading
    except redis.RedisError:
        await asyncio.sleep(1.0)
        return None
