from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Department, Institution, Role
from campus.models import Term
from courses.models import Class
from generation import live
from generation.models import Job, Solve
from generation.services.delivery import accept_callback, hand_over
from generation.services.jobs import cancel_job
from generation.services.locking import locked_solve
from generation.services.solves import lose
from generation.tests.conftest import callback
from horarium_contracts import redis_keys

pytestmark = pytest.mark.django_db

JOBS = "/api/v1/jobs/"
LogIn = Callable[..., Any]


def asked(term: Term, **fields: Any) -> dict[str, Any]:
    return {"term": str(term.id), "time_budget": 60, **fields}


def test_a_job_is_created_listed_and_read(registrar: Any, term: Term) -> None:
    response = registrar.post(JOBS, asked(term, variants=3, seed=5))
    assert response.status_code == 201, response.content
    job = response.json()
    assert (job["state"], job["outcome"], job["error"]) == ("queued", "nothing", None)
    assert [solve["kind"] for solve in job["solves"]] == ["prepare", *["variant"] * 3]
    assert job["term_name"] == "Autumn"
    assert registrar.get(f"{JOBS}{job['id']}/").json() == job
    assert registrar.get(JOBS, {"term": str(term.id)}).json()["results"] == [job]
    assert registrar.get(JOBS, {"state": "running"}).json()["count"] == 0


def test_the_weights_of_a_job_s_solves_sum_to_the_whole(registrar: Any, term: Term) -> None:
    solves = registrar.post(JOBS, asked(term, variants=3)).json()["solves"]
    assert sum(solve["weight"] for solve in solves) == pytest.approx(1)


def test_a_term_s_summary_says_what_may_be_asked_of_a_job(registrar: Any, term: Term) -> None:
    limits = registrar.get(f"/api/v1/terms/{term.id}/summary/").json()["job_limits"]
    assert (
        registrar.post(JOBS, asked(term, variants=limits["most_variants"] + 1)).status_code
        == 400
    )
    shortest = asked(term, variants=1, time_budget=limits["least_budget"])
    assert registrar.post(JOBS, shortest).status_code == 201
    longest = asked(term, variants=1, time_budget=limits["most_budget"])
    assert registrar.post(JOBS, longest).status_code == 201


def test_a_budget_too_short_for_its_variants_is_refused_with_the_least(
    registrar: Any, term: Term
) -> None:
    response = registrar.post(JOBS, asked(term, variants=5, time_budget=24))
    assert response.status_code == 400
    problem = response.json()
    assert (problem["code"], problem["parameters"]) == (
        "budget_too_short",
        {"least": 25, "variants": 5},
    )
    assert registrar.post(JOBS, asked(term, variants=5, time_budget=25)).status_code == 201


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("variants", 0, "min_value"),
        ("variants", 11, "max_value"),
        ("time_budget", 0, "min_value"),
        ("time_budget", 7 * 24 * 3600, "max_value"),
        ("solver", "magic", "invalid_choice"),
        ("seed", -1, "min_value"),
        ("term", "00000000-0000-4000-8000-000000000000", "does_not_exist"),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_field_and_code(
    registrar: Any, term: Term, field: str, value: Any, code: str
) -> None:
    response = registrar.post(JOBS, {**asked(term), field: value})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["field"], error["code"]) == (field, code)
    assert not Job.objects.exists()


def test_a_term_without_classes_is_refused(registrar: Any, term: Term) -> None:
    Class.objects.all().delete()
    response = registrar.post(JOBS, asked(term))
    assert (response.status_code, response.json()["code"]) == (400, "term_without_classes")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DEPARTMENT_HEAD])
def test_staff_watch_jobs_but_start_and_stop_none(
    tenant: Institution, job: Job, log_in: LogIn, role: Role
) -> None:
    client = log_in(tenant, role, department=Department.objects.first())
    assert client.get(f"{JOBS}{job.id}/progress/").status_code == 200
    assert client.post(JOBS, asked(job.term)).status_code == 403
    assert client.post(f"{JOBS}{job.id}/cancel/").status_code == 403


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.STUDENT])
def test_instructors_and_students_see_no_jobs(
    tenant: Institution, job: Job, log_in: LogIn, role: Role
) -> None:
    client = log_in(tenant, role)
    for path in ("", f"{job.id}/", f"{job.id}/progress/", f"{job.id}/events/"):
        assert client.get(JOBS + path).status_code == 403


