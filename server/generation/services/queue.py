"""Whose turn it is: fair between institutions, then by priority, then by age."""

from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.database import take_turn
from accounts.models import Institution
from accounts.tenancy import platform_context
from generation.models import Job, Solve
from generation.states import SOLVE_HELD, JobState, SolveState

RUNNING = (JobState.RUNNING, JobState.CANCELLING)


def next_waiting(passed_over: set[UUID]) -> UUID | None:
    """The solve whose turn it is, without those passed over; None when nothing may start.

    First comes the institution with the fewest solves at work, so that a full machine
    is shared; within it the most urgent job, the oldest of those, its next variant.
    """
    with platform_context():
        rows = Solve.objects.filter(
            state=SolveState.QUEUED,
            job__state__in=(JobState.QUEUED, JobState.RUNNING),
            outbox__not_before__lte=timezone.now(),
        ).exclude(id__in=passed_over)
        allowed = F("institution__plan__concurrent_jobs")
        rows = rows.alias(
            at_work=_count(Solve.objects.filter(state__in=SOLVE_HELD)),
            running=_count(Job.objects.filter(state__in=RUNNING)),
        )
        rows = rows.filter(
            Q(job__state=JobState.RUNNING)
            | Q(institution__plan__concurrent_jobs=None)
            | Q(running__lt=allowed)
        )
        rows = rows.order_by("at_work", "job__priority", "job_id", "index")
        return rows.values_list("id", flat=True).first()


def may_run_one_more(job: Job) -> bool:
    """Whether the institution's plan lets this queued job run beside those that do.

    Two who ask at once take turns until their transactions end.
    """
    institution = Institution.objects.select_related("plan").get(id=job.institution_id)
    if institution.plan is None or institution.plan.concurrent_jobs is None:
        return True
    take_turn("claim", institution.id)
    running = Job.objects.filter(state__in=RUNNING).count()
    return running < institution.plan.concurrent_jobs


def _count(rows: "QuerySet[Solve] | QuerySet[Job]") -> Coalesce:
    of_institution = rows.filter(institution=OuterRef("institution")).order_by()
    counted = of_institution.values("institution").annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(counted), 0)
