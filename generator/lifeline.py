"""Ties a child process to the service: it dies with its parent, and yields to it."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
NICENESS = 10


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent` dies; leave at once if it has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def run_niced() -> None:
    """Leave the processor to whoever serves requests."""
    os.nice(NICENESS)
