"""What a step costs, for commands that measure: time on the wall and of processors, memory."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection


class Stopwatch:
    """Wall time, and processor time of this process and of its PostgreSQL backend.

    Says so, by `say`, when the step ends.
    """

    def __init__(self, say: Callable[[str], object], name: str) -> None:
        self._say, self._name = say, name

    def __enter__(self) -> None:
        connection.ensure_connection()
        self._backend = _backend_seconds()
        self._wall, self._own = time.monotonic(), time.process_time()

    def __exit__(self, *_error: object) -> None:
        wall, own = time.monotonic() - self._wall, time.process_time() - self._own
        backend = _backend_seconds() - self._backend
        self._say(
            f"{self._name}: {wall:.1f} s"
            f" (processor: {own:.1f} s here, {backend:.1f} s in PostgreSQL)"
        )


def most_memory() -> float:
    """Megabytes that the process held at most; what its parent held is not counted in."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _backend_seconds() -> float:
    """Processor time of the backend, where it runs on this machine; else 0."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
