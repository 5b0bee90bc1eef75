"""A job's end: variants ordered anew where that helps, then one terminal state."""

import logging

from django.utils import timezone

from generation import doorbell
from generation.budget import replacement_limit
from generation.models import Job, Solve
from generation.selection import Ended, select, to_replace
from generation.services import cache
from generation.services.results import kept_result, make_timetable
from generation.states import JOB_ENDED, SOLVE_ENDED, JobState, SolveKind, SolveState
from generation.variety import Made, movable, settled, shortfalls, still_said, to_leave_out
from timetables.models import Timetable, TimetableState
from timetables.services import ResultRefusedError, notices

log = logging.getLogger(__name__)


def finish_job(job: Job) -> None:
    """Give the job its one terminal state once all of its solves have ended.

    The caller holds the job's row.
    """
    solves = list(job.solves.select_related("timetable", "solution"))
    if job.state in JOB_ENDED or any(solve.state not in SOLVE_ENDED for solve in solves):
        return
    cancelled = job.state == JobState.CANCELLING
    made, classes = _made(job, solves)
    kept = settled(made, _replaced(solves), classes)
    job.shortfalls = shortfalls(kept, classes)
    if not cancelled and _order_replacement(job, solves):
        return
    worse = to_leave_out(kept)
    job.shortfalls = still_said(job.shortfalls, worse)
    kept = [one for one in kept if one.index not in worse]
    if cancelled and not job.keep_best:
        _drop(solves)
    elif not any(solve.timetable or solve.infeasible for solve in solves):
        _keep_start(job, solves[0])
    else:
        superseded = {one.index for one in made} - {one.index for one in kept}
        _drop([solve for solve in solves if solve.index in superseded])
    solves = list(job.solves.select_related("timetable"))
    ended = [_ended(solve, left_out=solve.index in worse) for solve in solves]
    selection = select(ended, cancelled=cancelled)
    for solve, rank in zip(solves, selection.ranks, strict=True):
        if rank is not None:
            solve.rank = rank
            solve.save(update_fields=["rank"])
    job.state, job.outcome = selection.state, selection.outcome
    job.finished_at = timezone.now()
    if job.state in {JobState.FAILED, JobState.PARTIAL}:
        job.error = next((solve.error for solve in solves if solve.error), None)
    job.save()
    stored = sum(solve.timetable is not None for solve in solves)
    notices.tell_job(
        job.term, notices.registrars(), job.pk, state=str(job.state), timetables=stored
    )
    log.info("job %s ended: %s (%s)", job.id, job.state, job.outcome)
    if job.state == JobState.SUCCEEDED:
        cache.remember(job, solves)


def _made(job: Job, solves: list[Solve]) -> tuple[list[Made], list[str]]:
    """The variants' timetables, and the classes by which they may differ."""
    kept = [solve for solve in solves if solve.timetable and solve.kind == SolveKind.VARIANT]
    found = [
        Made.of(solve.index, solve.solution.content, solve.report)
        for solve in kept
        if solve.solution is not None and solve.report is not None
    ]
    return found, movable(job.problem.content) if len(found) > 1 else []


def _replaced(solves: list[Solve]) -> dict[int, int]:
    """By index of a replacement, the index of the variant in whose place it was ordered."""
    return {solve.index: solve.replaces for solve in solves if solve.replaces is not None}


def _order_replacement(job: Job, solves: list[Solve]) -> bool:
    """Queue another variant for one that came to nothing, or too near to another."""
    faulty = list(dict.fromkeys(fault["parameters"]["variant"] for fault in job.shortfalls))
    waiting = to_replace([_ended(solve) for solve in solves], faulty)
    if not waiting or job.recalled_from_id is not None:
        return False
    index = waiting[0]
    old = solves[index]
    elapsed = (timezone.now() - (job.started_at or timezone.now())).total_seconds()
    limit = replacement_limit(
        job.time_budget - elapsed,
        old.time_limit or 0,
        failed=old.timetable is None,
        waiting=len(waiting),
    )
    if limit is None:
        return False
    solve = Solve.objects.create(
        job=job,
        kind=SolveKind.VARIANT,
        index=len(solves),
        state=SolveState.QUEUED,
        seed=job.seed + len(solves),
        time_limit=limit,
        replaces=index,
    )
    doorbell.enqueue(solve)
    log.info("job %s: variant %s in place of %s", job.id, solve.index, index)
    return True


def _drop(solves: list[Solve]) -> None:
    """Delete the timetables, but those that someone already put to use."""
    drafts = Timetable.objects.select_for_update(of=("self",))
    drafts = drafts.filter(solve__in=solves, state=TimetableState.DRAFT)
    drafts = drafts.filter(edits=None, copies=None, comments=None)
    Timetable.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()


def _keep_start(job: Job, prepare: Solve) -> None:
    """Where no variant has a timetable, the preparation's is better than none."""
    result = kept_result(prepare)
    if result is None:
        return
    prepare.job = job
    try:
        make_timetable(prepare, "Start", result)
    except ResultRefusedError as refused:
        log.warning("job %s: its start does not fit the term: %s", job.id, refused)
        return
    prepare.save()


def _ended(solve: Solve, *, left_out: bool = False) -> Ended:
    timetable = solve.timetable
    return Ended(
        kind=SolveKind(solve.kind),
        infeasible=solve.infeasible,
        hard=timetable.hard if timetable else None,
        total=timetable.total if timetable else None,
        replaces=solve.replaces,
        left_out=left_out and timetable is None,
    )
