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

from generation.broadcast import Broadcast, Connect, Entry, Seat, Status, event_of, seated
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

    status: Status
    positions: list[str]

    @property
    def has_ended(self) -> bool:
        return self.status["state"] in JOB_ENDED

    @property
    def is_complete(self) -> bool:
        """Whether each of the job's solves has a position: one may have been ordered since."""
        return len(self.positions) > len(self.status["solves"])

    def take_up(self) -> None:
        """Read the solves without a position from their beginning."""
        self.positions += [START] * (1 + len(self.status["solves"]) - len(self.positions))

    def event(self, entry: Entry) -> bytes:
        """The entry as an event; the reader stands behind it from now on."""
        self.positions[entry.index] = entry.position
        if entry.index == 0:
            self.status = entry.document
        return self._with_id(entry.event)

    def job_event(self) -> bytes:
        return self._with_id(event_of("job", self.status))

    def _with_id(self, event: bytes) -> bytes:
        return f"id: {format_cursor(self.positions)}\n".encode() + event


Load = Callable[[], Awaitable[Status | None]]
"""A job's status from the database, whose connection is let go of; None when the reader may
not see it (any more)."""


async def job_events(load: Load, last_event_id: str, connect: Connect) -> AsyncGenerator[bytes]:
    """The events of a job until it has ended."""
    status = await load()
    if status is None:
        return
    reader = Reader(status, parse_cursor(last_event_id, 1 + len(status["solves"])))
    begins = not reader.positions
    while True:
        reader.take_up()
        async with seated(reader.status, connect) as (broadcast, seat):
            if begins:
                reader.positions[0] = await _quietly(broadcast.newest()) or START
                reader.status = await load() or reader.status
                yield reader.job_event()
                begins = False
            async for event in _live(reader, broadcast, seat, load):
                yield event
            if reader.has_ended:
                async for event in _last(reader, broadcast, load):
                    yield event
                return
            if reader.is_complete:  # and yet not followed any more
                return


async def _live(
    reader: Reader, broadcast: Broadcast, seat: Seat, load: Load
) -> AsyncGenerator[bytes]:
    """What comes until the job has ended or has another solve, or the reader may not read."""
    checked = time.monotonic()
    while not reader.has_ended and reader.is_complete:
        following = broadcast.follow(seat, reader.positions, HEARTBEAT_SECONDS)
        entries = await _quietly(following)
        for entry in entries or ():
            if entry.index == 0 and entry.document["state"] in JOB_ENDED:
                reader.status = entry.document
                break
            yield reader.event(entry)
        if not entries:
            yield ALIVE
        if not entries or time.monotonic() - checked > HEARTBEAT_SECONDS:
            # Redis may have been emptied, and the reader's rights taken away.
            checked, current = time.monotonic(), await load()
            if current is None:
                return
            reader.status = current


async def _last(reader: Reader, broadcast: Broadcast, load: Load) -> AsyncGenerator[bytes]:
    """What is still to be read of a job that has ended; the last event says how."""
    while entries := await _quietly(broadcast.read(reader.positions)):
        for entry in entries:
            if entry.index == 0:
                reader.positions[0] = entry.position
            else:
                yield reader.event(entry)
    reader.positions[0] = END
    reader.status = await load() or reader.status
    yield reader.job_event()


async def _quietly(reading: Awaitable[Any]) -> Any:
    """What was read; nothing, after a moment, while Redis is away."""
    try:
        return await reading
    except redis.RedisError:
        await asyncio.sleep(1.0)
        return None
