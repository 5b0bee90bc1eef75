"""What is read about jobs."""

from typing import Any

from django.db.models import QuerySet

from generation.live import latest_progress
from generation.models import Job
from generation.states import SOLVE_ENDED, SolveKind

PREPARE_WEIGHT = 0.1
"""Share of the preparation in a job's overall fraction."""


def jobs() -> QuerySet[Job]:
    """The institution's jobs with their solves, newest first."""
    rows = Job.objects.select_related("term", "created_by").prefetch_related("solves")
    return rows.order_by("-id")


def job_status(job: Job) -> dict[str, Any]:
    """Where a job and its solves stand: what its events and its readers say."""
    return {
        "id": str(job.id),
        "state": job.state,
        "outcome": job.outcome,
        "error": job.error,
        "solves": [
            {
                "id": str(solve.id),
                "kind": solve.kind,
                "index": solve.index,
                "state": solve.state,
                "attempt": solve.attempt,
                "time_limit": solve.time_limit,
                "error": solve.error,
                "rank": solve.rank,
                "timetable": str(solve.timetable_id) if solve.timetable_id else None,
            }
            for solve in sorted(job.solves.all(), key=lambda solve: solve.index)
        ],
    }


def job_progress(job: Job) -> dict[str, Any]:
    """`job_status` with each solve's latest progress and the overall fraction."""
    status = job_status(job)
    solves = sorted(job.solves.all(), key=lambda solve: solve.index)
    latest = latest_progress([solve.id for solve in solves])
    fraction = 0.0
    for solve, entry, progress in zip(solves, status["solves"], latest, strict=True):
        current = progress if progress and progress.get("attempt") == solve.attempt else None
        entry["progress"] = current
        done = 1.0 if solve.state in SOLVE_ENDED else float((current or {}).get("fraction", 0))
        weight = (
            PREPARE_WEIGHT
            if solve.kind == SolveKind.PREPARE
            else (1 - PREPARE_WEIGHT) / job.variants
        )
        fraction += weight * done
    return {**status, "fraction": min(1.0, round(fraction, 4))}
