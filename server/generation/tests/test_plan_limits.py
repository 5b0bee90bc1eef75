"""Every limit of a plan is kept by the API, and its error names it, also for two at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.access import Plan
from accounts.models import Institution
from accounts.tests.test_limits import give_plan
from campus.models import Term
from config.tests.threads import at_once
from courses.fill import fill_term
from generation.models import Job
from generation.services.jobs import cancel_job
from timetables.tests.problem import problem_document

LogIn = Callable[..., Any]

JOBS = "/api/v1/jobs/"
ROWS = {
    "departments": "/api/v1/departments/",
    "courses": "/api/v1/courses/",
    "students": "/api/v1/students/",
}
"""What counts rows: where they are added."""

JOB = {"variants": 3, "time_budget": 60}


def refusal(answer: Any) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["code"]) == (409, "plan_limit"), answer.json()
    parameters: dict[str, Any] = answer.json()["parameters"]
    return parameters


def _named(name: str) -> dict[str, object]:
    """What each of them needs: a course is told from others by its code."""
    return {"name": name, "code": name}


def test_every_limit_of_plans_is_asked_here() -> None:
    columns = {field.name for field in Plan._meta.concrete_fields if field.null}
    assert columns == {*ROWS, *JOB, "concurrent_jobs"}


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ROWS)
def test_rows_are_added_up_to_the_limit(
    registrar: Any, tenant: Institution, limit: str
) -> None:
    url = ROWS[limit]
    give_plan(tenant, **{limit: 2})
    for name in "AB":
        assert registrar.post(url, _named(name)).status_code == 201
    refused = registrar.post(url, _named("C"))
    assert refusal(refused) == {"limit": limit, "plan": "Small", "allowed": 2, "current": 2}
    first = registrar.get(url).json()["results"][0]
    assert registrar.delete(f"{url}{first['id']}/").status_code == 204
    assert registrar.post(url, _named("C")).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("limit", JOB)
def test_a_job_asks_for_no_more_than_the_plan_allows(
    registrar: Any, tenant: Institution, term: Term, limit: str
) -> None:
    most = JOB[limit] - 1
    give_plan(tenant, **{limit: most})
    refused = registrar.post(JOBS, {"term": str(term.id), **JOB})
    asked = {"limit": limit, "plan": "Small", "allowed": most, "current": JOB[limit]}
    assert refusal(refused) == asked
    assert not Job.objects.exists()
    allowed = registrar.post(JOBS, {"term": str(term.id), **JOB, limit: most})
    assert allowed.status_code == 201


@pytest.mark.django_db
def test_a_job_waits_until_another_has_ended_where_the_plan_allows_one(
    registrar: Any, tenant: Institution, term: Term
) -> None:
    give_plan(tenant, concurrent_jobs=1)
    first = registrar.post(JOBS, {"term": str(term.id), **JOB})
    assert first.status_code == 201
    refused = refusal(registrar.post(JOBS, {"term": str(term.id), **JOB}))
    assert (refused["limit"], refused["allowed"], refused["current"]) == (
        "concurrent_jobs",
        1,
        1,
    )
    cancel_job(Job.objects.get().id, keep_best=False)
    assert registrar.post(JOBS, {"term": str(term.id), **JOB}).status_code == 201


@pytest.mark.django_db
def test_no_job_grows_beyond_the_plan_in_whatever_way_it_is_written(
    registrar: Any, tenant: Institution, term: Term
) -> None:
    for _ in "ab":
        assert registrar.post(JOBS, {"term": str(term.id), **JOB}).status_code == 201
    cancel_job(Job.objects.order_by("id")[1].id, keep_best=False)
    give_plan(tenant, concurrent_jobs=1, variants=2, time_budget=60)
    Job.objects.update(keep_best=True)  # what there was before may stay
    Job.objects.update(variants=1)
    for grown in ({"variants": 3}, {"time_budget": 61}, {"state": "running"}):
        with pytest.raises(DatabaseError, match="the plan Small allows"), transaction.atomic():
            Job.objects.update(**grown)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("limit", [*ROWS, "concurrent_jobs"])
def test_of_two_who_ask_for_the_last_place_at_once_one_gets_it(
    institution: Institution, log_in: LogIn, rings: object, limit: str
) -> None:
    url = ROWS.get(limit, JOBS)
    asked: dict[str, object] = {}
    if limit == "concurrent_jobs":
        term = fill_term(institution, problem_document())
        asked = {"term": str(term.id), "variants": 1, "time_budget": 60}
        give_plan(institution, concurrent_jobs=1)
    else:
        give_plan(institution, **{limit: 1})
    clients = [log_in(institution), log_in(institution)]
    answers = at_once(
        *[
            lambda client=client, name=name: client.post(url, {**_named(name), **asked})
            for client, name in zip(clients, "AB", strict=True)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    refused = refusal(next(answer for answer in answers if answer.status_code == 409))
    assert (refused["limit"], refused["allowed"], refused["current"]) == (limit, 1, 1)
