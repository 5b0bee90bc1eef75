"""What Redis holds of a job: its events and its solves' progress. Losing it loses no job."""

import json
import logging
import time
from collections.abc import Sequence
from functools import cache
from typing import Any, cast
from uuid import UUID

import redis
import redis.asyncio.retry
import redis.retry
from django.conf import settings
from redis.backoff import NoBackoff

from horarium_contracts import redis_keys

log = logging.getLogger(__name__)

# One more try for a connection that a restart has cut; waiting for a server that is
# down is for those who hold no request or transaction meanwhile.
_PATIENCE = (NoBackoff(), 1)
_OPTIONS: dict[str, Any] = {"decode_responses": True, "socket_connect_timeout": 2}

_UNSAID: dict[str, Any] = {
    "attempt": 0,
    "eta": None,
    "cost": None,
    "hard": None,
    "components": {},
    "bound": None,
    "iterations": 0,
    "moves_per_second": 0.0,
}


@cache
def connection() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=5, retry=redis.retry.Retry(*_PATIENCE), **_OPTIONS
    )


def connect() -> "redis.asyncio.Redis":
    """A connection of its own for one reader, who closes it."""
    retry = redis.asyncio.retry.Retry(*_PATIENCE)
    return redis.asyncio.Redis.from_url(
        settings.REDIS_URL, socket_timeout=30, retry=retry, **_OPTIONS
    )


def publish_job(job: UUID, document: dict[str, Any]) -> None:
    """Append a state change to the job's stream; readers fall back to polling without it."""
    key = redis_keys.job_stream(str(job))
    try:
        with connection().pipeline(transaction=False) as pipe:
            pipe.xadd(
                key,
                {"document": json.dumps(document)},
                maxlen=redis_keys.PROGRESS_LENGTH,
                approximate=True,
            )
            pipe.expire(key, redis_keys.PROGRESS_SECONDS)
            pipe.execute()
    except redis.RedisError as error:
        log.warning("job %s: its change was not published: %s", job, type(error).__name__)


def latest_progress(solves: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """The latest progress document of each solve; None where there is none, or no Redis."""
    if not solves:
        return []
    keys = [redis_keys.progress_snapshot(str(solve)) for solve in solves]
    try:
        texts = cast("list[str | None]", connection().mget(keys))
    except redis.RedisError as error:
        log.warning("progress was not read: %s", type(error).__name__)
        return [None] * len(solves)
    return [None if text is None else progress_document(text) for text in texts]


def highest_fraction(job: UUID, fraction: float) -> float:
    """The highest overall fraction that the job has had, this one included.

    An interrupted attempt begins anew; what people are shown does not go back.
    """
    key = redis_keys.job_fraction(str(job))
    try:
        with connection().pipeline() as pipe:
            pipe.zadd(key, {"highest": fraction}, gt=True)
            pipe.expire(key, redis_keys.PROGRESS_SECONDS)
            pipe.zscore(key, "highest")
            return float(pipe.execute()[-1])
    except redis.RedisError:
        return fraction


def progress_document(text: str) -> dict[str, Any]:
    """A progress document with all of its fields, whatever the solver left out."""
    return {**_UNSAID, **json.loads(text)}


def remember_job(key: str, job: UUID) -> None:
    """Note which job has the answer to the question `key`; without Redis it is forgotten."""
    try:
        connection().set(redis_keys.answer(key), str(job), ex=redis_keys.ANSWER_SECONDS)
    except redis.RedisError as error:
        log.warning("job %s: its answer is not remembered: %s", job, type(error).__name__)


def recalled_job(key: str) -> UUID | None:
    """The job that has the answer; None where none is known, or no Redis."""
    try:
        known = cast("str | None", connection().get(redis_keys.answer(key)))
        return None if known is None else UUID(known)
    except (redis.RedisError, ValueError):
        return None


def note_sweep() -> None:
    """Tell that sweeps happen."""
    try:
        connection().set(redis_keys.SWEPT, "1", ex=redis_keys.SWEPT_SECONDS)
    except redis.RedisError as error:
        log.warning("a sweep was not noted: %s", type(error).__name__)


def note_host(generator_url: str, slots: int) -> None:
    """Tell that a host is there, and how many solves run side by side on it."""
    try:
        said = json.dumps({"slots": slots, "at": time.time()})
        connection().hset(redis_keys.HOSTS, generator_url, said)
    except redis.RedisError as error:
        log.warning("host %s was not noted: %s", generator_url, type(error).__name__)


def slots_of_hosts() -> int:
    """Solves that run side by side on all hosts that are there; 1 where none is known."""
    try:
        hosts = cast("dict[str, str]", connection().hgetall(redis_keys.HOSTS))
        known = {url: json.loads(said) for url, said in hosts.items()}
        since = time.time() - redis_keys.HOST_SECONDS
        gone = [url for url, said in known.items() if said["at"] < since]
        if gone:
            connection().hdel(redis_keys.HOSTS, *gone)
        return sum(said["slots"] for url, said in known.items() if url not in gone) or 1
    except redis.RedisError:
        return 1


def use_nonce(nonce: str) -> bool:
    """True once for each nonce. Raises redis.RedisError: without Redis nothing is taken."""
    key = redis_keys.nonce(nonce)
    return bool(connection().set(key, "1", nx=True, ex=redis_keys.NONCE_SECONDS))
