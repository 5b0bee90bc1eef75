"""Diagnoses of stored problems, each in a process of its own."""

import gzip
import json

import pytest

from generator.documents import Documents
from generator.errors import ServiceError
from generator.settings import Settings
from generator.tests.conftest import Client, Django
from horarium.formats import encode_problem
from horarium.problem import Room
from horarium.testing import at, make_class, make_problem

JSON = {"Content-Type": "application/json"}


def problem(count: int) -> bytes:
    """So many classes at two times in one room."""
    times = at("10000", 0), at("01000", 4)
    classes = [make_class(f"c{n}", *times, rooms=["r"]) for n in range(count)]
    return encode_problem(make_problem(classes, rooms=[Room("r", 9)]), "native")[0]


def test_a_contradiction_is_answered_as_codes_and_elements(
    service: Client, django: Django
) -> None:
    digest = django.add(problem(3))
    answer = service.post("/api/diagnose", {"problem": digest, "time_limit": 60})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["outcome"] == "infeasible"
    assert found["minimal"] is True
    assert [(each["code"], each["elements"]) for each in found["requirements"]] == [
        ("classes_must_meet", ["class:c0", "class:c1", "class:c2"]),
        ("rooms_hold_one_class", ["room:r"]),
    ]


def test_a_problem_with_a_timetable_is_satisfiable(service: Client, django: Django) -> None:
    answer = service.post("/api/diagnose", {"problem": django.add(problem(2))})
    assert answer.json()["outcome"] == "satisfiable"


def test_a_problem_that_is_not_stored_and_a_bad_limit_are_refused(
    service: Client, django: Django
) -> None:
    missing = service.post("/api/diagnose", {"problem": "0" * 64})
    assert missing.status_code == 422
    assert missing.json()["code"] == "problem_unavailable"
    assert missing.json()["parameters"] == {"reason": "document_missing"}
    body = json.dumps({"problem": "0" * 64, "time_limit": 0}).encode()
    assert service.post("/api/diagnose", body, JSON).status_code == 422


def test_a_problem_can_come_along_also_gzipped(service: Client) -> None:
    for body in (problem(3), gzip.compress(problem(3))):
        answer = service.post("/api/diagnose/document?time_limit=60", body, JSON)
        assert answer.status_code == 200, answer.text
        assert answer.json()["outcome"] == "infeasible"
    assert service.post("/api/diagnose/document", b"[]", JSON).status_code == 422


@pytest.mark.asyncio
async def test_a_diagnosis_that_uses_more_memory_than_it_may_is_stopped(
    settings: Settings,
) -> None:
    documents = Documents(settings, memory_mb=20)
    with pytest.raises(ServiceError) as refused:
        await documents.make("diagnosis", {"problem": None, "time_limit": 60}, problem(3))
    assert refused.value.problem.code == "too_large"
    assert refused.value.problem.parameters == {"megabytes": 20}
