"""Jobs are asked for, asked for again, and stopped."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.selectors import data_version
from campus.models import Term
from config.errors import Refused
from courses.clock import Clock
from courses.models import Class
from courses.readiness import blockers
from generation import doorbell
from generation.budget import prepare_limit
from generation.documents import store_document
from generation.events import announce
from generation.limits import LARGEST_SEED, LEAST_BUDGET, USUAL_PRIORITY
from generation.models import Document, DocumentKind, Job, Outbox, Solve
from generation.problem import problem_of
from generation.profiles import Profile, usual_profiles
from generation.services.checkpoints import checkpoint_of
from generation.services.finishing import finish_job
from generation.services.solves import give_up
from generation.states import (
    JOB_ENDED,
    SOLVE_ENDED,
    SOLVE_HELD,
    JobState,
    SolveKind,
    SolveState,
)
from horarium_contracts.logs import about

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
    priority: int = USUAL_PRIORITY,
    profiles: list[Profile] | None = None,
    created_by: User | None = None,
    start: Document | None = None,
    retry_of: Job | None = None,
) -> Job:
    """Write down a job with its solves and ring for the preparation.

    The term is compiled now: what changes later is for the next job. With `start`, a
    solution, it begins there. Without `profiles`, the usual ones take turns.

    Raises Refused: budget_too_short for so many variants, term_without_classes,
    term_not_ready with what is in the way.
    """
    least = LEAST_BUDGET * variants
    if time_budget < least:
        raise Refused(
            "budget_too_short",
            f"{variants} variants take {least} s at least, or ask for fewer.",
            field="time_budget",
            least=least,
            variants=variants,
        )
    if not Class.objects.filter(term=term).exists():
        raise Refused(
            "term_without_classes", f"{term.name} has no classes to place.", field="term"
        )
    _refuse_unready(term)
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    # Before it is compiled: what changes meanwhile may not be in it.
    version = data_version()
    problem = problem_of(term)
    clock = Clock.of(problem)
    job = Job.objects.create(
        term=term,
        problem=store_document(DocumentKind.PROBLEM, problem),
        data_version=version,
        slot_minutes=clock.slot_minutes,
        day_start=clock.day_start,
        created_by=created_by,
        variants=variants,
        time_budget=time_budget,
        solver=solver,
        profiles=profiles or usual_profiles(variants),
        seed=seed,
        priority=priority,
        start=start,
        retry_of=retry_of,
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
    with about(job=job.id):
        doorbell.enqueue(job.solves.get(index=0))
        announce(job)
    return job


def _refuse_unready(term: Term) -> None:
    """Refuse a term for which no timetable can exist, naming each reason and its place."""
    found = blockers(term)
    if found:
        raise Refused(
            "term_not_ready",
            f"No timetable of {term.name} can exist yet: {found[0].as_error()['detail']}",
            status=409,
            errors=[finding.as_error() for finding in found],
            number=len(found),
        )


@transaction.atomic
def retry_job(job: Job, *, from_best: bool, created_by: User | None = None) -> Job:
    """A new job that asks the same of the term as it is now, with another seed.

    It names the old one, and begins with its best timetable, or afresh.

    Raises Refused: job_not_to_retry (409), and those of `create_job`.
    """
    if job.state not in {JobState.FAILED, JobState.PARTIAL}:
        raise Refused(
            "job_not_to_retry", f"Only a failed or partial job: it is {job.state}.", status=409
        )
    return create_job(
        job.term,
        variants=job.variants,
        time_budget=job.time_budget,
        solver=job.solver,
        profiles=job.profiles,
        priority=job.priority,
        created_by=created_by,
        start=best_solution(job) if from_best else None,
        retry_of=job,
    )


def best_solution(job: Job) -> Document | None:
    """The best timetable's solution, else the preparation's, else the latest checkpoint's."""
    solves = list(job.solves.select_related("solution").order_by("rank", "index"))
    checkpoints = (checkpoint_of(solve) for solve in reversed(solves))
    found = [solve.solution for solve in solves]
    found += [checkpoint.solution for checkpoint in checkpoints if checkpoint]
    return next((solution for solution in found if solution is not None), None)


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
            solve.save()
        elif keep_best and checkpoint_of(solve) is not None:
            solve.job, solve.state = job, SolveState.CANCELLING
            give_up(solve, None)
        elif solve.state not in SOLVE_ENDED:
            solve.state, solve.finished_at = SolveState.CANCELLED, now
            solve.save()
    Outbox.objects.filter(solve__job=job).delete()
    finish_job(job)
    announce(job)
    return job
