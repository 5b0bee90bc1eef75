"""The table of solves: starts each in a process of its own, watches it, tells its end.

A solve is one attempt at one job. Its process answers with a callback document
on its standard output and leaves; whatever else happens to it is told from here.
Nothing in the table outlives the service.
"""

import asyncio
import json
import logging
import os
import signal
import socket
import sys
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from generator import meters
from generator.admission import SLOW_FROM, Admission
from generator.ends import Callbacks, end_document, failure
from generator.errors import ServiceError
from generator.lifeline import outgrown
from generator.schemas import Accepted, GenerateRequest, Held, SolveState, SolveStatus
from generator.settings import (
    CANCEL_GRACE_SECONDS,
    FENCED_STATUS,
    KEEP_BEST_GRACE_SECONDS,
    Settings,
)
from generator.spare import Spare
from horarium_contracts.logs import keep_about

log = logging.getLogger(__name__)

SOLVE_COMMAND = (sys.executable, "-m", "generator.solve_process")
REMEMBERED = 50
"""Ended solves that are kept to answer repeated requests and questions."""

SHUTDOWN_SECONDS = 4.0


@dataclass(eq=False)
class _Solve:
    request: GenerateRequest
    direct: bool = False
    """Not the API's: there is nobody to tell of it."""
    task: asyncio.Task[None] | None = None
    process: asyncio.subprocess.Process | None = None
    ended: bool = False
    result: dict[str, Any] | None = None
    keep_best: bool | None = None
    """None until it is cancelled."""
    failure: dict[str, Any] | None = None
    """Why the service itself ended it."""
    fenced: bool = False
    killers: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{self.request.job} attempt {self.request.attempt}"

    def signal(self, number: signal.Signals) -> None:
        """To the whole process group, if it is still there."""
        if self.process is not None and not self.ended:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Solves:
    """`instance` tells this run of the service from the one before on the same host."""

    def __init__(
        self,
        admission: Admission,
        callbacks: Callbacks,
        settings: Settings,
        command: Sequence[str] = SOLVE_COMMAND,
        keep_best_grace: float = KEEP_BEST_GRACE_SECONDS,
    ) -> None:
        self.instance = f"{socket.gethostname()}/{uuid.uuid4()}"
        self._admission = admission
        self._callbacks = callbacks
        self._spare = Spare(command, {**os.environ, **settings.environment()})
        self._keeps_spare = False
        self._keep_best_grace = keep_best_grace
        self._table: OrderedDict[str, _Solve] = OrderedDict()

    def keep_spare(self) -> None:
        """From now on a process waits for the next solve, where memory allows it."""
        self._keeps_spare = True
        self._prepare_next()

    def _prepare_next(self) -> None:
        if self._keeps_spare and self._admission.memory_used() < SLOW_FROM:
            self._spare.start()

    @property
    def running(self) -> int:
        """Solves whose process is there or about to be."""
        return sum(not solve.ended for solve in self._table.values())

    def is_running(self, job: str) -> bool:
        solve = self._table.get(job)
        return solve is not None and not solve.ended

    def held(self) -> list[Held]:
        """Those whose end is still to be told."""
        return [
            Held(job=solve.request.job, attempt=solve.request.attempt)
            for solve in self._table.values()
            if solve.task is not None and not solve.task.done()
        ]

    def start(self, request: GenerateRequest, *, direct: bool = False) -> Accepted:
        """Begin, in the background; asked again for the same attempt, do nothing.

        Of a `direct` solve the API knows nothing.

        Raises ServiceError: 409 attempt_stale, 503 no_free_slot or memory_short.
        """
        job = str(request.job)
        known = self._table.get(job)
        accepted = Accepted(job=request.job, attempt=request.attempt, instance=self.instance)
        if known is not None and known.request.attempt >= request.attempt:
            if known.request.attempt > request.attempt:
                raise ServiceError(409, "attempt_stale", f"attempt of {known.name} is newer")
            return accepted
        if known is not None and not known.ended:
            known.fenced = True
            known.signal(signal.SIGKILL)
        try:
            self._admission.admit(self.running - (known is not None and not known.ended))
        except ServiceError as error:
            meters.refused.labels(error.problem.code).inc()
            raise
        meters.started.inc()
        solve = self._table[job] = _Solve(request, direct)
        self._table.move_to_end(job)
        solve.task = asyncio.create_task(self._run(solve), name=f"solve {solve.name}")
        self._forget_old()
        return accepted

    def status(self, job: str) -> SolveStatus:
        """Raises ServiceError 404 solve_unknown."""
        solve = self._known(job)
        state = SolveState.ENDED if solve.ended else SolveState.RUNNING
        if not solve.ended and solve.keep_best is not None:
            state = SolveState.CANCELLING
        return SolveStatus(
            job=solve.request.job,
            attempt=solve.request.attempt,
            state=state,
            result=solve.result,
        )

    def cancel(self, job: str, *, keep_best: bool) -> SolveStatus:
        """Ask the process to stop, and end its group when it does not in time.

        Raises ServiceError 404 solve_unknown.
        """
        solve = self._known(job)
        if not solve.ended:
            solve.keep_best = keep_best
            solve.signal(signal.SIGTERM)
            grace = self._keep_best_grace if keep_best else CANCEL_GRACE_SECONDS
            killer = asyncio.create_task(self._kill_after(solve, grace))
            solve.killers.add(killer)
            killer.add_done_callback(solve.killers.discard)
        return self.status(job)

    async def close(self, drain: float = 0.0) -> None:
        """Wait `drain` seconds for what runs, then end it, so that Django can give it to
        another generator at once. Nothing may be started any more.
        """
        self._keeps_spare = False
        await self._spare.close()
        running = [solve.task for solve in self._table.values() if solve.task is not None]
        if running and drain:
            await asyncio.wait(running, timeout=drain)
        for solve in self._table.values():
            if not solve.ended:
                solve.failure = failure("generator_stopping")
                solve.signal(signal.SIGKILL)
        tasks = [solve.task for solve in self._table.values() if solve.task is not None]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=SHUTDOWN_SECONDS)
            for task in late:
                task.cancel()

    def _known(self, job: str) -> _Solve:
        solve = self._table.get(job)
        if solve is None:
            raise ServiceError(404, "solve_unknown", f"no solve {job} is known here")
        return solve

    def _forget_old(self) -> None:
        ended = [job for job, solve in self._table.items() if solve.ended]
        for job in ended[: max(0, len(self._table) - REMEMBERED)]:
            del self._table[job]

    async def _kill_after(self, solve: _Solve, seconds: float) -> None:
        await asyncio.sleep(seconds)
        solve.signal(signal.SIGKILL)

    async def _run(self, solve: _Solve) -> None:
        keep_about(job=solve.request.parent, solve=solve.request.job)
        try:
            document = await self._live(solve)
        except Exception:
            log.exception("solve %s: could not be run", solve.name)
            document = self._end(
                solve, "failed", failure("solver_crashed", reason="not started")
            )
        finally:
            solve.signal(signal.SIGKILL)
            solve.ended = True
        if document is None:
            log.warning("solve %s: fenced", solve.name)
            return
        solve.result = document
        meters.ended.labels(document["outcome"]).inc()
        if not solve.direct:
            await self._callbacks.deliver(document)

    async def _live(self, solve: _Solve) -> dict[str, Any] | None:
        """The whole life of the process; the document of its end, None when fenced."""
        process = solve.process = await self._spare.take()
        self._prepare_next()
        log.info("solve %s: process %s", solve.name, process.pid)
        if solve.fenced or solve.failure is not None:
            solve.signal(signal.SIGKILL)
        elif solve.keep_best is not None:
            solve.signal(signal.SIGTERM)
        watch = asyncio.create_task(self._watch_memory(solve, process.pid))
        try:
            output, _ = await process.communicate(self._task(solve))
        finally:
            watch.cancel()
        return await self._ended(solve, process.returncode or 0, output)

    def _task(self, solve: _Solve) -> bytes:
        """What the process reads from its standard input."""
        options = solve.request.options
        return json.dumps(
            {
                "parent": os.getpid(),
                "direct": solve.direct,
                "threads": self._admission.threads(options.threads),
                "memory_mb": options.memory_mb or self._admission.plan.memory_mb,
                "request": solve.request.model_dump(mode="json"),
            }
        ).encode()

    async def _watch_memory(self, solve: _Solve, pid: int) -> None:
        limit = solve.request.options.memory_mb or self._admission.plan.memory_mb
        if used := await outgrown(pid, limit):
            solve.failure = failure("out_of_memory", megabytes=used, limit=limit)
            solve.signal(signal.SIGKILL)

    async def _ended(self, solve: _Solve, status: int, output: bytes) -> dict[str, Any] | None:
        """What is told of a process that left with `status` after writing `output`."""
        if solve.fenced or status == FENCED_STATUS:
            return None
        if solve.failure is not None:
            return self._end(solve, "failed", solve.failure)
        if solve.keep_best is False:
            return self._end(solve, "cancelled")
        if status == 0 and output:
            document: dict[str, Any] = await asyncio.to_thread(json.loads, output)
            return document
        if solve.keep_best:
            return self._end(solve, "cancelled")
        return self._end(solve, "failed", failure("solver_crashed", status=status))

    @staticmethod
    def _end(
        solve: _Solve, outcome: str, error: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return end_document(str(solve.request.job), solve.request.attempt, outcome, error=error)
