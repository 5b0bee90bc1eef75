"""A published timetable for the demo, so that everyone sees a week at their first login."""

import time
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import Institution
from accounts.tenancy import tenant_context
from campus.models import Term
from config.errors import Refused
from generation.models import Job
from generation.services.jobs import create_job
from generation.states import JOB_ENDED
from timetables.models import Timetable, TimetableState
from timetables.services.workflow import approve, publish, submit

LOOK_SECONDS = 1.0
GENEROSITY = (1, 3, 9)
"""How many times the time budget is tried in turn: a machine may be slow, or busy."""
DEMO_REASON = "Shown at the first login, before anybody could approve it"
PATIENCE = timedelta(seconds=180)
"""Usually: a first start still compiles kernels."""


def publish_demo(
    institution: Institution,
    *,
    variants: int,
    time_budget: int,
    patience: timedelta = PATIENCE,
) -> Timetable:
    """The published timetable of the demo's own term, from a real job where there is none.

    Needs the whole stack running; waits for a job for `patience` beyond its time budget.

    Raises Refused: demo_without_term, demo_job_failed, demo_job_late,
    timetable_has_violations, and those of `create_job`.
    """
    with tenant_context(institution.id):
        term = Term.objects.order_by("id").first()  # what is imported later is newer
        if term is None:
            raise Refused("demo_without_term", "The demo has no term: run load_demo.")
        published = Timetable.objects.filter(term=term, state=TimetableState.PUBLISHED).first()
        if published is not None:
            return published
    for generosity in GENEROSITY:
        best = _generate(institution, term, variants, generosity * time_budget, patience)
        if not best.hard:
            break
    with tenant_context(institution.id):
        return _publish(best)


def _publish(best: Timetable) -> Timetable:
    if best.hard:
        raise Refused("timetable_has_violations", f"{best.hard} requirements are not met.")
    submit(best.id, None)
    approve(best.id, None, DEMO_REASON)
    return publish(best.id, None)


def _generate(
    institution: Institution, term: Term, variants: int, time_budget: int, patience: timedelta
) -> Timetable:
    """The best timetable of a new job, once that has ended."""
    with tenant_context(institution.id):
        job = create_job(
            term, variants=variants, time_budget=time_budget, solver="auto", seed=1
        )
    _wait(institution, job.id, timezone.now() + timedelta(seconds=time_budget) + patience)
    with tenant_context(institution.id):
        best = Timetable.objects.filter(solve__job=job).order_by("solve__rank").first()
        if best is None:
            error = Job.objects.get(id=job.id).error or {}
            raise Refused("demo_job_failed", f"No timetable came out: {error.get('code')}.")
    return best


def _wait(institution: Institution, job: UUID, until: datetime) -> None:
    while True:
        with tenant_context(institution.id):
            if Job.objects.get(id=job).state in JOB_ENDED:
                return
        if timezone.now() > until:
            raise Refused(
                "demo_job_late", "The job has not ended in time: is the stack running?"
            )
        time.sleep(LOOK_SECONDS)
