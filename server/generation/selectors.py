"""What is read about jobs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from generation.live import highest_fraction, latest_progress
from generation.models import Job, Solve
from generation.states import SOLVE_ENDED, SolveKind

PREPARE_WEIGHT = 0.1
"""Share of the preparation in a job's overall fraction."""


def jobs() -> QuerySet[Job]:
    """The institution's jobs with their solves and what these came to, newest first."""
    rows = Job.objects.select_related("term", "created_by").defer("problem")
    solves = Prefetch(
        "solves", Solve.objects.defer("report").annotate(score=F("report__score"))
    )
    return rows.prefetch_related(solves).order_by("-id")


@dataclass(frozen=True, slots=True)
class JobProgress:
    """`fraction` never falls. `latest` has each solve's newest progress document, None
    before its first.
    """

    fraction: float
    latest: dict[UUID, dict[str, Any] | None]


def job_progress(job: Job) -> JobProgress:
    """How far the job and each of its solves are, by what Redis holds now."""
    solves = list(job.solves.all())
    documents = latest_progress([solve.id for solve in solves])
    latest = {
        solve.id: document if _is_current(solve, document) else None
        for solve, document in zip(solves, documents, strict=True)
    }
    done = sum(solve_weight(solve) * _fraction(solve, latest[solve.id]) for solve in solves)
    return JobProgress(highest_fraction(job.id, min(1.0, round(done, 4))), latest)


def _is_current(solve: Solve, document: dict[str, Any] | None) -> bool:
    return document is not None and document["attempt"] == solve.attempt


def solve_weight(solve: Solve) -> float:
    """What the solve counts for in its job's overall fraction; those of a job sum to 1."""
    if solve.kind == SolveKind.PREPARE:
        return PREPARE_WEIGHT
    return (1 - PREPARE_WEIGHT) / (len(solve.job.solves.all()) - 1)


def _fraction(solve: Solve, document: dict[str, Any] | None) -> float:
    if solve.state in SOLVE_ENDED:
        return 1.0
    return float(document["fraction"]) if document else 0.0
