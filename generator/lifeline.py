"""Ties a child process to the service: it dies with its parent, and yields to it."""

import asyncio
import ctypes
import os
import signal
import sys
from contextlib import suppress

import psutil

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
MEMORY_LOOK_SECONDS = 0.5
SOLVE_NICENESS = 10
QUESTIONS_NICENESS = 4
"""People wait for answers, and so less is yielded than by solves."""


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent` dies; leave at once if it has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def be_called(name: str) -> None:
    """Be known by this name where processes are listed, of which 15 bytes are kept."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NAME, name.encode(), 0, 0, 0)


def run_niced(niceness: int = SOLVE_NICENESS) -> None:
    """Leave the processor to whoever serves requests."""
    os.nice(niceness)


async def outgrown(pid: int, limit: int) -> int:
    """Megabytes of a process and all that it started, once they are more than `limit`.

    0 when it is gone.
    """
    with suppress(psutil.NoSuchProcess):
        family = psutil.Process(pid)
        while True:
            await asyncio.sleep(MEMORY_LOOK_SECONDS)
            if (used := _family_megabytes(family)) > limit:
                return used
    return 0


def _family_megabytes(process: psutil.Process) -> int:
    """Memory of a process and all that it started. Raises psutil.NoSuchProcess."""
    members = [process, *process.children(recursive=True)]
    used: int = sum(member.memory_info().rss for member in members)
    return used // 2**20
