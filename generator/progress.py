"""Progress documents: from a solve into Redis, and from Redis to whoever reads."""

import json
import logging
import queue
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, cast

import redis
from fastapi.sse import ServerSentEvent
from redis.asyncio import Redis

from horarium_contracts import redis_keys

log = logging.getLogger(__name__)

_READ_BLOCK_MS = 1000


class Publisher:
    """Writes in a thread of its own, so that a slow or absent Redis never slows a solve."""

    def __init__(self, redis_url: str, job: str, attempt: int) -> None:
        self._head = {"version": 1, "job": job, "attempt": attempt}
        self._stream = redis_keys.progress_stream(job)
        self._snapshot = redis_keys.progress_snapshot(job)
        self._redis = redis.Redis.from_url(
            redis_url, socket_timeout=2, socket_connect_timeout=2
        )
        self._waiting: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self.lost = 0
        """Documents that could not be written."""
        self._thread = threading.Thread(target=self._write_all, name="progress", daemon=True)
        self._thread.start()

    def publish(self, progress: Mapping[str, Any]) -> None:
        """Take a progress.v1 document without version, job and attempt; returns at once."""
        self._waiting.put(progress)

    def close(self, patience: float = 3.0) -> None:
        """Write what is left, for so many seconds at most."""
        self._waiting.put(None)
        self._thread.join(patience)

    def _write_all(self) -> None:
        while (progress := self._waiting.get()) is not None:
            try:
                self._write(json.dumps({**self._head, **progress}))
            except redis.RedisError as error:
                self.lost += 1
                if self.lost == 1:
                    log.warning("progress cannot be written: %s", error)

    def _write(self, document: str) -> None:
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.xadd(
                self._stream,
                {"document": document},
                maxlen=redis_keys.PROGRESS_LENGTH,
                approximate=True,
            )
            pipe.expire(self._stream, redis_keys.PROGRESS_SECONDS)
            pipe.set(self._snapshot, document, ex=redis_keys.PROGRESS_SECONDS)
            pipe.execute()


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
