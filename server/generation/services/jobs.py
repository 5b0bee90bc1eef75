"""A job's beginning and end: created with its solves, cancelled, and finished once."""

import logging
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from campus.models import Term
from config.errors import Refused
from courses.clock import Clock
from courses.models import Class
from courses.readiness import blockers
from generation import doorbell
from generation.budget import prepare_limit
from generation.documents import store_document
from generation.events import announce
from generation.limits import LARGEST_SEED
from generation.models import DocumentKind, Job, Outbox, Solve
from generation.problem import problem_of
from generation.selection import Ended, select
from generation.states import (
    JOB_ENDED,
    SOLVE_ENDED,
    SOLVE_HELD,
    JobState,
    SolveKind,
    SolveState,
)
from timetables.models import Timetable, TimetableState
from timetables.services import ResultRefusedError, store_result

log = logging.getLogger(__name__)

STOP_GRACE = timedelta(seconds=60)
"""What a generator has to stop a solve and deliver its best; then the sweeper ends it."""


@transaction.atomic
def create_job(
    term: Term,
    *,
    variants: int,
    time_budget: int,
    solver: str,
    seed: int | None = None,
    created_by: User | None = None,
) -> Job:
    """Write down a job with its solves and ring for the preparation.

    The term is compiled now: what changes later is for the next job.

    Raises Refused: term_without_classes, term_not_ready with what is in the way.
    """
    if not Class.objects.filter(term=term).exists():
        raise Refused(
            "term_without_classes", f"{term.name} has no classes to place.", field="term"
        )
    _refuse_unready(term)
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    problem = problem_of(term)
    clock = Clock.of(problem)
    job = Job.objects.create(
        term=term,
        problem=store_document(DocumentKind.PROBLEM, problem),
        slot_minutes=clock.slot_minutes,
        day_start=clock.day_start,
        created_by=created_by,
        variants=variants,
        time_budget=time_budget,
        solver=solver,
        seed=seed,
    )
    for index in range(variants + 1):
        Solve.objects.create(
            job=job,
            kind=SolveKind.VARIANT if index else SolveKind.PREPARE,
            index=index,
            state=SolveState.WAITING if index else SolveState.QUEUED,
            seed=seed + index,
            time_limit=None if index else prepare_limit(time_budget),
        )
    doorbell.enqueue(job.solves.get(index=0))
    announce(job)
    return job


def _refuse_unready(term: Term) -> None:
    """Refuse a term for which no timetable can exist, naming each reason and its place."""
    found = blockers(term)
    if found:
        raise Refused(
            "term_not_ready",
            f"{term.name} has {len(found)} contradictions or gaps.",
            status=409,
            errors=[finding.as_error() for finding in found],
            number=len(found),
        )


@transaction.atomic
def cancel_job(job_id: UUID, *, keep_best: bool) -> Job:
    """Stop a job: what waits ends now, what runs as soon as its generator has stopped it.

    Asking again changes nothing. Raises Refused: job_ended (409).
    """
    job = Job.objects.select_for_update(no_key=True).get(id=job_id)
    if job.state in JOB_ENDED:
        raise Refused("job_ended", f"The job has ended: {job.state}.", status=409)
    if job.state == JobState.CANCELLING:
        return job
    now = timezone.now()
    job.state, job.keep_best = JobState.CANCELLING, keep_best
    job.save()
    for solve in job.solves.select_for_update(no_key=True):
        if solve.state in SOLVE_HELD:
            solve.state = SolveState.CANCELLING
            solve.lease_until = now + STOP_GRACE
            doorbell.stop_after_commit(solve.id)
        elif solve.state not in SOLVE_ENDED:
            solve.state, solve.finished_at = SolveState.CANCELLED, now
        solve.save()
    Outbox.objects.filter(solve__job=job).delete()
    finish_job(job)
    announce(job)
    return job


def finish_job(job: Job) -> None:
    """Give the job its one terminal state once all of its solves have ended.

    The caller holds the job's row.
    """
    solves = list(job.solves.select_related("timetable"))
    if job.state in JOB_ENDED or any(solve.state not in SOLVE_ENDED for solve in solves):
        return
    cancelled = job.state == JobState.CANCELLING
    if cancelled and not job.keep_best:
        # Nothing is kept, but what someone already put to use.
        drafts = Timetable.objects.select_for_update(of=("self",))
        drafts = drafts.filter(solve__in=solves, state=TimetableState.DRAFT)
        drafts = drafts.filter(edits=None, copies=None, comments=None)
        Timetable.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
        solves = list(job.solves.select_related("timetable"))
    elif not any(solve.timetable or solve.infeasible for solve in solves):
        _keep_start(job, solves[0])
    selection = select([_ended(solve) for solve in solves], cancelled=cancelled)
    for solve, rank in zip(solves, selection.ranks, strict=True):
        if rank is not None:
            solve.rank = rank
            solve.save(update_fields=["rank"])
    job.state, job.outcome = selection.state, selection.outcome
    job.finished_at = timezone.now()
    if job.state in {JobState.FAILED, JobState.PARTIAL}:
        job.error = next((solve.error for solve in solves if solve.error), None)
    job.save()
    log.info("job %s ended: %s (%s)", job.id, job.state, job.outcome)


def _keep_start(job: Job, prepare: Solve) -> None:
    """Where no variant has a timetable, the preparation's is better than none."""
    if prepare.solution is None or job.start_report is None:
        return
    result = {**job.start_report, "solution": prepare.solution.content}
    try:
        with transaction.atomic():
            prepare.timetable = store_result(job.term, "Start", result, job.clock)
    except ResultRefusedError as refused:
        log.warning("job %s: its start does not fit the term: %s", job.id, refused)
        return
    prepare.save()


def _ended(solve: Solve) -> Ended:
    timetable = solve.timetable
    return Ended(
        kind=SolveKind(solve.kind),
        infeasible=solve.infeasible,
        hard=timetable.hard if timetable else None,
        total=timetable.total if timetable else None,
    )
