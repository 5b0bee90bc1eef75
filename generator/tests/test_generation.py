"""The whole service with the real engine: from the request to the callback."""

import json
import time
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import redis
from referencing import Registry, Resource

from generator.tests.conftest import Client, Django
from horarium import evaluate
from horarium.formats import encode_problem, native
from horarium.hardware import gpus
from horarium.problem import Problem
from horarium.university import generate
from horarium.warm import warm
from horarium_contracts import redis_keys, schema

Request = Callable[..., dict[str, Any]]

PATIENCE = 120
"""Seconds; solves run niced, and other tests beside these."""


@pytest.fixture(scope="module", autouse=True)
def compiled_kernels() -> None:
    warm()


@pytest.fixture(scope="module")
def problem() -> Problem:
    return generate(classes=40, students=120)


@pytest.fixture
def digest(problem: Problem, django: Django) -> str:
    return django.add(encode_problem(problem, "native")[0])


def follow_contract(document: dict[str, Any], name: str = "callback") -> bool:
    registry: Registry[Any] = Registry().with_resources(
        (f"horarium-{each}-1", Resource.from_contents(schema(each)))
        for each in ("solution", "callback")
    )
    validator = jsonschema.Draft202012Validator(schema(name), registry=registry)
    return bool(validator.is_valid(document))


def test_a_preparation_and_a_variant_that_starts_from_it_end_with_valid_timetables(
    service: Client,
    django: Django,
    problem: Problem,
    digest: str,
    request_of: Request,
    redis_url: str,
) -> None:
    prepare = request_of(digest, "prepare", time_limit=30)
    assert service.post("/api/generate_variants", prepare).status_code == 202
    prepared = django.callbacks.get(timeout=PATIENCE)
    assert follow_contract(prepared), prepared
    assert prepared["outcome"] == "succeeded"
    start = prepared["result"]["solution"]

    initial = django.add(json.dumps(start).encode())
    variant = request_of(digest, "variant", time_limit=3, initial=initial)
    assert service.post("/api/generate_variants", variant).status_code == 202
    ended = django.callbacks.get(timeout=PATIENCE)
    assert follow_contract(ended), ended
    assert (ended["outcome"], ended["job"]) == ("succeeded", variant["job"])
    result = ended["result"]
    score = evaluate(problem, native.solution_from_document(result["solution"], problem))
    assert score.hard == result["score"]["hard"] == 0
    assert score.total == result["score"]["total"] <= prepared["result"]["score"]["total"]
    assert {"student_conflicts", "seat_fill", "peak_share"} <= result["measures"].keys()
    assert service.get(f"/api/variants/{variant['job']}").json()["result"] == ended
    solver = result["solver"]
    assert "search" in [stage["name"] for stage in solver["stages"]]
    assert solver["hardware"]["cores"] >= 1
    assert solver["fallback"] is None

    kept = [django.checkpoints.get(timeout=1)]
    while not django.checkpoints.empty():
        kept.append(django.checkpoints.get())
    assert all(follow_contract(checkpoint, "checkpoint") for checkpoint in kept)
    last = kept[-1]["result"]
    assert kept[-1]["job"] == variant["job"]
    found = evaluate(problem, native.solution_from_document(last["solution"], problem))
    assert found.hard == last["score"]["hard"]
    assert result["score"]["total"] <= found.total == last["score"]["total"]

    connection = redis.Redis.from_url(redis_url, decode_responses=True)
    stream: Any = connection.xrange(redis_keys.progress_stream(variant["job"]))
    documents = [json.loads(fields["document"]) for _, fields in stream]
    for document in documents:
        jsonschema.validate(document, schema("progress"))
    fractions = [document["fraction"] for document in documents]
    assert len(fractions) > 2
    assert fractions == sorted(fractions)
    latest = service.get(f"/api/progress/{variant['job']}").json()["progress"]
    assert latest == documents[-1]


def test_the_request_is_acknowledged_at_once_and_a_repetition_starts_nothing(
    service: Client, django: Django, digest: str, request_of: Request
) -> None:
    request = request_of(digest, "prepare", time_limit=30)
    service.get("/hardware")
    before = time.monotonic()
    assert service.post("/api/generate_variants", request).status_code == 202
    # Generous, since other tests may run beside this one; alone it is a tenth of it.
    assert time.monotonic() - before < 0.5
    assert service.post("/api/generate_variants", request).status_code == 202
    assert service.get("/hardware").json()["running"] == 1
    assert django.callbacks.get(timeout=PATIENCE)["job"] == request["job"]


