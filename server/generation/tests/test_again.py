"""Asked again: answers from before, retries, and variants ordered in another's place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Institution
from accounts.tenancy import tenant_context
from campus.models import Term
from courses.fill import fill_term
from generation import live
from generation.models import Checkpoint, Document, Job, Solve
from generation.services import cache
from generation.services.cleaning import clean
from generation.services.delivery import accept_callback, hand_over
from generation.services.jobs import create_job
from generation.states import JobState, SolveState
from generation.tests.conftest import Generator, callback
from timetables.models import Placement, Timetable
from timetables.tests.problem import problem_document, result_document

pytestmark = pytest.mark.django_db

OPTIONS: dict[str, Any] = {"variants": 2, "time_budget": 100, "solver": "auto", "seed": 7}


@pytest.fixture
def done(job: Job, started: Solve, django_capture_on_commit_callbacks: Any) -> Job:
    """A job that has ended well with two different timetables."""
    accept_callback(callback(started))
    for index, total in ((1, 30), (2, 20)):
        hand_over(job.solves.get(index=index).id)
        solve = job.solves.get(index=index)
        with django_capture_on_commit_callbacks(execute=True):
            accept_callback(callback(solve, result=result_document(total=total)))
    job.refresh_from_db()
    assert job.state == JobState.SUCCEEDED
    return job


def prepared(job: Job) -> Job:
    hand_over(job.solves.get(index=0).id)
    job.refresh_from_db()
    return job


def test_a_job_that_asks_the_same_gets_the_timetables_from_before_at_once(
    done: Job, term: Term, generator: Generator
) -> None:
    asked = len(generator.calls)
    again = prepared(create_job(term, **OPTIONS))
    assert (again.state, again.recalled_from_id) == (JobState.SUCCEEDED, done.id)
    assert len(generator.calls) == asked
    best = again.solves.get(rank=1)
    assert best.timetable is not None
    assert (best.timetable.total, (best.report or {})["solver"]["name"]) == (20, "search")
    assert best.timetable.id not in done.solves.values_list("timetable", flat=True)
    assert Placement.objects.filter(timetable=best.timetable).count() == 2


def test_a_recalled_variant_stands_where_the_one_that_it_replaced_stood(
    job: Job, started: Solve, term: Term, django_capture_on_commit_callbacks: Any
) -> None:
    """Each has the profile of its place, and so has one that was ordered anew."""
    accept_callback(callback(started))
    for index, total, fill in ((1, 30, 0.4), (2, 20, 0.5), (3, 10, 0.6)):
        hand_over(job.solves.get(index=index).id)
        measures = {"seat_fill": fill, "peak_share": fill - (index == 2)}
        result = {**result_document(total=total), "measures": measures}
        with django_capture_on_commit_callbacks(execute=True):
            accept_callback(callback(job.solves.get(index=index), result=result))
    assert job.solves.get(index=3).replaces == 1
    again = prepared(create_job(term, **OPTIONS))
    assert again.recalled_from_id == job.id
    totals = again.solves.filter(index__gt=0).order_by("index")
    assert list(totals.values_list("timetable__total", flat=True)) == [10, 20]


@pytest.mark.parametrize("change", ["seed", "budget", "engine", "emptied"])
def test_another_question_is_searched_for(
    done: Job, term: Term, generator: Generator, change: str
) -> None:
    options = {**OPTIONS}
    if change == "seed":
        options["seed"] = 8
    elif change == "budget":
        options["time_budget"] = 101
    elif change == "engine":
        generator.engine_version = "2"
    else:
        live.connection().flushdb()
    again = prepared(create_job(term, **options))
    assert (again.state, again.recalled_from_id) == (JobState.RUNNING, None)


def test_no_answer_crosses_institutions(
    done: Job, generator: Generator, make_institution: Callable[[str], Institution]
) -> None:
    """Neither by the key nor, were a key of theirs to name our job, by the job."""
    redis = live.connection()
    (key,) = redis.keys("horarium:answer:*")
    answer: Any = redis.get(key)
    other = make_institution("other")
    with tenant_context(other.id):
        theirs = create_job(fill_term(other, problem_document()), **OPTIONS)
        assert prepared(theirs).state == JobState.RUNNING
        redis.set(cache._key(theirs, generator.engine_version), answer)
        assert not cache.recall(theirs, generator.engine_version)


def test_a_failed_or_partial_job_is_retried_from_its_best_timetable(
    job: Job, started: Solve, registrar: APIClient, generator: Generator
) -> None:
    accept_callback(callback(started))
    for solve in job.solves.filter(index__gt=0):
        hand_over(solve.id)
        solve.refresh_from_db()
        accept_callback(callback(solve, result=result_document(hard=1, total=7 + solve.index)))
    answer = registrar.post(f"/api/v1/jobs/{job.id}/retry/", {"from_best": True})
    assert answer.status_code == 201, answer.content
    assert answer.json()["retry_of"] == str(job.id)
    retry = Job.objects.get(id=UUID(answer.json()["id"]))
    best = job.solves.get(rank=1).solution
    assert best is not None
    assert (retry.start, retry.variants) == (best, 2)
    prepared(retry)
    assert generator.calls[-1][2]["options"]["initial"] == best.digest
    afresh = registrar.post(f"/api/v1/jobs/{job.id}/retry/", {"from_best": False})
    assert Job.objects.get(id=UUID(afresh.json()["id"])).start is None


def test_a_job_that_went_well_is_not_retried(done: Job, registrar: APIClient) -> None:
    answer = registrar.post(f"/api/v1/jobs/{done.id}/retry/", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "job_not_to_retry")


def finished(job: Job, index: int, total: int) -> None:
    hand_over(job.solves.get(index=index).id)
    solve = job.solves.get(index=index)
    accept_callback(callback(solve, result=result_document(total=total)))
    job.refresh_from_db()


def test_of_two_equal_variants_one_is_replaced_while_time_is_left(
    job: Job, started: Solve
) -> None:
    accept_callback(callback(started))
    finished(job, 1, 30)
    finished(job, 2, 30)
    assert job.state == JobState.RUNNING
    ordered = job.solves.get(index=3)
    assert (ordered.replaces, ordered.seed, ordered.state) == (2, 10, SolveState.QUEUED)
    finished(job, 3, 20)
    assert job.state == JobState.SUCCEEDED
    assert sorted(Timetable.objects.values_list("total", flat=True)) == [20, 30]


def test_a_replacement_that_is_the_same_again_leaves_what_there_was(
    job: Job, started: Solve
) -> None:
    accept_callback(callback(started))
    for index in (1, 2, 3):
        finished(job, index, 30)
    assert job.state == JobState.SUCCEEDED
    names = Timetable.objects.values_list("name", flat=True)
    assert sorted(names) == ["Variant 1", "Variant 2"]


def test_an_equal_variant_is_not_replaced_when_the_time_is_used_up(
    job: Job, started: Solve
) -> None:
    accept_callback(callback(started))
    finished(job, 1, 30)
    Job.objects.update(started_at=timezone.now() - timedelta(seconds=100))
    finished(job, 2, 30)
    assert job.state == JobState.SUCCEEDED


def test_old_jobs_leave_with_their_documents_unless_a_timetable_is_left(
    done: Job, term: Term, settings: Any
) -> None:
    other = create_job(term, **{**OPTIONS, "seed": 9})
    Job.objects.filter(id=other.id).update(state=JobState.FAILED)
    long_ago = timezone.now() - timedelta(days=settings.KEEP_JOBS_DAYS + 1)
    Job.objects.update(finished_at=long_ago)
    Document.objects.update(created_at=long_ago)
    assert clean()
    assert list(Job.objects.all()) == [done]
    Timetable.objects.all().delete()
    clean()
    assert not Job.objects.exists()
    assert not Document.objects.exists()
    assert not Checkpoint.objects.exists()
