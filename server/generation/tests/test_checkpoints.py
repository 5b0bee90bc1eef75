"""The best timetable of a running solve outlives whatever interrupts it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generation.models import Checkpoint, Document, Job, Solve
from generation.services.checkpoints import forget_document, keep_checkpoint
from generation.services.delivery import accept_callback, hand_over
from generation.services.jobs import cancel_job
from generation.services.locking import FencedError
from generation.services.sweeping import sweep
from generation.states import JobState, SolveState
from generation.tests.conftest import Generator, callback
from timetables.models import Timetable
from timetables.tests.problem import result_document

pytestmark = pytest.mark.django_db


def checkpoint(solve: Solve, **result: int) -> dict[str, Any]:
    return {
        "version": 1,
        "job": str(solve.id),
        "attempt": solve.attempt,
        "result": result_document(**result),
    }


@pytest.fixture
def variant(job: Job, started: Solve) -> Solve:
    """The first variant, running; the second has ended well."""
    accept_callback(callback(started))
    for solve in job.solves.filter(index__gt=0):
        hand_over(solve.id)
    accept_callback(callback(job.solves.get(index=2)))
    return job.solves.get(index=1)


def lose_lease(solve: Solve, after: float) -> None:
    """The solve's process lived for so many seconds, and its lease has run out."""
    began = timezone.now() - timedelta(seconds=1000)
    Solve.objects.filter(id=solve.id).update(
        started_at=began,
        heartbeat=began + timedelta(seconds=after),
        lease_until=timezone.now() - timedelta(seconds=1),
    )
    sweep()


def test_the_next_attempt_goes_on_from_the_checkpoint_with_the_time_that_is_left(
    variant: Solve, generator: Generator
) -> None:
    keep_checkpoint(checkpoint(variant, total=40))
    keep_checkpoint(checkpoint(variant, total=30))
    limit = variant.time_limit or 0
    lose_lease(variant, after=12.5)
    hand_over(variant.id)
    request = generator.calls[-1][2]
    assert request["attempt"] == 2
    assert request["options"]["initial"] == Checkpoint.objects.get().solution.digest
    assert request["options"]["time_limit"] == pytest.approx(limit - 12.5, abs=0.1)


def test_a_loss_that_is_told_at_once_leaves_the_time_that_was_not_spent_searching(
    variant: Solve, generator: Generator
) -> None:
    keep_checkpoint(checkpoint(variant, total=40))
    limit, now = variant.time_limit or 0, timezone.now()
    Solve.objects.filter(id=variant.id).update(
        started_at=now - timedelta(seconds=8), heartbeat=now - timedelta(seconds=7)
    )
    accept_callback(callback(variant, "failed", error={"code": "solver_crashed"}))
    hand_over(variant.id)
    assert generator.calls[-1][2]["options"]["time_limit"] == pytest.approx(limit - 8, abs=2)


def test_without_a_checkpoint_it_begins_anew_with_all_of_its_time(
    variant: Solve, generator: Generator
) -> None:
    lose_lease(variant, after=12.5)
    hand_over(variant.id)
    assert generator.calls[-1][2]["options"]["time_limit"] == variant.time_limit


def test_a_worse_checkpoint_of_a_later_attempt_does_not_replace_a_better_one(
    variant: Solve,
) -> None:
    keep_checkpoint(checkpoint(variant, total=30))
    keep_checkpoint(checkpoint(variant, total=40))
    keep_checkpoint(checkpoint(variant, total=20, hard=1))
    assert Checkpoint.objects.get().report["score"]["total"] == 30


def test_a_checkpoint_that_was_replaced_leaves_no_document(variant: Solve) -> None:
    before = set(Document.objects.values_list("id", flat=True))
    for total in (60, 50, 40):
        keep_checkpoint(checkpoint(variant, total=total))
    (kept,) = set(Document.objects.values_list("id", flat=True)) - before
    assert Checkpoint.objects.get().solution_id == kept
    accept_callback(callback(variant, result=result_document(total=30)))
    assert not Document.objects.filter(id=kept).exists()


