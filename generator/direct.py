"""Jobs of several variants, for callers other than the API.

Nobody else knows of such a job: its solves have no lease, checkpoint or callback, and the
caller asks here how it goes. Variants that find no slot wait here for one.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from generator.errors import ServiceError
from generator.schemas import (
    Accepted,
    GenerateRequest,
    JobStatus,
    Profile,
    SolveState,
    SolveStatus,
)
from generator.solves import Solves
from horarium.profiles import profiles_for

LOOK_SECONDS = 0.5
"""How often a variant that waits looks for a slot."""

REMEMBERED = 5


@dataclass(eq=False)
class _Job:
    request: GenerateRequest
    variants: list[GenerateRequest]
    started: int = 0
    cancelled: bool = False
    task: asyncio.Task[None] | None = None


class DirectJobs:
    """The table of such jobs; each solve of theirs is in the table of solves too."""

    def __init__(self, solves: Solves) -> None:
        self._solves = solves
        self._table: dict[str, _Job] = {}

    def start(self, request: GenerateRequest) -> Accepted:
        """Begin, in the background; asked again for the same attempt, do nothing.

        Raises ServiceError: 409 attempt_stale, 503 no_free_slot or memory_short.
        """
        known = self._table.get(str(request.job))
        accepted = Accepted(
            job=request.job, attempt=request.attempt, instance=self._solves.instance
        )
        if known is not None and known.request.attempt >= request.attempt:
            if known.request.attempt > request.attempt:
                raise ServiceError(409, "attempt_stale", "a newer attempt is known")
            return accepted
        if known is not None:
            self.cancel(str(request.job), keep_best=False)
        job = _Job(request, variants_of(request))
        self._start_next(job)
        self._table.pop(str(request.job), None)
        self._table[str(request.job)] = job
        job.task = asyncio.create_task(self._start_others(job), name=f"job {request.job}")
        self._forget_old()
        return accepted

    def solves_of(self, job: str) -> list[str] | None:
        """The ids of its variants, in order; None for what is not such a job."""
        known = self._table.get(job)
        return None if known is None else [str(variant.job) for variant in known.variants]

    def is_running(self, job: str) -> bool:
        return self.status(job).state != SolveState.ENDED

    def status(self, job: str) -> JobStatus:
        """How each variant is, with its result as long as that is remembered.

        The job runs until the last of them has ended.

        Raises ServiceError 404 solve_unknown.
        """
        known = self._known(job)
        variants = [self._variant(known, index) for index in range(len(known.variants))]
        state = SolveState.CANCELLING if known.cancelled else SolveState.RUNNING
        if all(variant.state == SolveState.ENDED for variant in variants):
            state = SolveState.ENDED
        return JobStatus(
            job=known.request.job,
            attempt=known.request.attempt,
            state=state,
            variants=variants,
        )

    def cancel(self, job: str, *, keep_best: bool) -> JobStatus:
        """Stop every variant; those that wait never begin. Raises ServiceError 404."""
        known = self._known(job)
        known.cancelled = True
        if known.task is not None:
            known.task.cancel()
        for variant in known.variants[: known.started]:
            with suppress(ServiceError):
                self._solves.cancel(str(variant.job), keep_best=keep_best)
        return self.status(job)

    async def close(self) -> None:
        """Begin nothing more; what runs is the table of solves' to end."""
        for job in self._table.values():
            if job.task is not None:
                job.task.cancel()

    def _known(self, job: str) -> _Job:
        if job not in self._table:
            raise ServiceError(404, "solve_unknown", f"no job {job} is known here")
        return self._table[job]

    def _variant(self, job: _Job, index: int) -> SolveStatus:
        request = job.variants[index]
        if index < job.started:
            with suppress(ServiceError):
                return self._solves.status(str(request.job))
        # Its turn has not come, never will, or was so long ago that it is forgotten.
        waits = index >= job.started and not job.cancelled
        state = SolveState.WAITING if waits else SolveState.ENDED
        return SolveStatus(job=request.job, attempt=request.attempt, state=state)

    def _start_next(self, job: _Job) -> None:
        self._solves.start(job.variants[job.started], direct=True)
        job.started += 1

    async def _start_others(self, job: _Job) -> None:
        while job.started < len(job.variants):
            try:
                self._start_next(job)
            except ServiceError:  # busy: no other is raised for a solve of a new job
                await asyncio.sleep(LOOK_SECONDS)

    def _forget_old(self) -> None:
        ended = [job for job in self._table if not self.is_running(job)]
        for job in ended[: max(0, len(self._table) - REMEMBERED)]:
            del self._table[job]


def variants_of(request: GenerateRequest) -> list[GenerateRequest]:
    """A request for each variant: with a seed, an id and, unless one is given, a profile."""
    options, number = request.options, request.variants or 1
    return [
        request.model_copy(
            update={
                "job": uuid5(request.job, f"{request.attempt}/{index}"),
                "parent": request.job,
                "variants": None,
                "options": options.model_copy(
                    update={
                        "seed": options.seed + index,
                        "profile": options.profile
                        or Profile(name=usual.name, weights=dict(usual.weights)),
                    }
                ),
            }
        )
        for index, usual in enumerate(profiles_for(number))
    ]


def summed(job: UUID, documents: Sequence[dict[str, Any] | None]) -> dict[str, Any] | None:
    """The progress document of a job, from those of its variants; None before the first.

    As far as its variants are on average, with the figures of the best one.
    """
    found = [document for document in documents if document is not None]
    if not found:
        return None
    best = min(found, key=lambda each: (_rank(each.get("hard")), _rank(each.get("cost"))))
    fraction = sum(document["fraction"] for document in found) / len(documents)
    return {
        **best,
        "job": str(job),
        "phase": "done" if fraction == 1 else best["phase"].replace("done", "search"),
        "fraction": round(fraction, 4),
        "elapsed": max(document["elapsed"] for document in found),
        "eta": None,
        "iterations": sum(document.get("iterations", 0) for document in found),
        "moves_per_second": sum(document.get("moves_per_second", 0.0) for document in found),
    }


def _rank(number: int | None) -> float:
    return float("inf") if number is None else number
