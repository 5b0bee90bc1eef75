import json
import uuid
from collections.abc import AsyncIterator, Callable

import jsonschema
import pytest
import pytest_asyncio
from redis.asyncio import Redis

from generator.feed import events, latest
from generator.publisher import Publisher
from horarium_contracts import redis_keys, schema

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    connection = Redis.from_url(redis_url, decode_responses=True)
    yield connection
    await connection.aclose()


def publish(redis_url: str, job: str, count: int) -> None:
    publisher = Publisher(redis_url, job, attempt=1)
    for number in range(count):
        publisher.publish({"phase": "search", "fraction": number / count, "elapsed": number})
    publisher.close()


async def read(redis: Redis, job: str, after: str = "0") -> list[tuple[str, float]]:
    found = events(redis, [job], after, running=lambda: False)
    return [(e.id or "", json.loads(e.raw_data or "")["fraction"]) async for e in found]


async def test_readers_get_every_document_in_order_and_the_snapshot_is_the_last(
    redis: Redis, redis_url: str
) -> None:
    job = str(uuid.uuid4())
    publish(redis_url, job, 5)
    assert [fraction for _, fraction in await read(redis, job)] == [0, 0.2, 0.4, 0.6, 0.8]
    snapshot = await latest(redis, job)
    assert snapshot is not None
    assert (snapshot["fraction"], snapshot["job"], snapshot["attempt"]) == (0.8, job, 1)
    jsonschema.validate(snapshot, schema("progress"))


async def test_a_reader_that_was_cut_off_goes_on_after_the_last_event_it_had(
    redis: Redis, redis_url: str
) -> None:
    job = str(uuid.uuid4())
    publish(redis_url, job, 5)
    everything = await read(redis, job)
    assert await read(redis, job, after=everything[2][0]) == everything[3:]


async def test_the_stream_and_the_snapshot_expire(redis: Redis, redis_url: str) -> None:
    job = str(uuid.uuid4())
    publish(redis_url, job, 1)
    for key in (redis_keys.progress_stream(job), redis_keys.progress_snapshot(job)):
        assert 0 < await redis.ttl(key) <= redis_keys.PROGRESS_SECONDS


async def test_without_progress_there_is_no_snapshot_and_the_stream_ends(
    redis: Redis,
) -> None:
    assert await latest(redis, str(uuid.uuid4())) is None
    assert await read(redis, str(uuid.uuid4())) == []


async def test_a_solve_is_not_held_up_by_a_redis_that_is_not_there(
    free_port: Callable[[], int],
) -> None:
    publisher = Publisher(f"redis://127.0.0.1:{free_port()}/0", "job", attempt=1)
    publisher.publish({"phase": "start", "fraction": 0, "elapsed": 0})
    publisher.close(patience=5)
    assert publisher.lost == 1
