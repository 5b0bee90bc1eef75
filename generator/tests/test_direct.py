"""Several variants in one job, for a caller that is not the API: nobody else is told of it."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from generator.direct import summed, variants_of
from generator.schemas import GenerateRequest
from generator.tests.conftest import Client, Django
from horarium import evaluate
from horarium.formats import encode_problem, native
from horarium.profiles import profiles_for
from horarium.university import generate
from horarium.warm import warm

JOB = UUID("7b1c9f3e-5e0c-4b43-9b4e-111111111111")
PATIENCE = 120

Request = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module", autouse=True)
def compiled_kernels() -> None:
    warm()


@pytest.fixture
def ask(django: Django, request_of: Request) -> Request:
    """A request for three variants of a small university."""
    digest = django.add(encode_problem(generate(classes=30, students=80), "native")[0])

    def make(**options: Any) -> dict[str, Any]:
        return {**request_of(digest, "variant", **options), "variants": 3}

    return make


def test_every_variant_ends_with_a_timetable_and_nobody_else_hears_of_it(
    service: Client, django: Django, ask: Request
) -> None:
    request = ask(time_limit=2)
    assert service.post("/api/generate_variants", request).status_code == 202
    assert service.post("/api/generate_variants", request).status_code == 202
    stream = service.get(f"/api/progress/{request['job']}/events").text
    job = ended(service, request["job"])
    problem = generate(classes=30, students=80)
    names = []
    for variant in job["variants"]:
        result = variant["result"]["result"]
        score = evaluate(problem, native.solution_from_document(result["solution"], problem))
        assert (score.hard, score.total) == (0, result["score"]["total"])
        names.append(result["solver"]["seed"])
    assert names == [1, 2, 3]
    assert django.callbacks.empty()
    assert django.leases.empty()
    assert django.checkpoints.empty()

    progress = service.get(f"/api/progress/{request['job']}").json()
    assert progress["progress"]["fraction"] == 1
    assert len(progress["variants"]) == 3
    events = [line for line in stream.splitlines() if line.startswith("data:")]
    seen: dict[str, list[float]] = {}
    for line in events:
        document = json.loads(line.removeprefix("data:"))
        seen.setdefault(document["job"], []).append(document["fraction"])
    assert sorted(seen) == sorted(variant["job"] for variant in job["variants"])
    assert all(fractions == sorted(fractions) for fractions in seen.values())

    ids = [
        line.removeprefix("id:").strip() for line in stream.splitlines() if "id:" in line[:3]
    ]
    path = f"/api/progress/{request['job']}/events"
    rest = service.call("GET", path, headers={"Last-Event-ID": ids[-2]}).text
    assert [line for line in rest.splitlines() if line.startswith("data:")] == events[-1:]


def test_a_cancelled_job_stops_those_that_run_and_those_that_wait(
    service: Client, django: Django, ask: Request
) -> None:
    request = ask(time_limit=300)
    service.post("/api/generate_variants", request)
    answer = service.post(f"/api/cancel/{request['job']}", {})
    assert answer.json()["state"] in {"cancelling", "ended"}
    job = ended(service, request["job"])
    assert all(not (variant["result"] or {}).get("result") for variant in job["variants"])
    assert service.get("/hardware").json()["running"] == 0


def test_a_newer_attempt_takes_the_place_of_the_one_before(
    service: Client, django: Django, ask: Request
) -> None:
    request = ask(time_limit=300)
    service.post("/api/generate_variants", request)
    assert until_accepted(service, {**request, "attempt": 2})["attempt"] == 2
    stale = service.post("/api/generate_variants", request)
    assert (stale.status_code, stale.json()["code"]) == (409, "attempt_stale")
    service.post(f"/api/cancel/{request['job']}", {})
    assert ended(service, request["job"])["attempt"] == 2


def test_each_variant_has_a_seed_an_id_and_a_profile_of_its_own(request_of: Request) -> None:
    request = GenerateRequest.model_validate_json(json.dumps({**request_of(), "variants": 5}))
    variants = variants_of(request)
    assert len({variant.job for variant in variants}) == 5
    assert [variant.options.seed for variant in variants] == [1, 2, 3, 4, 5]
    profiles = [variant.options.profile for variant in variants]
    assert [p.name for p in profiles if p] == [each.name for each in profiles_for(5)]
    assert variants_of(request) == variants, "asked again it is the same"


def test_the_progress_of_a_job_is_that_of_the_best_as_far_as_all_are_on_average() -> None:
    assert summed(JOB, [None, None]) is None
    worse = {"version": 1, "phase": "search", "fraction": 0.5, "elapsed": 4.0, "hard": 2}
    better = {
        "version": 1,
        "phase": "done",
        "fraction": 1,
        "elapsed": 3.0,
        "hard": 0,
        "cost": 7,
    }
    found = summed(JOB, [worse, better, None])
    assert found is not None
    assert (found["hard"], found["cost"], found["elapsed"]) == (0, 7, 4.0)
    assert (found["phase"], found["fraction"]) == ("search", 0.5)


def ended(service: Client, job: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        status: dict[str, Any] = service.get(f"/api/variants/{job}").json()
        if status["state"] == "ended":
            return status
        time.sleep(0.05)
    raise AssertionError("it has not ended in time")


def until_accepted(service: Client, request: dict[str, Any]) -> dict[str, Any]:
    """The place of the attempt before is free as soon as that has ended."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = service.post("/api/generate_variants", request)
        if answer.status_code == 202:
            found: dict[str, Any] = answer.json()
            return found
        time.sleep(0.05)
    raise AssertionError("not accepted in time")
