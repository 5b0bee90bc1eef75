"""Diagnoses of stored problems, each in a process of its own."""

import json

from generator.tests.conftest import Client, Django
from horarium.formats import encode_problem
from horarium.problem import Room
from horarium.testing import at, make_class, make_problem


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
    headers = {"Content-Type": "application/json"}
    assert service.post("/api/diagnose", body, headers).status_code == 422
