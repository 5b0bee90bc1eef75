"""A solving process started before it is asked for: it has read its libraries by then."""

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress

import psutil

from generator.settings import ROOT


class Spare:
    """One waits at a time, for its task on standard input; without one, taking starts one."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._next: asyncio.Task[Process] | None = None

    def start(self) -> None:
        """In the background, unless one waits already."""
        if self._next is None:
            self._next = asyncio.create_task(self._started(), name="spare process")

    async def take(self) -> Process:
        """Raises OSError where none can be started."""
        waiting, self._next = self._next, None
        if waiting is not None:
            with suppress(OSError):
                process = await waiting
                if is_alive(process.pid):
                    return process
        return await self._started()

    async def close(self) -> None:
        waiting, self._next = self._next, None
        if waiting is not None:
            with suppress(OSError):
                process = await waiting
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()

    async def _started(self) -> Process:
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
            cwd=ROOT,
            env=dict(self._environment),
        )


def is_alive(pid: int) -> bool:
    """Asked of the system: that a child has died, asyncio learns only a moment later."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
