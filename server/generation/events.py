"""What a job's readers are told when its state changes."""

from functools import partial

from django.db import transaction

from generation.live import publish_job
from generation.models import Job
from generation.selectors import jobs
from generation.serializers import JobStatusSerializer


def announce(job: Job) -> None:
    """Tell the job's readers, once the current transaction is durable, how it stands."""
    row = jobs().get(id=job.id)
    status = dict(JobStatusSerializer(row).data)
    transaction.on_commit(partial(publish_job, job.id, status))
