"""A job's events for the browser, as server-sent events that hold no database connection.

Two kinds: `job` (JobStatus) on every change of state, and `progress`
({solve, kind, index, progress}). The stream ends when the job has ended. A reader
who comes back with Last-Event-ID gets each later event once.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import redis.asyncio

from generation.cursors import END, START, format_cursor, order, parse_cursor
from generation.live import progress_document
from generation.states import JOB_ENDED
from horarium_contracts import redis_keys

HEARTBEAT_SECONDS = 15.0
ENTRIES = 200
ALIVE = b": alive\n\n"

Status = dict[str, Any]
Entry = tuple[int, str, dict[str, Any]]
"""Index of the stream, position in it, document."""

HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}


@dataclass
class Reader:
    """Where one reader stands in the job's stream (index 0) and in those of its solves."""

    client: "redis.asyncio.Redis"
    status: Status
    positions: list[str] = field(init=False)
    streams: list[str] = field(init=False)

    def __post_init__(self) -> None:
        solves = [redis_keys.progress_stream(solve["id"]) for solve in self.status["solves"]]
        self.streams = [redis_keys.job_stream(self.status["id"]), *solves]
        self.positions = [START] * len(self.streams)

    async def skip_job_events(self) -> None:
        """Go on after the newest change of state, for a reader who knows the status."""
        newest: Any = await self.client.xrevrange(self.streams[0], count=1)
        if newest:
            self.positions[0] = newest[0][0]

    async def read(self, block_seconds: float | None) -> list[Entry]:
        """What has come since, in the order in which it came; waits only if there is none."""
        answer: Any = await self.client.xread(
            dict(zip(self.streams, self.positions, strict=True)),
            count=ENTRIES,
            block=None if block_seconds is None else int(block_seconds * 1000),
        )
        indices = {stream: index for index, stream in enumerate(self.streams)}
        entries = [
            (indices[stream], position, _document(indices[stream], fields["document"]))
            for stream, batch in answer
            for position, fields in batch
        ]
        return sorted(entries, key=lambda entry: order(entry[1]))

    def event(self, entry: Entry) -> bytes:
        """The entry as an event; the reader stands behind it from now on."""
        index, position, document = entry
        self.positions[index] = position
        if index == 0:
            return self.job_event(document)
        solve = self.status["solves"][index - 1]
        about = {"solve": solve["id"], "kind": solve["kind"], "index": solve["index"]}
        return _format("progress", {**about, "progress": document}, self.positions)

    def job_event(self, status: Status) -> bytes:
        return _format("job", status, self.positions)


async def job_events(
    load: Callable[[], Awaitable[Status | None]],
    last_event_id: str,
    connect: Callable[[], "redis.asyncio.Redis"],
) -> AsyncGenerator[bytes]:
    """The events of a job until it has ended.

    `load` reads its status from the database and lets go of the connection; None
    when the reader may not see it (any more).
    """
    client = connect()
    try:
        status = await load()
        if status is None:
            return
        reader = Reader(client, status)
        known = parse_cursor(last_event_id, len(reader.streams))
        if known is not None:
            reader.positions = known
        else:
            await _quietly(reader.skip_job_events())
            status = await load() or status
            yield reader.job_event(status)
        checked = time.monotonic()
        while status["state"] not in JOB_ENDED:
            entries = await _quietly(reader.read(HEARTBEAT_SECONDS))
            for entry in entries or ():
                if entry[0] == 0 and entry[2]["state"] in JOB_ENDED:
                    status = entry[2]
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
        while entries := await _quietly(reader.read(None)):
            for entry in entries:
                if entry[0] == 0:
                    reader.positions[0] = entry[1]  # the last event says it all
                else:
                    yield reader.event(entry)
        reader.positions[0] = END
        yield reader.job_event(await load() or status)
    finally:
        await asyncio.shield(client.aclose())


def _document(stream: int, text: str) -> dict[str, Any]:
    document: dict[str, Any] = progress_document(text) if stream else json.loads(text)
    return document


async def _quietly(reading: Awaitable[Any]) -> Any:
    """What was read; nothing, after a moment, while Redis is away."""
    try:
        return await reading
    except redis.RedisError:
        await asyncio.sleep(1.0)
        return None


def _format(event: str, data: dict[str, Any], positions: list[str]) -> bytes:
    text = json.dumps(data, separators=(",", ":"))
    return f"id: {format_cursor(positions)}\nevent: {event}\ndata: {text}\n\n".encode()
