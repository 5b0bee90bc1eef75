"""A generator that was killed and answers again is found out within seconds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generation.models import Job, Solve
from generation.services.delivery import hand_over, renew_lease
from generation.services.jobs import cancel_job
from generation.services.locking import FencedError
from generation.services.watching import watch
from generation.states import JobState, SolveState
from generation.tests.conftest import Generator

pytestmark = pytest.mark.django_db


def state(solve: Solve) -> str:
    solve.refresh_from_db()
    return solve.state


def test_a_solve_that_its_generator_holds_is_left_alone(
    started: Solve, generator: Generator
) -> None:
    assert started.generator_instance == "host/1"
    assert watch()
    assert state(started) == SolveState.RUNNING


@pytest.mark.parametrize("instance", ["host/1", "host/2"])
def test_one_that_it_no_longer_knows_is_queued_at_once_and_fenced(
    started: Solve, generator: Generator, instance: str
) -> None:
    generator.held.clear()
    generator.instance = instance
    watch()
    assert state(started) == SolveState.QUEUED
    with pytest.raises(FencedError):
        renew_lease(started.id, 1)
    hand_over(started.id)
    assert (state(started), started.attempt) == (SolveState.RUNNING, 2)


def test_a_generator_that_does_not_answer_is_left_to_the_lease(
    started: Solve, generator: Generator
) -> None:
    generator.down = True
    watch()
    assert state(started) == SolveState.RUNNING


def test_an_answer_from_another_host_at_the_same_address_proves_nothing(
    started: Solve, generator: Generator
) -> None:
    generator.held.clear()
    generator.instance = "elsewhere/1"
    watch()
    assert state(started) == SolveState.RUNNING


def test_a_claim_whose_worker_died_before_handing_over_is_returned_when_it_stays_silent(
    job: Job, generator: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = job.solves.get(index=0)
    began = timezone.now()
    Solve.objects.filter(id=prepare.id).update(
        state=SolveState.RUNNING,
        attempt=1,
        generator_url="http://here",
        started_at=began,
        heartbeat=began,
        lease_until=began + timedelta(seconds=120),
    )
    watch()
    assert state(prepare) == SolveState.RUNNING
    long_ago = began - timedelta(seconds=30)
    Solve.objects.filter(id=prepare.id).update(started_at=long_ago, heartbeat=began)
    watch()
    assert state(prepare) == SolveState.RUNNING  # its process renews the lease
    Solve.objects.filter(id=prepare.id).update(heartbeat=long_ago)
    watch()
    assert state(prepare) == SolveState.QUEUED


@pytest.mark.parametrize("keep_best", [True, False])
def test_one_that_was_to_be_cancelled_ends_at_once_and_blames_nobody(
    job: Job, started: Solve, generator: Generator, *, keep_best: bool
) -> None:
    cancel_job(job.id, keep_best=keep_best)
    assert state(started) == SolveState.CANCELLING
    generator.held.clear()
    generator.instance = "host/2"
    watch()
    job.refresh_from_db()
    assert (state(started), started.error) == (SolveState.CANCELLED, None)
    assert (job.state, job.error) == (JobState.CANCELLED, None)
