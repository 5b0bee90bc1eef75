"""Why there is no timetable: asked with the problem, told with the institution's rows."""

import gzip
import json
from typing import Any

import httpx
import pytest

from accounts.models import Department, Institution, Role
from campus.models import Instructor, Term
from courses.models import Class, Course
from generation.models import Job
from generation.tests.test_questions import LogIn

pytestmark = pytest.mark.django_db

FOUND = {
    "outcome": "infeasible",
    "minimal": True,
    "hours_suffice": False,
    "seconds": 0.1,
    "requirements": [
        {
            "code": "classes_must_meet",
            "elements": ["class:phy-1", "class:his-1"],
            "parameters": {
                "number": 2,
                "classes": ["phy-1", "his-1"],
                "rooms": ["r1"],
                "needed": 2.0,
                "unit": "hours",
            },
        },
        {
            "code": "class_has_one_place",
            "elements": ["class:phy-1"],
            "parameters": {
                "class": "phy-1",
                "room": None,
                "weeks": 0b1011,
                "days": 0b101,
                "start": 12,
                "length": 10,
            },
        },
        {
            "code": "constraint_must_hold",
            "elements": ["constraint:x"],
            "parameters": {
                "constraint": "x",
                "kind": "MinGap",
                "values": {"slots": 6},
                "classes": ["phy-1"],
                "number": 1,
                "origin": "",
            },
        },
    ],
}


class Service:
    """Records what is asked, and finds a contradiction; or fails so."""

    def __init__(self) -> None:
        self.path, self.body = "", b""
        self.failure: tuple[int, str] | None = None

    def request(
        self, method: str, url: str, *, content: bytes, **options: Any
    ) -> httpx.Response:
        self.path, self.body = httpx.URL(url).raw_path.decode(), content
        if self.failure is not None:
            return httpx.Response(self.failure[0], json={"code": self.failure[1]})
        return httpx.Response(200, json=FOUND)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    double = Service()
    monkeypatch.setattr("config.generator.httpx.request", double.request)
    return double


def test_a_term_is_asked_about_as_it_is_now_and_told_with_its_rows(
    registrar: Any, term: Term, service: Service
) -> None:
    answer = registrar.post(f"/api/v1/terms/{term.id}/diagnosis/", {"time_limit": 5})
    assert answer.status_code == 200, answer.content
    assert service.path == "/api/diagnose/document?time_limit=5"
    problem = json.loads(gzip.decompress(service.body))
    assert {cls["id"] for cls in classes_of(problem)} >= {"phy-1", "his-1"}
    assert not Job.objects.exists()
    found = answer.json()
    assert (found["outcome"], found["minimal"]) == ("infeasible", True)
    meet, place, gap = found["requirements"]
    keys = [str(Class.objects.get(external_id=id).pk) for id in ("phy-1", "his-1")]
    assert [cls["id"] for cls in meet["classes"]] == keys
    assert [room["name"] for room in meet["rooms"]] == ["Hall 1"]
    assert meet["parameters"] == {"number": 2, "needed": 2.0, "unit": "hours"}
    assert place["parameters"] == {
        "days": "1010000",
        "weeks": "1101"[: term.weeks].ljust(term.weeks, "0"),
        "start_minute": 540,
        "length_minutes": 50,
    }
    assert (gap["kind"], gap["constraint"]) == ("MinGap", None)
    assert gap["parameters"]["values"] == {"slots": 30}


def test_a_job_is_asked_about_by_the_digest_of_its_problem(
    registrar: Any, job: Job, service: Service
) -> None:
    answer = registrar.post(f"/api/v1/jobs/{job.id}/diagnosis/", {})
    assert answer.status_code == 200, answer.content
    assert service.path == "/api/diagnose"
    assert json.loads(service.body) == {"problem": job.problem.digest, "time_limit": 30}
    assert answer.json()["outcome"] == "infeasible"


def test_who_is_away_is_told_by_name(
    registrar: Any, job: Job, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Instructor.objects.create(name="Lecturer PHY-09")
    away = {
        "code": "instructors_are_away",
        "elements": [f"absence:{person.external_id}"],
        "parameters": {"number": 1, "instructors": [person.external_id]},
    }
    monkeypatch.setitem(FOUND, "requirements", [away])
    (found,) = registrar.post(f"/api/v1/jobs/{job.id}/diagnosis/", {}).json()["requirements"]
    assert [row["name"] for row in found["people"]] == ["Lecturer PHY-09"]
    assert found["parameters"] == {"number": 1}


def test_seats_are_told_with_their_course(
    registrar: Any, job: Job, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = Course.objects.first()
    assert course is not None
    seats = {
        "code": "students_need_seats",
        "elements": [f"course:{course.external_id}"],
        "parameters": {"course": course.external_id, "students": 3},
    }
    monkeypatch.setitem(FOUND, "requirements", [seats])
    (found,) = registrar.post(f"/api/v1/jobs/{job.id}/diagnosis/", {}).json()["requirements"]
    assert found["course"] == {"id": str(course.pk), "code": course.code, "name": course.name}
    assert found["parameters"] == {"students": 3}


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        ((503, "busy"), 503, "generator_unavailable"),
        ((422, "too_large"), 400, "too_large"),
    ],
)
def test_what_keeps_the_service_from_answering_is_told(
    registrar: Any,
    job: Job,
    service: Service,
    failure: tuple[int, str],
    status: int,
    code: str,
) -> None:
    service.failure = failure
    answer = registrar.post(f"/api/v1/jobs/{job.id}/diagnosis/", {})
    assert answer.status_code == status
    assert code in answer.content.decode()


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.COORDINATOR, Role.STUDENT])
def test_only_who_may_ask_for_a_job_has_the_machine_look(
    log_in: LogIn, tenant: Institution, job: Job, service: Service, role: Role
) -> None:
    scoped = role != Role.STUDENT
    department = Department.objects.first() if scoped else None
    client = log_in(tenant, role, department=department)
    for path in (f"jobs/{job.id}", f"terms/{job.term_id}"):
        answer = client.post(f"/api/v1/{path}/diagnosis/", {})
        assert answer.status_code in {403, 404}
    assert service.path == ""


def test_a_limit_that_is_too_long_is_refused(
    registrar: Any, job: Job, service: Service
) -> None:
    answer = registrar.post(f"/api/v1/jobs/{job.id}/diagnosis/", {"time_limit": 61})
    assert answer.status_code == 400
    assert service.path == ""


def classes_of(problem: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        cls
        for course in problem["courses"]
        for config in course["configs"]
        for subpart in config["subparts"]
        for cls in subpart["classes"]
    ]
