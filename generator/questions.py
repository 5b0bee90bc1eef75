"""Quick questions: one long-lived process answers them, and is replaced when it dies.

Outside the admission of solves: the process yields less to others than they do, and has a
share of memory of its own.
"""

import asyncio
import itertools
import json
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from generator.errors import ServiceError
from generator.lifeline import outgrown
from generator.question_schemas import Question
from generator.settings import ROOT, Settings

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "generator.question_process")
MEMORY_SHARE = 0.15
"""Of the machine's memory, for timetables at hand."""

LEAST_MEMORY_MB = 768
SPARE_MEMORY = 1.5
"""Times the share at which the process is ended: it lets go by itself well before."""

PATIENCE_SECONDS = 5.0
"""How long a question waits; a timetable that takes longer to read is read all the same."""

LONGEST_LINE = 2**26


class Questions:
    def __init__(
        self, settings: Settings, machine_mb: int, command: Sequence[str] = COMMAND
    ) -> None:
        self._environment = {**os.environ, **settings.environment()}
        self._memory_mb = max(LEAST_MEMORY_MB, int(machine_mb * MEMORY_SHARE))
        self._command = command
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def process_id(self) -> int | None:
        """Of the process that answers, when there is one."""
        return None if self._process is None else self._process.pid

    async def ask(self, kind: Question, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of `question_process`.

        Raises ServiceError: 202 timetable_loading (it is being read: ask again), 503
        question_interrupted (the process ended; ask again), and what the process refuses with.
        """
        process = await self._running()
        number = next(self._numbers)
        line = {"number": number, "kind": kind, "asked": asked}
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
            await process.stdin.drain()
            found = await asyncio.wait_for(answer, PATIENCE_SECONDS)
        except TimeoutError:
            raise ServiceError(
                202, "timetable_loading", "the timetable is being read", retry_after=1
            ) from None
        except (OSError, RuntimeError):  # the latter of uvloop, for a pipe that is closed
            raise _interrupted() from None
        finally:
            self._waiting.pop(number, None)
        if error := found.get("error"):
            raise ServiceError(
                error["status"],
                error["code"],
                error["detail"],
                place=error["place"] or None,
                parameters=error["parameters"],
            )
        result: dict[str, Any] = found["answer"]
        return result

    async def close(self) -> None:
        """End the process; questions that wait are answered as interrupted."""
        if self._process is not None:
            self._kill(self._process)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2)

    async def _running(self) -> asyncio.subprocess.Process:
        async with self._starting:
            if self._process is None:
                self._process = await self._start()
            return self._process

    async def _start(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
            cwd=ROOT,
            env=self._environment,
            limit=LONGEST_LINE,
        )
        log.info("questions: process %s", process.pid)
        head = {"parent": os.getpid(), "memory_mb": self._memory_mb}
        assert process.stdin is not None
        process.stdin.write(json.dumps(head).encode() + b"\n")
        for work in (self._listen(process), self._watch_memory(process)):
            task = asyncio.create_task(work, name=f"questions {process.pid}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Give out answers until the process ends; then those who wait are told."""
        assert process.stdout is not None
        while line := await process.stdout.readline():
            answer = json.loads(line)
            waiting = self._waiting.get(answer["number"])
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)
        self._kill(process)
        if (
            self._process is process
        ):  # the next question starts another, not once this is buried
            self._process = None
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(_interrupted())
        status = await process.wait()
        log.warning("questions: process %s ended with %s", process.pid, status)

    async def _watch_memory(self, process: asyncio.subprocess.Process) -> None:
        limit = int(self._memory_mb * SPARE_MEMORY)
        if used := await outgrown(process.pid, limit):
            log.warning("questions: %s MB are too much", used)
            self._kill(process)

    @staticmethod
    def _kill(process: asyncio.subprocess.Process) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _interrupted() -> ServiceError:
    return ServiceError(
        503, "question_interrupted", "the answering process ended", retry_after=1
    )
