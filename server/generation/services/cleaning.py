"""Old jobs leave: their rows once nobody uses a timetable of theirs, and what they needed."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.tenancy import platform_context
from generation.models import Checkpoint, Document, Job, Solve
from generation.services.checkpoints import forget_document
from generation.services.locking import only_one
from generation.states import JOB_ENDED

log = logging.getLogger(__name__)

CLEAN_LOCK = 7_201_003
"""Key of the advisory lock: one cleaner at a time."""

CHECKPOINTS_FOR = timedelta(days=7)
"""How long after its end a failed solve's checkpoint is there to retry from."""

SETTLED = timedelta(hours=1)
"""A younger document may be about to be named by a job."""

AT_ONCE = 500


def clean() -> bool:
    """Delete what is old, a bounded number of each; False when another cleans."""
    with only_one(CLEAN_LOCK) as mine:
        if not mine:
            return False
        now = timezone.now()
        with platform_context():
            old = Checkpoint.objects.filter(
                solve__job__state__in=JOB_ENDED,
                solve__job__finished_at__lt=now - CHECKPOINTS_FOR,
            )
            Checkpoint.objects.filter(pk__in=list(old.values_list("pk")[:AT_ONCE])).delete()
        jobs = _delete_jobs(timedelta(days=settings.KEEP_JOBS_DAYS))
        documents = _delete_documents()
        log.info("cleaned: %s jobs, %s documents", jobs, documents)
    return True


def _delete_jobs(age: timedelta) -> int:
    """Jobs that ended so long ago and of which no timetable is left."""
    with platform_context():
        old = Job.objects.filter(state__in=JOB_ENDED, finished_at__lt=timezone.now() - age)
        old = old.exclude(solves__timetable__isnull=False)
        found = list(old.values_list("pk", flat=True)[:AT_ONCE])
        Job.objects.filter(pk__in=found).delete()
    return len(found)


def _delete_documents() -> int:
    """Documents that no job, solve or checkpoint names."""
    with platform_context():
        rows = Document.objects.filter(created_at__lt=timezone.now() - SETTLED)
        rows = rows.exclude(pk__in=Job.objects.values("problem"))
        rows = rows.exclude(pk__in=Job.objects.exclude(start=None).values("start"))
        rows = rows.exclude(pk__in=Solve.objects.exclude(solution=None).values("solution"))
        rows = rows.exclude(pk__in=Checkpoint.objects.values("solution"))
        found = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        return sum(map(forget_document, found))
