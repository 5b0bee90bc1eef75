"""Progress of a solve, on its way into Redis."""

import json
import logging
import queue
import threading
from collections.abc import Mapping
from typing import Any

import redis

from horarium_contracts import redis_keys

log = logging.getLogger(__name__)


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
