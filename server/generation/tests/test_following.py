"""A stream of events asks the database in transactions of its own, in no request's thread."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from accounts.models import Institution
from accounts.tenancy import tenant_context
from courses.fill import fill_term
from generation.services.jobs import cancel_job, create_job
from generation.tests.conftest import Generator
from timetables.tests.problem import problem_document

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_that_has_ended_is_told_in_one_last_event(
    institution: Institution,
    rings: object,
    generator: Generator,
    log_in: Callable[..., Any],
) -> None:
    term = fill_term(institution, problem_document())
    with tenant_context(institution.id):
        job = create_job(term, variants=1, time_budget=60, solver="auto")
        cancel_job(job.id, keep_best=False)
    address = f"/api/v1/jobs/{job.id}/events/"
    response = log_in(institution).get(address, headers={"Accept": "text/event-stream"})

    async def read() -> list[bytes]:
        return [part async for part in response.streaming_content]

    assert b'"state":"cancelled"' in async_to_sync(read)()[-1]
