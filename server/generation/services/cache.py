"""Answers that were found before: a job that asks the same again gets them at once.

Redis holds only which job has them; its timetables come from PostgreSQL, within the
institution. So it may be emptied, and no answer crosses institutions.
"""

import hashlib
import json
import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from generation import live
from generation.documents import digest_of
from generation.models import Job, Solve
from generation.services.results import keep_result, kept_result
from generation.states import JobState, SolveKind, SolveState
from timetables.services import ResultRefusedError

log = logging.getLogger(__name__)


def remember(job: Job, solves: list[Solve]) -> None:
    """Note, once the transaction is durable, that this job has the answer to its question."""
    report = solves[0].report or {}
    version = report.get("solver", {}).get("engine_version")
    if version and job.recalled_from_id is None:
        transaction.on_commit(partial(live.remember_job, _key(job, version), job.id))


def recall(job: Job, engine_version: str) -> bool:
    """Give a job the results of an earlier one that asked the same; False without one.

    The caller holds the job's row, and finishes the job.
    """
    known = live.recalled_job(_key(job, engine_version))
    if known is None:
        return False
    earlier = Job.objects.filter(id=known, state=JobState.SUCCEEDED, problem=job.problem_id)
    found = earlier.first()
    if found is None:
        return False
    try:
        with transaction.atomic():
            return _copy(found, job)
    except ResultRefusedError as refused:
        log.warning("job %s: what job %s found is not taken: %s", job.id, found.id, refused)
        return False


def _copy(found: Job, job: Job) -> bool:
    answers = list(found.solves.select_related("solution").order_by("rank", "index"))
    start = next(solve for solve in answers if solve.kind == SolveKind.PREPARE)
    variants = [solve for solve in answers if solve.rank is not None]
    variants.sort(key=lambda solve: solve.replaces or solve.index)  # each has its profile
    if start.rank is not None or len(variants) < job.variants * (not start.infeasible):
        return False
    now = timezone.now()
    own = job.solves.select_for_update(no_key=True).order_by("index")
    for solve, source in zip(own, [start, *variants], strict=False):
        solve.job = job
        result = kept_result(source)
        if result is not None:
            keep_result(solve, result)
        elif not source.infeasible:
            return False
        solve.state, solve.infeasible = SolveState(source.state), source.infeasible
        solve.lease_until, solve.finished_at = None, now
        solve.save()
    job.solves.filter(state=SolveState.WAITING).update(
        state=SolveState.CANCELLED, finished_at=now
    )
    job.recalled_from = found
    return True


def _key(job: Job, engine_version: str) -> str:
    """The digest of all that the answer depends on, the institution among it."""
    question: dict[str, Any] = {
        "institution": str(job.institution_id),
        "problem": digest_of(job.problem_id),
        "start": digest_of(job.start_id),
        "options": [job.variants, job.time_budget, job.solver, job.profiles],
        "seed": job.seed,
        "engine": engine_version,
    }
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()