def test_another_institutions_job_does_not_exist(
    job: Job, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    client = log_in(make_institution("Second"))
    for path in ("", "progress/", "events/"):
        assert client.get(f"{JOBS}{job.id}/{path}").status_code == 404
    assert client.post(f"{JOBS}{job.id}/cancel/").status_code == 404
    assert client.get(JOBS).json()["count"] == 0
    foreign = client.post(JOBS, asked(job.term))
    assert foreign.json()["errors"][0]["code"] == "does_not_exist"


def test_cancelling_answers_with_the_job_and_only_once(registrar: Any, job: Job) -> None:
    response = registrar.post(f"{JOBS}{job.id}/cancel/", {"keep_best": True})
    assert response.json()["state"] == "cancelled"
    again = registrar.post(f"{JOBS}{job.id}/cancel/")
    assert (again.status_code, again.json()["code"]) == (409, "job_ended")


def test_progress_weighs_the_preparation_and_the_variants(
    registrar: Any, job: Job, started: Solve
) -> None:
    document = '{"version":1,"attempt":1,"phase":"search","fraction":0.5,"elapsed":3}'
    live.connection().set(redis_keys.progress_snapshot(str(started.id)), document)
    body = registrar.get(f"{JOBS}{job.id}/progress/").json()
    assert body["fraction"] == pytest.approx(0.05)
    assert body["solves"][0]["progress"]["fraction"] == 0.5
    assert body["solves"][1]["progress"] is None
    accept_callback(callback(started))
    assert registrar.get(f"{JOBS}{job.id}/progress/").json()["fraction"] == pytest.approx(0.1)


def test_progress_of_an_attempt_that_was_lost_does_not_count(
    registrar: Any, job: Job, started: Solve
) -> None:
    document = '{"version":1,"attempt":7,"phase":"search","fraction":0.5,"elapsed":3}'
    live.connection().set(redis_keys.progress_snapshot(str(started.id)), document)
    body = registrar.get(f"{JOBS}{job.id}/progress/").json()
    assert (body["fraction"], body["solves"][0]["progress"]) == (0, None)


def test_a_job_s_fraction_does_not_fall_when_an_attempt_is_lost(
    registrar: Any, job: Job, started: Solve
) -> None:
    document = '{"version":1,"attempt":1,"phase":"search","fraction":0.5,"elapsed":3}'
    live.connection().set(redis_keys.progress_snapshot(str(started.id)), document)
    before = registrar.get(f"{JOBS}{job.id}/progress/").json()["fraction"]
    with locked_solve(started.id) as solve:
        lose(solve, {"code": "solver_lost", "parameters": {}})
    hand_over(started.id)
    body = registrar.get(f"{JOBS}{job.id}/progress/").json()
    assert (body["solves"][0]["attempt"], body["solves"][0]["progress"]) == (2, None)
    assert body["fraction"] == before > 0


def test_a_browser_that_knows_the_end_is_told_not_to_come_back(
    registrar: Any, job: Job
) -> None:
    cancel_job(job.id, keep_best=False)
    response = registrar.get(
        f"{JOBS}{job.id}/events/",
        headers={"Accept": "text/event-stream", "Last-Event-ID": "end_0-0_0-0_0-0"},
    )
    assert response.status_code == 204


def test_events_are_not_cached_or_buffered_on_their_way(registrar: Any, job: Job) -> None:
    cancel_job(job.id, keep_best=False)
    response = registrar.get(f"{JOBS}{job.id}/events/", headers={"Accept": "text/event-stream"})
    assert response["Content-Type"] == "text/event-stream"
    assert response["Cache-Control"] == "no-cache, no-transform"
    assert response["X-Accel-Buffering"] == "no"
