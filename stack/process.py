"""One part of the product as a child process: start, health gate, stop.

A part never outlives its parent: the kernel sends it its stop signal when the
parent dies (Linux), so start parts from the main thread only.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class PartFailed(Exception):
    """A part cannot start or did not become healthy; the message is one clear line."""


def _nothing() -> None:
    """The default of a part's hooks."""


@dataclass(frozen=True)
class Part:
    """How to start one part, tell that it is healthy, and stop it."""

    name: str
    command: Sequence[str]
    ready: Callable[[], bool]
    port: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    prepare: Callable[[], None] = _nothing
    """Runs before every start."""
    settle: Callable[[], None] = _nothing
    """Runs once after every start, when the part is healthy."""
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 60.0
    """Seconds until it must be healthy."""
    grace: float = 10.0
    """Seconds from the stop signal to the kill."""


class Running:
    """A part that was started, once or again."""

    def __init__(self, part: Part, log: Path) -> None:
        self.part = part
        self.log = log
        self.started = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0
        self._asked = False

    def start(self) -> None:
        """Raises PartFailed when the part's preparation fails or its program is missing."""
        part = self.part
        self.started = time.monotonic()
        self._asked = False
        try:
            part.prepare()
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self._log_start = self.log.stat().st_size if self.log.exists() else 0
            with self.log.open("ab") as output:
                self._process = subprocess.Popen(
                    list(part.command),
                    cwd=part.folder,
                    env={**os.environ, **part.environment},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=_die_with_parent(part.stop_signal),
                )
        except OSError as error:
            raise PartFailed(f"{part.name} cannot be started: {error}") from error

    @property
    def status(self) -> int | None:
        """The exit status; None while it runs, or before it was ever started."""
        return self._process.poll() if self._process else None

    def alive(self) -> bool:
        return self._process is not None and self.status is None

    def wait_ready(self, interrupted: Callable[[], bool] = lambda: False) -> None:
        """Returns when the part is healthy, or when `interrupted` says to give up.

        Raises PartFailed when it ends first or is not healthy in time.
        """
        deadline = time.monotonic() + self.part.patience
        while not self.part.ready():
            if not self.alive():
                raise PartFailed(
                    f"{self.part.name} ended with status {self.status}: {self.tail()}"
                )
            if time.monotonic() > deadline:
                raise PartFailed(
                    f"{self.part.name} was not healthy after {self.part.patience:.0f} s: "
                    f"{self.tail()}"
                )
            if interrupted():
                return
            time.sleep(0.05)
        self.part.settle()

    def ask_to_stop(self) -> None:
        """The stop signal, once: to some programs a second one means to hurry."""
        if self._process is not None and self.alive() and not self._asked:
            self._process.send_signal(self.part.stop_signal)
            self._asked = True

    def stop(self) -> None:
        """Stop signal to the part, then a kill for whatever is left of its group."""
        if self._process is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(self.part.grace)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def last_line(self) -> str:
        """The last line the part wrote since it started; empty when it wrote nothing."""
        with self.log.open("rb") as log:
            size = self.log.stat().st_size
            start = self._log_start if self._log_start <= size else 0  # it was begun anew
            log.seek(max(start, size - 10_000))
            lines = log.read().decode(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else ""

    def tail(self) -> str:
        """The part's last line for a person, and where the rest is."""
        return f"{self.last_line() or 'it wrote nothing'} (log: {self.log})"


def _die_with_parent(stop_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return in_child


def free_port() -> int:
    """A TCP port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_taken(port: int) -> bool:
    """Whether something already listens on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
