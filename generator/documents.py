"""Conversions: each runs in a short process of its own, under limits."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.errors import ServiceError
from generator.lifeline import outgrown
from generator.settings import ROOT, Settings

COMMAND = (sys.executable, "-m", "generator.document_process")
TIMEOUT_SECONDS = 120.0
AT_ONCE = 2
"""Conversions that run side by side; more wait their turn."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A finished document; `body` is gzipped."""

    media_type: str
    body: bytes


class Documents:
    """`memory_mb` is what a diagnosis may use: as much as a solve."""

    def __init__(self, settings: Settings, memory_mb: int) -> None:
        self._memory_mb = memory_mb
        self._environment = {**os.environ, **settings.environment()}
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def make(
        self, task: str, options: Mapping[str, Any], content: bytes = b""
    ) -> Converted:
        """Run one task of `document_process`.

        Raises ServiceError 422 with the code, place and parameters of what is
        wrong with the content; 422 conversion_too_slow and, of what uses more memory
        than it may, too_large; 500 conversion_crashed.
        """
        head = {"parent": os.getpid(), "task": task, "options": dict(options)}
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                *COMMAND,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
                cwd=ROOT,
                env=self._environment,
            )
            watch = asyncio.create_task(self._stop_outgrown(process))
            try:
                output, _ = await asyncio.wait_for(
                    process.communicate(json.dumps(head).encode() + b"\n" + content),
                    TIMEOUT_SECONDS,
                )
            except TimeoutError:
                raise ServiceError(
                    422,
                    "conversion_too_slow",
                    f"not converted within {TIMEOUT_SECONDS:.0f} s",
                    parameters={"seconds": TIMEOUT_SECONDS},
                ) from None
            finally:
                watch.cancel()
                if process.returncode is None:
                    process.kill()
            if watch.done() and not watch.cancelled():
                watch.result()
        return _answer(output, process.returncode or 0)

    async def _stop_outgrown(self, process: asyncio.subprocess.Process) -> None:
        if await outgrown(process.pid, self._memory_mb):
            process.kill()
            raise ServiceError(
                422,
                "too_large",
                f"needs more than {self._memory_mb} MB",
                parameters={"megabytes": self._memory_mb},
            )


def _answer(output: bytes, status: int) -> Converted:
    """The process's first line says what follows."""
    line, _, body = output.partition(b"\n")
    if not line:
        raise ServiceError(
            500, "conversion_crashed", f"the converting process ended with status {status}"
        )
    head = json.loads(line)
    if error := head.get("error"):
        raise ServiceError(
            422,
            error["code"],
            error["detail"],
            place=error.get("place") or None,
            parameters=error.get("parameters"),
        )
    return Converted(head["media_type"], body)
