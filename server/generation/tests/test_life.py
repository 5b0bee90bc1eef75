"""The life of a job: each state once, whatever comes twice, late, or never."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from campus.models import Term
from config.errors import Refused
from courses.models import Class
from generation.doorbell import CLAIM, STOP
from generation.models import Document, Job, Outbox, Solve
from generation.services.delivery import (
    accept_callback,
    hand_over,
    renew_lease,
    stop,
)
from generation.services.jobs import cancel_job, create_job
from generation.services.locking import FencedError
from generation.services.sweeping import sweep
from generation.states import JobState, Outcome, SolveState
from generation.tests.conftest import Generator, callback
from timetables.models import Comment, Timetable
from timetables.tests.problem import result_document
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db


def fresh(row: Any) -> Any:
    row.refresh_from_db()
    return row


def variants(job: Job) -> list[Solve]:
    return list(job.solves.filter(index__gt=0))


def start_variants(job: Job, prepare: Solve) -> list[Solve]:
    accept_callback(callback(prepare))
    for solve in variants(job):
        hand_over(solve.id)
    return variants(job)


def fail(solve: Solve) -> None:
    accept_callback(callback(solve, "failed", error={"code": "solver_failed"}))


def replacement(job: Job) -> Solve:
    """The variant that was ordered in another's place, running."""
    solve = job.solves.get(replaces__isnull=False)
    hand_over(solve.id)
    return job.solves.get(id=solve.id)


def let_lease_run_out(solve: Solve) -> None:
    past = timezone.now() - timedelta(seconds=1)
    Solve.objects.filter(id=solve.id).update(lease_until=past)


def test_a_job_is_written_with_its_solves_and_one_waiting_ring(job: Job) -> None:
    assert job.state == JobState.QUEUED
    assert [solve.state for solve in job.solves.all()] == ["queued", "waiting", "waiting"]
    assert [solve.seed for solve in job.solves.all()] == [7, 8, 9]
    assert [row.solve.index for row in Outbox.objects.all()] == [0]


def test_the_same_problem_is_stored_once(term: Term, job: Job) -> None:
    again = create_job(term, variants=1, time_budget=60, solver="auto")
    assert again.problem_id == job.problem_id
    assert Document.objects.count() == 1


def test_a_term_without_classes_is_refused_and_leaves_nothing(term: Term) -> None:
    Class.objects.filter(term=term).delete()
    with pytest.raises(Refused) as refused:
        create_job(term, variants=1, time_budget=60, solver="auto")
    assert refused.value.code == "term_without_classes"
    assert not Job.objects.exists()


def test_the_handed_over_request_names_attempt_problem_and_limit(
    job: Job, started: Solve, generator: Generator
) -> None:
    assert generator.calls == [
        (
            "POST",
            "/api/generate_variants",
            {
                "version": 1,
                "job": str(started.id),
                "parent": str(job.id),
                "attempt": 1,
                "kind": "prepare",
                "problem": job.problem.digest,
                "options": {"solver": "auto", "seed": 7, "time_limit": 15.0, "initial": None},
            },
        )
    ]
    assert (started.state, fresh(job).state) == (SolveState.RUNNING, JobState.RUNNING)
    assert not Outbox.objects.exists()


def test_a_solve_rung_for_twice_is_claimed_once(started: Solve, generator: Generator) -> None:
    hand_over(started.id)
    assert len(generator.calls) == 1
    assert fresh(started).attempt == 1


def test_a_ring_for_a_solve_that_is_gone_does_nothing(job: Job, generator: Generator) -> None:
    hand_over(uuid4())
    assert generator.calls == []


@pytest.mark.parametrize("trouble", ["busy", "down", "stale"])
def test_a_generator_that_takes_nothing_leaves_the_solve_in_the_queue(
    job: Job, generator: Generator, rings: list[Any], trouble: str
) -> None:
    generator.down = trouble == "down"
    generator.status = {"busy": 503, "stale": 409}.get(trouble, 202)
    prepare = job.solves.get(index=0)
    hand_over(prepare.id)
    assert (fresh(prepare).state, fresh(job).state) == (SolveState.QUEUED, JobState.QUEUED)
    assert Outbox.objects.get().solve_id == prepare.id
    generator.down, generator.status = False, 202
    Outbox.objects.update(ring_at=timezone.now())
    assert sweep()
    hand_over(prepare.id)
    assert (fresh(prepare).state, prepare.attempt) == (SolveState.RUNNING, 2)


def test_a_request_that_the_generator_will_never_take_fails_the_job_with_its_code(
    job: Job, generator: Generator
) -> None:
    generator.status = 422
    hand_over(job.solves.get(index=0).id)
    job = fresh(job)
    assert (job.state, job.outcome) == (JobState.FAILED, Outcome.NOTHING)
    assert job.error == {
        "code": "generator_refused",
        "parameters": {"status": 422, "code": "no_free_slot"},
    }