def test_a_cancelled_solve_can_leave_its_best_timetable(
    service: Client, django: Django, digest: str, request_of: Request, problem: Problem
) -> None:
    request = request_of(digest, "variant", time_limit=300)
    service.post("/api/generate_variants", request)
    wait_for_timetable(service, request["job"])
    answer = service.post(f"/api/cancel/{request['job']}", {"keep_best": True})
    assert answer.json()["state"] == "cancelling"
    ended = django.callbacks.get(timeout=PATIENCE)
    assert ended["outcome"] == "partial"
    solution = native.solution_from_document(ended["result"]["solution"], problem)
    assert evaluate(problem, solution).total == ended["result"]["score"]["total"]


@pytest.mark.parametrize(("keep_best", "outcome"), [(True, "partial"), (False, "cancelled")])
def test_a_cancellation_that_was_lost_is_heard_with_the_lease(
    service: Client,
    django: Django,
    digest: str,
    request_of: Request,
    keep_best: bool,
    outcome: str,
) -> None:
    django.lease = (200, {"state": "cancelling", "keep_best": keep_best})
    request = request_of(digest, "variant", time_limit=300)
    service.post("/api/generate_variants", request)
    ended = django.callbacks.get(timeout=PATIENCE)
    assert ended["outcome"] in {outcome, "cancelled"}


def test_a_fenced_solve_stops_and_says_nothing(
    service: Client, django: Django, digest: str, request_of: Request
) -> None:
    django.lease = (409, {})
    request = request_of(digest, "variant", time_limit=300)
    service.post("/api/generate_variants", request)
    django.leases.get(timeout=PATIENCE)
    while service.get("/hardware").json()["running"]:
        pass
    assert django.callbacks.empty()


def test_a_problem_that_is_not_there_ends_in_a_failure_that_may_be_tried_again(
    service: Client, django: Django, request_of: Request
) -> None:
    service.post("/api/generate_variants", request_of("f" * 64))
    ended = django.callbacks.get(timeout=PATIENCE)
    assert ended["outcome"] == "failed"
    assert ended["error"]["code"] == "problem_unavailable"


def test_a_document_that_is_not_a_problem_fails_with_its_code(
    service: Client, django: Django, request_of: Request
) -> None:
    digest = django.add(b'{"format": "horarium-problem", "version": 99}')
    service.post("/api/generate_variants", request_of(digest))
    ended = django.callbacks.get(timeout=PATIENCE)
    assert follow_contract(ended)
    assert ended["error"]["code"] == "unknown_version"


def test_a_document_that_was_altered_is_not_solved(
    service: Client, django: Django, problem: Problem, request_of: Request
) -> None:
    digest = "e" * 64
    django.documents[digest] = encode_problem(problem, "native")[0]
    service.post("/api/generate_variants", request_of(digest))
    ended = django.callbacks.get(timeout=PATIENCE)
    assert ended["error"]["parameters"] == {"reason": "document_altered"}


def test_a_variant_says_that_no_card_could_be_used(
    service: Client, django: Django, digest: str, request_of: Request
) -> None:
    if gpus():
        pytest.skip("there is one")
    service.post(
        "/api/generate_variants", request_of(digest, "variant", solver="gpu", time_limit=2)
    )
    ended = django.callbacks.get(timeout=PATIENCE)
    assert follow_contract(ended), ended
    solver = ended["result"]["solver"]
    assert (solver["name"], solver["fallback"]) == ("gpu", "gpu_unavailable")


def test_an_unknown_solver_is_refused_with_a_code(
    service: Client, django: Django, digest: str, request_of: Request
) -> None:
    service.post("/api/generate_variants", request_of(digest, solver="oracle"))
    ended = django.callbacks.get(timeout=PATIENCE)
    assert ended["outcome"] == "failed"
    assert ended["error"]["code"] == "bad_option"


def test_progress_is_streamed_until_the_solve_ends(
    service: Client, django: Django, digest: str, request_of: Request
) -> None:
    request = request_of(digest, "variant", time_limit=10)
    service.post("/api/generate_variants", request)
    stream = service.get(f"/api/progress/{request['job']}/events").text
    events = [line for line in stream.splitlines() if line.startswith("data:")]
    fractions = [json.loads(line.removeprefix("data:"))["fraction"] for line in events]
    assert fractions[0] == 0
    assert fractions == sorted(fractions)
    assert django.callbacks.get(timeout=PATIENCE)["outcome"] == "succeeded"

    ids = [
        line.removeprefix("id:").strip() for line in stream.splitlines() if "id:" in line[:3]
    ]
    path = f"/api/progress/{request['job']}/events"
    rest = service.call("GET", path, headers={"Last-Event-ID": ids[-2]}).text
    assert [line for line in rest.splitlines() if line.startswith("data:")] == events[-1:]


def wait_for_timetable(service: Client, job: str) -> None:
    """Until the solve's progress shows a timetable without hard violations."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        progress = service.get(f"/api/progress/{job}").json()["progress"]
        if progress is not None and progress.get("hard") == 0:
            return
        time.sleep(0.05)
    raise AssertionError("no valid timetable in time")
