"""Two at once, in transactions of their own: one wins, and nobody waits for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Institution
from accounts.tenancy import tenant_context
from config.tests.threads import at_once
from courses.fill import fill_term
from generation.models import Job, Solve
from generation.services.delivery import HandedOver, accept_callback, hand_over
from generation.services.jobs import cancel_job, create_job
from generation.services.sweeping import SWEEP_LOCK, sweep
from generation.states import JOB_ENDED
from generation.tests.conftest import Generator, callback
from timetables.models import Timetable
from timetables.tests.problem import problem_document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(institution: Institution, rings: object, generator: Generator) -> Job:
    term = fill_term(institution, problem_document())
    with tenant_context(institution.id):
        return create_job(term, variants=1, time_budget=60, solver="auto")


def solve(job: Job, index: int) -> Solve:
    with tenant_context(job.institution_id):
        return Solve.objects.get(job=job, index=index)


def test_of_many_claims_at_once_one_starts_the_solve(job: Job, generator: Generator) -> None:
    prepare = solve(job, 0)
    answers = at_once(*[lambda: hand_over(prepare.id)] * 4)
    assert answers.count(HandedOver.TAKEN) == 1
    assert answers.count(HandedOver.LEFT) == 3
    assert len(generator.calls) == 1
    assert solve(job, 0).attempt == 1


def test_of_two_deliveries_at_once_one_counts(job: Job) -> None:
    hand_over(solve(job, 0).id)
    accept_callback(callback(solve(job, 0)))
    hand_over(solve(job, 1).id)
    document = callback(solve(job, 1))
    answers = at_once(*[lambda: accept_callback(document)] * 3)
    assert sorted(answers) == [False, False, True]
    with tenant_context(job.institution_id):
        assert Timetable.objects.count() == 1


def test_an_end_and_a_cancellation_at_once_leave_one_terminal_state(job: Job) -> None:
    hand_over(solve(job, 0).id)
    accept_callback(callback(solve(job, 0)))
    hand_over(solve(job, 1).id)
    document = callback(solve(job, 1))

    def cancel() -> None:
        with tenant_context(job.institution_id):
            cancel_job(job.id, keep_best=False)

    at_once(lambda: accept_callback(document), cancel)
    with tenant_context(job.institution_id):
        job.refresh_from_db()
        assert job.state in JOB_ENDED
        assert job.state == ("succeeded" if Timetable.objects.exists() else "cancelled")


def test_while_the_bell_rings_no_row_is_held(
    job: Job, generator: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over(solve(job, 0).id)
    with tenant_context(job.institution_id):
        Solve.objects.filter(job=job, index=0).update(
            lease_until=timezone.now() - timedelta(seconds=1)
        )
    free: list[Any] = []

    def ring(*_arguments: Any, **_options: Any) -> None:
        free.extend(at_once(lambda: take_without_waiting(job)))

    monkeypatch.setattr("generation.doorbell.current_app.send_task", ring)
    assert sweep() is True
    assert solve(job, 0).state == "queued"
    assert free
    assert all(taken == [job.id] for taken in free)


def take_without_waiting(job: Job) -> list[Any]:
    """The job's row, locked; an error when another transaction holds it or a solve's."""
    with tenant_context(job.institution_id):
        list(Solve.objects.select_for_update(nowait=True).filter(job=job))
        return [row.id for row in Job.objects.select_for_update(nowait=True)]


def test_only_one_sweeps_at_a_time(job: Job) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SWEEP_LOCK])
    try:
        assert at_once(sweep) == [False]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SWEEP_LOCK])
    assert sweep() is True