def test_after_the_preparation_the_variants_start_from_its_timetable(
    job: Job, started: Solve, generator: Generator, rings: list[Any]
) -> None:
    first, second = start_variants(job, started)
    assert [solve.state for solve in (first, second)] == ["running", "running"]
    options = generator.calls[1][2]["options"]
    digest = Document.objects.get(kind="solution").digest
    assert options["initial"] == digest
    assert options["seed"] == 8
    # Two slots: each variant has all that the preparation left.
    assert 80 < options["time_limit"] <= 100


def test_a_job_succeeds_once_when_its_last_variant_ends(job: Job, started: Solve) -> None:
    first, second = start_variants(job, started)
    accept_callback(callback(first, result=result_document(total=9)))
    assert fresh(job).state == JobState.RUNNING
    accept_callback(callback(second, result=result_document(total=3)))
    assert (fresh(job).state, job.outcome) == (JobState.SUCCEEDED, Outcome.TIMETABLES)
    assert job.finished_at is not None
    assert [fresh(solve).rank for solve in (first, second)] == [2, 1]
    assert [timetable.name for timetable in Timetable.objects.all()] == [
        "Variant 1",
        "Variant 2",
    ]


def test_an_end_that_comes_twice_counts_once(job: Job, started: Solve) -> None:
    first, _ = start_variants(job, started)
    document = callback(first)
    assert accept_callback(document) is True
    assert accept_callback(document) is False
    assert Timetable.objects.count() == 1


def test_another_end_of_a_solve_that_has_ended_is_fenced(job: Job, started: Solve) -> None:
    first, _ = start_variants(job, started)
    accept_callback(callback(first))
    with pytest.raises(FencedError):
        accept_callback(callback(first, "failed"))
    assert fresh(first).state == SolveState.SUCCEEDED


