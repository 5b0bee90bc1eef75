"""A job's events: in order, none lost or twice across a dropped connection, and an end."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any
from uuid import UUID

import pytest

from generation import broadcast, live, streaming
from generation.live import connect
from horarium_contracts import redis_keys

pytestmark = pytest.mark.asyncio

JOB, PREPARE, VARIANT = UUID(int=1), "solve-0", "solve-1"
Load = Callable[[], Awaitable[dict[str, Any] | None]]


class Status:
    """The database's answer, and how often it was asked."""

    def __init__(self) -> None:
        self.state: str | None = "running"
        self.asked = 0
        self.solves = [
            {"id": PREPARE, "kind": "prepare", "index": 0},
            {"id": VARIANT, "kind": "variant", "index": 1},
        ]

    async def load(self) -> dict[str, Any] | None:
        self.asked += 1
        if self.state is None:
            return None
        return {"id": str(JOB), "state": self.state, "solves": self.solves}


def progress(solve: str, number: int) -> None:
    document = {"phase": "search", "fraction": number / 100, "elapsed": number, "attempt": 1}
    stream = redis_keys.progress_stream(solve)
    live.connection().xadd(stream, {"document": json.dumps(document)})


def parse(event: bytes) -> tuple[str, str, Any]:
    """Id, name and data of an event; a comment has none of them."""
    lines = dict(line.split(": ", 1) for line in event.decode().strip().split("\n"))
    return lines.get("id", ""), lines.get("event", ""), json.loads(lines.get("data", "null"))


async def take(events: AsyncIterator[bytes], count: int) -> list[tuple[str, str, Any]]:
    return [parse(await asyncio.wait_for(anext(events), 5)) for _ in range(count)]


def events(status: Status, last: str = "") -> AsyncGenerator[bytes]:
    return streaming.job_events(status.load, last, connect)


async def test_a_new_reader_gets_the_status_and_then_all_progress_so_far() -> None:
    progress(PREPARE, 1)
    progress(VARIANT, 2)
    async with aclosing(events(Status())) as stream:
        first, second, third = await take(stream, 3)
    assert (first[1], first[2]["state"]) == ("job", "running")
    assert [event[2]["solve"] for event in (second, third)] == [PREPARE, VARIANT]
    assert second[2]["kind"] == "prepare"
    # What the solver did not say is null and not missing.
    assert third[2]["progress"]["cost"] is None


async def test_a_reader_who_comes_back_misses_nothing_and_gets_nothing_twice() -> None:
    for number in range(60):
        progress(PREPARE if number % 3 else VARIANT, number)
    seen: dict[str, list[int]] = {PREPARE: [], VARIANT: []}
    last = ""
    for connection in range(10):
        async with aclosing(events(Status(), last)) as stream:
            # The first event of the first connection is the job's status.
            got = await take(stream, 6 if connection else 7)
        last = got[-1][0]
        for _, _, data in got[-6:]:
            seen[data["solve"]].append(data["progress"]["elapsed"])
    assert seen[PREPARE] == [number for number in range(60) if number % 3]
    assert seen[VARIANT] == [number for number in range(60) if number % 3 == 0]


async def test_the_stream_ends_with_the_job_after_the_last_progress() -> None:
    status = Status()
    stream = events(status)
    await take(stream, 1)
    progress(VARIANT, 1)
    status.state = "succeeded"
    live.publish_job(JOB, {"id": str(JOB), "state": "succeeded", "solves": []})
    got = [parse(event) async for event in stream]
    assert [name for _, name, _ in got] == ["progress", "job"]
    assert got[-1][2]["state"] == "succeeded"
    assert got[-1][0].startswith("end")


async def test_a_change_of_state_reaches_the_reader_while_it_waits() -> None:
    async with aclosing(events(Status())) as stream:
        await take(stream, 1)
        waiting = asyncio.create_task(anext(stream))
        await asyncio.sleep(0)
        live.publish_job(JOB, {"id": str(JOB), "state": "cancelling", "solves": []})
        event = await asyncio.wait_for(waiting, 2)
    assert parse(event)[2]["state"] == "cancelling"


async def test_a_variant_that_is_ordered_meanwhile_is_followed_too() -> None:
    status = Status()
    async with aclosing(events(status)) as stream:
        await take(stream, 1)
        progress(VARIANT, 1)
        await take(stream, 1)
        again = {"id": "solve-2", "kind": "variant", "index": 2}
        status.solves = [*status.solves, again]
        document = {"id": str(JOB), "state": "running", "solves": status.solves}
        live.publish_job(JOB, document)
        progress("solve-2", 7)
        told, followed = await take(stream, 2)
    assert (told[1], followed[1]) == ("job", "progress")
    assert (followed[2]["index"], followed[2]["progress"]["elapsed"]) == (2, 7)


async def test_the_stream_ends_although_redis_forgot_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "HEARTBEAT_SECONDS", 0.05)
    status = Status()
    stream = events(status)
    await take(stream, 1)
    status.state = "failed"
    got = [event async for event in stream]
    assert got[0] == streaming.ALIVE
    assert parse(got[-1])[2]["state"] == "failed"


async def test_a_reader_who_may_no_longer_see_the_job_is_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "HEARTBEAT_SECONDS", 0.05)
    status = Status()
    stream = events(status)
    await take(stream, 1)
    status.state = None
    assert [event async for event in stream] == [streaming.ALIVE]


async def test_without_redis_the_reader_still_learns_the_end(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    status = Status()
    async with aclosing(events(status)) as stream:
        ((_, name, _),) = await take(stream, 1)
        status.state = "succeeded"
        rest = [event async for event in stream]
    assert name == "job"
    assert parse(rest[-1])[2]["state"] == "succeeded"


async def test_those_who_follow_one_job_share_a_reading_and_each_gets_all_of_it() -> None:
    asked = []

    def count_and_connect() -> Any:
        asked.append(1)
        return connect()

    progress(PREPARE, 0)
    streams = [streaming.job_events(Status().load, "", count_and_connect) for _ in range(5)]
    for stream in streams:
        await take(stream, 2)
    for number in range(1, 20):
        progress(PREPARE if number % 2 else VARIANT, number)
    for stream in streams:
        got = [data for _, _, data in await take(stream, 19)]
        for solve, first in ((PREPARE, 1), (VARIANT, 2)):
            numbers = [each["progress"]["elapsed"] for each in got if each["solve"] == solve]
            assert numbers == list(range(first, 20, 2))
        await stream.aclose()
    assert asked == [1]
    assert not broadcast._open


async def test_a_reader_who_is_slow_misses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "MOST_WAITING", 4)
    progress(PREPARE, 0)
    async with aclosing(events(Status())) as slow, aclosing(events(Status())) as quick:
        await take(slow, 2)
        await take(quick, 2)
        for number in range(1, 31):
            progress(PREPARE, number)
            await take(quick, 1)
        got = await take(slow, 30)
    assert [data["progress"]["elapsed"] for _, _, data in got] == list(range(1, 31))
