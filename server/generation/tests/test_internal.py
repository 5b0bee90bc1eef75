"""The generator's calls over HTTP: only its own, each once."""

import gzip
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from generation.internal_serializers import OUTCOMES
from generation.models import Job, Solve
from generation.tests.conftest import callback
from horarium_contracts import schema
from horarium_contracts.signing import sign

pytestmark = pytest.mark.django_db

Post = Callable[..., Any]


def test_the_problem_is_given_gzipped_to_who_signs(job: Job, settings: Any) -> None:
    path = f"/internal/documents/{job.problem.digest}"
    response = Client().get(path, headers=sign(settings.SERVICE_SECRET, "GET", path, b""))
    assert response["Content-Encoding"] == "gzip"
    document = json.loads(gzip.decompress(response.content))
    Draft202012Validator(schema("problem")).validate(document)
    assert document["name"] == "small"


@pytest.mark.parametrize("digest", ["0" * 64, "%00"])
def test_an_unknown_digest_is_404(job: Job, settings: Any, digest: str) -> None:
    path = f"/internal/documents/{digest}"
    response = Client().get(path, headers=sign(settings.SERVICE_SECRET, "GET", path, b""))
    assert response.status_code == 404


def test_a_signed_time_beyond_all_numbers_is_401(
    job: Job, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/internal/documents/{job.problem.digest}"
    with monkeypatch.context() as patched:
        patched.setattr("horarium_contracts.signing.time.time", lambda: 10**4000)
        headers = sign(settings.SERVICE_SECRET, "GET", path, b"")
    response = Client().get(path, headers=headers)
    assert (response.status_code, response.json()["code"]) == (401, "signature_missing")


@pytest.mark.parametrize("path", ["documents/" + "0" * 64, "leases", "callbacks"])
def test_an_unsigned_or_forged_call_is_401_and_changes_nothing(
    started: Solve, path: str
) -> None:
    path = f"/internal/{path}"
    method = "GET" if "documents" in path else "POST"
    for headers in ({}, sign("another secret", method, path, b"{}")):
        send = getattr(Client(), method.lower())
        options = {} if method == "GET" else {"data": "{}", "content_type": "application/json"}
        assert send(path, headers=headers, **options).status_code == 401
    started.refresh_from_db()
    assert started.state == "running"


def test_a_replayed_call_is_409(started: Solve, post_signed: Post, settings: Any) -> None:
    lease = {"job": str(started.id), "attempt": 1}
    body = json.dumps(lease).encode()
    headers = sign(settings.SERVICE_SECRET, "POST", "/internal/leases", body)
    assert post_signed("/internal/leases", lease, headers).status_code == 200
    again = post_signed("/internal/leases", lease, headers)
    assert (again.status_code, again.json()["code"]) == (409, "request_replayed")


def test_a_lease_is_renewed_for_the_current_attempt_only(
    started: Solve, post_signed: Post
) -> None:
    lease = {"job": str(started.id), "attempt": 1}
    answer = post_signed("/internal/leases", lease)
    assert answer.json() == {"state": "running", "keep_best": False}
    for stale in ({**lease, "attempt": 2}, {**lease, "job": str(uuid4())}):
        answer = post_signed("/internal/leases", stale)
        assert (answer.status_code, answer.json()["code"]) == (409, "attempt_fenced")


def test_an_end_counts_once_over_http(job: Job, started: Solve, post_signed: Post) -> None:
    document = callback(started)
    assert post_signed("/internal/callbacks", document).json() == {"counted": True}
    assert post_signed("/internal/callbacks", document).json() == {"counted": False}
    stale = {**document, "event": str(uuid4())}
    assert post_signed("/internal/callbacks", stale).status_code == 409
    assert [solve.state for solve in job.solves.all()] == ["succeeded", "queued", "queued"]


def test_a_gzipped_end_is_read_and_a_broken_one_refused(started: Solve, settings: Any) -> None:
    path = "/internal/callbacks"
    for body, status in (
        (b"not gzip", 400),
        (gzip.compress(json.dumps(callback(started)).encode()), 200),
    ):
        headers = sign(settings.SERVICE_SECRET, "POST", path, body)
        response = Client().post(
            path,
            body,
            content_type="application/json",
            headers={**headers, "Content-Encoding": "gzip"},
        )
        assert response.status_code == status


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "splendid"},
        {"attempt": 0},
        {"event": "x"},
        {"job": None},
        {"result": {}},
        {"result": {"solution": {"classes": [{"id": "a"}], "students": {}}}},
    ],
)
def test_a_malformed_end_is_refused_whole(
    started: Solve, post_signed: Post, change: dict[str, Any]
) -> None:
    response = post_signed("/internal/callbacks", {**callback(started), **change})
    assert (response.status_code, response.json()["code"]) == (400, "callback_invalid")
    started.refresh_from_db()
    assert started.state == "running"


def test_what_this_side_takes_is_what_the_contract_says(started: Solve) -> None:
    contract = schema("callback")
    assert contract["properties"]["outcome"]["enum"] == OUTCOMES
    solution = Resource.from_contents(schema("solution"))
    registry: Any = Registry().with_resource("horarium-solution-1", solution)
    Draft202012Validator(contract, registry=registry).validate(callback(started))
