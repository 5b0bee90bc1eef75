"""Starts a plan in order, keeps it running, and stops it in reverse order."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from stack.parts import Stage, Step
from stack.process import Part, PartFailed, Running

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
SETTLED_AFTER = 60.0
"""A part that ran this many seconds gets the short wait again at its next restart."""
LOG_BYTES = 20 * 1024**2


@dataclass
class Watched:
    """A part that is kept running."""

    running: Running
    healthy_since: float | None
    restart_at: float | None = None
    wait: float = FIRST_WAIT


class Supervisor:
    """One thread watches everything, so that children never outlive it (see process.py)."""

    def __init__(self, plan: Sequence[Stage], logs: Path) -> None:
        self._plan = plan
        self._logs = logs
        self._stages: list[list[Running]] = []
        self._watched: list[Watched] = []
        self._left: list[Running] = []
        self._signals = 0
        self._results: dict[str, str] = {}

    def run(self, announce: Callable[[Mapping[str, str]], None]) -> int:
        """Runs until SIGINT, SIGTERM or SIGHUP.

        `announce` is called once all is healthy, with the last line of every step.

        Returns 0 after a signal, 1 when something could not be started.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._interrupt)
        _rotate(self._logs)
        try:
            self._start_all()
            if not self._interrupted():
                announce(self._results)
            while not self._interrupted():
                for watched in self._watched:
                    self._look_after(watched)
                # A step that went on in the background is taken off the system's list.
                self._left = [running for running in self._left if running.alive()]
                _rotate(self._logs)
                time.sleep(0.2)
        except PartFailed as error:
            say("horarium", str(error))
            return 1
        finally:
            self._stop_all()
        return 0

    def _start_all(self) -> None:
        for stage in self._plan:
            started: list[tuple[Part | Step, Running]] = []
            self._stages.append([])
            for entry in stage:
                if self._interrupted():
                    return
                part = entry.part if isinstance(entry, Step) else entry
                running = Running(part, self._logs / f"{part.name.replace(' ', '-')}.log")
                self._stages[-1].append(running)
                running.start()
                started.append((entry, running))
            for entry, running in started:
                if isinstance(entry, Step):
                    if not self._complete(running, entry.awaited):
                        continue
                else:
                    running.wait_ready(self._interrupted)
                    self._watched.append(Watched(running, healthy_since=time.monotonic()))
                if self._interrupted():
                    return
                seconds = time.monotonic() - running.started
                where = f"127.0.0.1:{running.part.port}" if running.part.port else ""
                say(running.part.name, f"ready in {seconds:4.1f} s  {where}".rstrip())

    def _complete(self, running: Running, awaited: float | None) -> bool:
        """Waits for a step; False where it goes on by itself, or failed and may."""
        name, patience = running.part.name, awaited or running.part.patience
        while running.alive():
            if self._interrupted():
                return False
            if time.monotonic() > running.started + patience:
                if awaited is None:
                    raise PartFailed(f"{name} took too long: {running.tail()}")
                say(name, "goes on in the background")
                self._left.append(running)
                return False
            time.sleep(0.05)
        if running.status:
            if awaited is None:
                raise PartFailed(f"{name} failed: {running.tail()}")
            say(name, f"failed: {running.tail()}")
            return False
        self._results[name] = running.last_line()
        return True

    def _look_after(self, watched: Watched) -> None:
        now, part = time.monotonic(), watched.running.part
        if watched.restart_at is not None:
            if now >= watched.restart_at:
                self._restart(watched)
        elif not watched.running.alive():
            status = watched.running.status
            watched.running.stop()  # whatever is left of its group
            self._schedule_restart(watched, f"ended with status {status}")
        elif watched.healthy_since is None:
            if watched.running.part.ready():
                part.settle()
                watched.healthy_since = now
                say(part.name, "ready again")
            elif now - watched.running.started > part.patience:
                watched.running.stop()
                self._schedule_restart(watched, "is not healthy")
        elif now - watched.healthy_since > SETTLED_AFTER:
            watched.wait = FIRST_WAIT

    def _schedule_restart(self, watched: Watched, reason: str) -> None:
        part = watched.running.part
        say(
            part.name,
            f"{reason}; starting again in {watched.wait:.0f} s ({watched.running.log})",
        )
        watched.restart_at = time.monotonic() + watched.wait
        watched.wait = min(2 * watched.wait, LONGEST_WAIT)
        watched.healthy_since = None

    def _restart(self, watched: Watched) -> None:
        watched.restart_at = None
        try:
            watched.running.start()
        except PartFailed as error:
            self._schedule_restart(watched, str(error))

    def _stop_all(self) -> None:
        if any(self._stages):
            say("horarium", "stopping")
        for stage in reversed(self._stages):
            for running in stage:
                running.ask_to_stop()
            for running in stage:
                running.stop()

    def _interrupt(self, number: int, frame: object) -> None:
        self._signals += 1

    def _interrupted(self) -> bool:
        return self._signals > 0


def say(name: str, text: str) -> None:
    """One line of status on the terminal; where a full disk takes none, the product goes on."""
    with suppress(OSError):
        print(f"{name:<12} {text}", flush=True)


def warn(text: str) -> None:
    """One line that says why nothing was started."""
    print(f"horarium: {text}", file=sys.stderr, flush=True)


def _rotate(logs: Path) -> None:
    """Keeps one earlier log of each part once it has grown long.

    By a copy, since the part goes on appending to its file; where a full disk takes none,
    what was said is lost.
    """
    logs.mkdir(parents=True, exist_ok=True)
    for log in logs.glob("*.log"):
        if log.stat().st_size > LOG_BYTES:
            with suppress(OSError):
                shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)
