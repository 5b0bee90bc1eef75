"""Profiles of a job's variants: the usual five, one's own, and what is no profile."""

from typing import Any

import pytest

from campus.models import Term
from generation.models import Job, Solve
from generation.services.delivery import _request
from horarium_contracts import aims, profiles

pytestmark = pytest.mark.django_db

JOBS = "/api/v1/jobs/"
ROOMS = {"name": "Rooms only", "weights": {"room_fit": 3.5}}


def asked(term: Term, **fields: Any) -> dict[str, Any]:
    return {"term": str(term.id), "time_budget": 60, **fields}


def test_without_a_choice_the_usual_profiles_take_turns(registrar: Any, term: Term) -> None:
    job = registrar.post(JOBS, asked(term, variants=6)).json()
    names = [profile["name"] for profile in job["profiles"]]
    assert names == [*profiles(), "balanced"]
    assert job["profiles"][0]["weights"].keys() == set(aims())


def test_each_variant_is_searched_for_its_own_profile(registrar: Any, term: Term) -> None:
    faculty = {"name": "faculty_first", "weights": profiles()["faculty_first"]}
    response = registrar.post(JOBS, asked(term, variants=2, profiles=[faculty, ROOMS]))
    assert response.status_code == 201, response.content
    prepare, first, second = Solve.objects.filter(job=response.json()["id"])
    assert "profile" not in _request(prepare)["options"]
    assert _request(first)["options"]["profile"] == faculty
    assert _request(second)["options"]["profile"] == ROOMS


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"room_fit": -1}, "min_value"),
        ({"room_fit": 0, "fairness": 5}, "empty_profile"),
        ({}, "empty_profile"),
        ({"sunshine": 1}, "bad_profile"),
    ],
)
def test_what_is_no_profile_is_refused_and_nothing_is_stored(
    registrar: Any, term: Term, weights: dict[str, float], code: str
) -> None:
    bad = {"name": "bad", "weights": weights}
    response = registrar.post(JOBS, asked(term, variants=1, profiles=[bad]))
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == code
    assert not Job.objects.exists()


def test_there_is_a_profile_for_every_variant_or_none(registrar: Any, term: Term) -> None:
    response = registrar.post(JOBS, asked(term, variants=3, profiles=[ROOMS]))
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert (error["code"], error["field"]) == ("profiles_number", "profiles")


def test_the_form_of_a_job_knows_the_usual_profiles(registrar: Any, term: Term) -> None:
    limits = registrar.get(f"/api/v1/terms/{term.id}/summary/").json()["job_limits"]
    assert {one["name"]: one["weights"] for one in limits["profiles"]} == profiles()