def test_a_lease_that_ran_out_queues_the_next_attempt_and_fences_the_last(
    started: Solve, rings: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    late = callback(started)
    let_lease_run_out(started)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep()
    assert fresh(started).state == SolveState.QUEUED
    assert (CLAIM, started.id) in rings
    with pytest.raises(FencedError):
        renew_lease(started.id, 1)
    hand_over(started.id)
    assert (fresh(started).state, started.attempt) == (SolveState.RUNNING, 2)
    with pytest.raises(FencedError):
        accept_callback(late)


def test_a_solve_that_is_lost_again_and_again_fails_its_job(job: Job, started: Solve) -> None:
    for _ in range(5):
        let_lease_run_out(started)
        sweep()
        hand_over(started.id)
    assert fresh(job).state == JobState.FAILED
    assert (job.error or {})["code"] == "solver_lost"
    assert [solve.state for solve in job.solves.all()] == ["failed", "cancelled", "cancelled"]


def test_a_renewed_lease_keeps_the_solve(started: Solve) -> None:
    near = timezone.now() + timedelta(seconds=1)
    Solve.objects.filter(id=started.id).update(lease_until=near)
    assert renew_lease(started.id, 1).state == SolveState.RUNNING
    assert fresh(started).lease_until > timezone.now() + timedelta(seconds=100)
    sweep()
    assert fresh(started).state == SolveState.RUNNING


def test_a_solve_that_overruns_its_limit_by_far_gets_no_longer_lease(started: Solve) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    Solve.objects.filter(id=started.id).update(started_at=long_ago)
    renew_lease(started.id, 1)
    sweep()
    assert fresh(started).state == SolveState.QUEUED


@pytest.mark.parametrize("code", ["solver_crashed", "generator_stopping"])
def test_a_crash_is_tried_again(job: Job, started: Solve, code: str) -> None:
    accept_callback(callback(started, "failed", error={"code": code}))
    assert fresh(started).state == SolveState.QUEUED
    assert started.losses == (code == "solver_crashed")
    assert fresh(job).state == JobState.RUNNING


def test_a_failed_variant_leaves_a_partial_job_that_says_why(job: Job, started: Solve) -> None:
    first, second = start_variants(job, started)
    accept_callback(callback(first))
    fail(second)
    fail(replacement(job))
    assert (fresh(job).state, job.outcome) == (JobState.PARTIAL, Outcome.TIMETABLES)
    assert job.error == {"code": "solver_failed"}


def test_violations_that_are_left_make_the_job_partial(job: Job, started: Solve) -> None:
    first, second = start_variants(job, started)
    accept_callback(callback(first))
    # The outcome says success, the score does not.
    accept_callback(callback(second, result=result_document(hard=1, total=9)))
    assert fresh(second).state == SolveState.PARTIAL
    assert fresh(job).state == JobState.PARTIAL


def test_when_every_variant_fails_the_preparations_timetable_is_kept(
    job: Job, started: Solve
) -> None:
    for solve in start_variants(job, started):
        fail(solve)
    assert (fresh(job).state, job.outcome) == (JobState.PARTIAL, Outcome.TIMETABLES)
    assert Timetable.objects.get().name == "Start"
    assert fresh(started).rank == 1


def test_stopping_early_keeps_the_start_when_no_variant_has_more(
    job: Job, started: Solve
) -> None:
    running = start_variants(job, started)
    cancel_job(job.id, keep_best=True)
    for solve in running:
        accept_callback(callback(solve, "cancelled"))
    assert fresh(job).state == JobState.PARTIAL
    assert Timetable.objects.get().name == "Start"


def test_proved_infeasibility_is_a_jobs_answer(job: Job, started: Solve) -> None:
    accept_callback(callback(started, "infeasible"))
    assert (fresh(job).state, job.outcome) == (JobState.SUCCEEDED, Outcome.INFEASIBLE)
    assert [solve.state for solve in variants(job)] == ["cancelled", "cancelled"]


def test_a_result_of_another_term_fails_the_variant_and_stores_nothing(
    job: Job, started: Solve
) -> None:
    first, _ = start_variants(job, started)
    result = result_document()
    result["solution"]["classes"] = [{**result["solution"]["classes"][0], "id": "x"}]
    accept_callback(callback(first, result=result))
    assert fresh(first).state == SolveState.FAILED
    assert (first.error or {})["code"] == "result_refused"
    assert not Timetable.objects.exists()


def test_cancelling_before_anything_runs_ends_the_job_at_once(job: Job) -> None:
    assert fresh(cancel_job(job.id, keep_best=True)).state == JobState.CANCELLED
    assert not Outbox.objects.exists()


def test_cancelling_tells_the_generator_and_ends_with_its_answer(
    job: Job,
    started: Solve,
    generator: Generator,
    rings: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        cancel_job(job.id, keep_best=False)
    assert fresh(job).state == JobState.CANCELLING
    assert (STOP, started.id) in rings
    stop(started.id)
    assert generator.calls[-1] == ("POST", f"/api/cancel/{started.id}", {"keep_best": False})
    assert renew_lease(started.id, 1).state == SolveState.CANCELLING
    accept_callback(callback(started, "cancelled"))
    assert (fresh(job).state, job.outcome) == (JobState.CANCELLED, Outcome.NOTHING)


def test_a_cancelled_job_whose_generator_never_answers_ends_with_the_lease(
    job: Job, started: Solve
) -> None:
    cancel_job(job.id, keep_best=False)
    let_lease_run_out(started)
    sweep()
    assert fresh(job).state == JobState.CANCELLED


def test_a_success_that_arrives_after_the_cancellation_keeps_nothing(
    job: Job, started: Solve
) -> None:
    first, second = start_variants(job, started)
    accept_callback(callback(first))
    cancel_job(job.id, keep_best=False)
    accept_callback(callback(second))
    assert fresh(job).state == JobState.CANCELLED
    assert not Timetable.objects.exists()


def test_what_was_published_outlives_the_cancellation(job: Job, started: Solve) -> None:
    first, second = start_variants(job, started)
    accept_callback(callback(first))
    published(Timetable.objects.get())
    cancel_job(job.id, keep_best=False)
    accept_callback(callback(second, "cancelled"))
    assert fresh(job).state == JobState.PARTIAL
    assert Timetable.objects.count() == 1


def test_a_draft_that_somebody_spoke_of_outlives_the_cancellation(
    job: Job, started: Solve
) -> None:
    first, second = start_variants(job, started)
    accept_callback(callback(first))
    Comment.objects.create(timetable=Timetable.objects.get(), text="This one")
    cancel_job(job.id, keep_best=False)
    accept_callback(callback(second, "cancelled"))
    assert Timetable.objects.count() == 1


def test_stopping_early_keeps_the_best_of_every_variant(job: Job, started: Solve) -> None:
    first, second = start_variants(job, started)
    cancel_job(job.id, keep_best=True)
    assert renew_lease(first.id, 1).keep_best is True
    accept_callback(callback(first, "partial"))
    accept_callback(callback(second, "cancelled"))
    assert (fresh(job).state, job.outcome) == (JobState.PARTIAL, Outcome.TIMETABLES)
    assert Timetable.objects.count() == 1


def test_stopping_early_in_the_preparation_keeps_what_it_found(
    job: Job, started: Solve
) -> None:
    cancel_job(job.id, keep_best=True)
    accept_callback(callback(started, "partial"))
    assert fresh(job).state == JobState.PARTIAL
    assert Timetable.objects.get().name == "Start"


def test_a_job_that_has_ended_cannot_be_cancelled(job: Job) -> None:
    cancel_job(job.id, keep_best=False)
    with pytest.raises(Refused) as refused:
        cancel_job(job.id, keep_best=False)
    assert (refused.value.code, refused.value.status_code) == ("job_ended", 409)


def test_a_broker_that_is_down_costs_only_time(
    term: Term, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("generation.doorbell.current_app.send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = create_job(term, variants=1, time_budget=60, solver="auto")
    assert Outbox.objects.get().solve.job_id == job.id