def test_a_document_that_something_names_is_left_without_an_error_of_the_database(
    variant: Solve,
) -> None:
    start = variant.job.solves.get(index=0).solution
    assert start is not None
    keep_checkpoint(checkpoint(variant, total=6))
    kept = Checkpoint.objects.get().solution_id
    with CaptureQueriesContext(connection) as asked:
        assert not forget_document(start.id)
        assert not forget_document(kept)
    assert not any("ROLLBACK TO" in query["sql"] for query in asked.captured_queries)
    assert Document.objects.filter(id__in=[start.id, kept]).count() == 2


def test_a_checkpoint_of_an_older_attempt_or_of_no_solve_counts_for_nothing(
    variant: Solve,
) -> None:
    late = checkpoint(variant)
    lose_lease(variant, after=1)
    for document in (late, {**late, "attempt": 9}, {**late, "job": str(uuid4())}):
        with pytest.raises(FencedError):
            keep_checkpoint(document)
    assert not Checkpoint.objects.exists()


def test_a_solve_that_is_given_up_ends_partial_with_its_checkpoint(
    job: Job, variant: Solve
) -> None:
    keep_checkpoint(checkpoint(variant, total=30))
    for _ in range(5):
        lose_lease(variant, after=1)
        hand_over(variant.id)
    variant.refresh_from_db()
    assert (variant.state, (variant.error or {})["code"]) == (SolveState.PARTIAL, "solver_lost")
    assert variant.timetable is not None
    assert variant.timetable.total == 30
    job.refresh_from_db()
    assert job.state == JobState.SUCCEEDED
    assert not Checkpoint.objects.exists()


def test_a_solve_killed_for_want_of_memory_ends_partial_with_its_checkpoint(
    variant: Solve,
) -> None:
    keep_checkpoint(checkpoint(variant, total=30))
    accept_callback(callback(variant, "failed", error={"code": "out_of_memory"}))
    variant.refresh_from_db()
    assert variant.state == SolveState.PARTIAL


def test_without_one_it_is_tried_once_more_with_one_thread(
    variant: Solve, generator: Generator
) -> None:
    for _ in range(2):
        variant.refresh_from_db()
        accept_callback(callback(variant, "failed", error={"code": "out_of_memory"}))
        hand_over(variant.id)
    variant.refresh_from_db()
    assert variant.state == SolveState.FAILED
    attempts = [call[2] for call in generator.calls if call[2].get("job") == str(variant.id)]
    assert [request["options"].get("threads") for request in attempts] == [None, 1]


@pytest.mark.parametrize("keep_best", [True, False])
def test_a_cancelled_solve_that_brings_nothing_has_its_checkpoint_if_the_best_is_kept(
    job: Job, variant: Solve, keep_best: bool
) -> None:
    keep_checkpoint(checkpoint(variant, total=30))
    cancel_job(job.id, keep_best=keep_best)
    accept_callback(callback(variant, "cancelled"))
    assert Timetable.objects.filter(total=30).exists() == keep_best
    job.refresh_from_db()
    assert job.state == (JobState.PARTIAL if keep_best else JobState.CANCELLED)


def test_so_has_one_that_waits_for_its_next_attempt(job: Job, variant: Solve) -> None:
    keep_checkpoint(checkpoint(variant, total=30))
    lose_lease(variant, after=1)
    cancel_job(job.id, keep_best=True)
    job.refresh_from_db()
    assert job.state == JobState.PARTIAL
    assert Timetable.objects.filter(total=30).exists()


def test_over_http_it_is_kept_for_the_current_attempt_only(
    variant: Solve, post_signed: Callable[..., Any]
) -> None:
    document = checkpoint(variant, total=30)
    assert post_signed("/internal/checkpoints", document).json() == {"kept": True}
    stale = post_signed("/internal/checkpoints", {**document, "attempt": 7})
    assert (stale.status_code, stale.json()["code"]) == (409, "attempt_fenced")
    broken = post_signed("/internal/checkpoints", {**document, "result": {}})
    assert (broken.status_code, broken.json()["code"]) == (400, "checkpoint_invalid")
