"""A job's streams, read and put into words once for all who follow it in this process."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import redis.asyncio

from generation.cursors import START, order
from generation.live import progress_document
from horarium_contracts import redis_keys

ENTRIES = 200
READ_SECONDS = 15.0
RETRY_SECONDS = 1.0
CANCEL_SECONDS = 0.5
MOST_WAITING = 1000
"""Entries kept for a slow reader, who reads what is beyond from Redis."""

Status = dict[str, Any]
Connect = Callable[[], "redis.asyncio.Redis"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Of the job's own stream (index 0), or of one of its solves'; `event` lacks its id."""

    index: int
    position: str
    document: dict[str, Any]
    event: bytes


@dataclass(eq=False)
class Seat:
    """What came for one reader since the last look, once what came before was caught up on."""

    waiting: list[Entry] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    behind: bool = True

    def tell(self, entries: Sequence[Entry]) -> None:
        if len(self.waiting) + len(entries) > MOST_WAITING:
            self.waiting.clear()
            self.behind = True
        self.waiting += entries
        self.news.set()


class Broadcast:
    """One connection to Redis, and one task that reads for every seat."""

    def __init__(self, status: Status, client: "redis.asyncio.Redis") -> None:
        self._solves = status["solves"]
        self._streams = streams_of(status)
        self._client = client
        self._seats: set[Seat] = set()
        self._task = asyncio.create_task(self._tell_all())

    async def newest(self) -> str:
        """Position of the newest change of state. Raises redis.RedisError."""
        newest: Any = await self._client.xrevrange(self._streams[0], count=1)
        return str(newest[0][0]) if newest else START

    async def read(self, positions: Sequence[str], block: float | None = None) -> list[Entry]:
        """What has come since, in the order in which it came; waits only if there is none.

        Raises redis.RedisError.
        """
        answer: Any = await self._client.xread(
            dict(zip(self._streams, positions, strict=True)),
            count=ENTRIES,
            block=None if block is None else int(block * 1000),
        )
        entries = [
            self._entry(self._streams.index(stream), position, fields["document"])
            for stream, batch in answer
            for position, fields in batch
        ]
        return sorted(entries, key=lambda entry: order(entry.position))

    async def follow(self, seat: Seat, positions: Sequence[str], seconds: float) -> list[Entry]:
        """The same for a seat; nothing after so many seconds without, or without Redis."""
        if seat.behind:
            missed = await self.read(positions)
            if missed:
                return missed
            seat.behind = False
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await seat.news.wait()
        seat.news.clear()
        came, seat.waiting = seat.waiting, []
        return [each for each in came if order(each.position) > order(positions[each.index])]

    def take(self) -> Seat:
        seat = Seat()
        self._seats.add(seat)
        return seat

    def leave(self, seat: Seat) -> bool:
        """Whether nobody is left."""
        self._seats.discard(seat)
        return not self._seats

    async def close(self) -> None:
        while not self._task.done():
            # Again, where the client has let the first one pass.
            self._task.cancel()
            await asyncio.wait([self._task], timeout=CANCEL_SECONDS)
        await self._client.aclose()

    async def _tell_all(self) -> None:
        positions = [START] * len(self._streams)
        while True:
            try:
                entries = await self.read(positions, READ_SECONDS)
            except redis.RedisError:
                entries = []
                await asyncio.sleep(RETRY_SECONDS)
            else:
                if not entries:
                    continue
            for entry in entries:
                positions[entry.index] = entry.position
            for seat in self._seats:
                seat.tell(entries)

    def _entry(self, index: int, position: str, text: str) -> Entry:
        if index == 0:
            document = json.loads(text)
            return Entry(index, position, document, event_of("job", document))
        solve = self._solves[index - 1]
        document = progress_document(text)
        about = {"solve": solve["id"], "kind": solve["kind"], "index": solve["index"]}
        event = event_of("progress", {**about, "progress": document})
        return Entry(index, position, document, event)


def streams_of(status: Status) -> list[str]:
    solves = [redis_keys.progress_stream(solve["id"]) for solve in status["solves"]]
    return [redis_keys.job_stream(status["id"]), *solves]


def event_of(name: str, data: dict[str, Any]) -> bytes:
    """A server-sent event without its id."""
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


_open: dict[tuple[asyncio.AbstractEventLoop, tuple[str, ...]], Broadcast] = {}


@asynccontextmanager
async def seated(status: Status, connect: Connect) -> AsyncIterator[tuple[Broadcast, Seat]]:
    """A seat in the job's broadcast, which lasts as long as anybody follows it."""
    key = asyncio.get_running_loop(), tuple(streams_of(status))
    broadcast = _open.get(key)
    if broadcast is None:
        broadcast = _open[key] = Broadcast(status, connect())
    seat = broadcast.take()
    try:
        yield broadcast, seat
    finally:
        if broadcast.leave(seat):
            del _open[key]
            await asyncio.shield(broadcast.close())
