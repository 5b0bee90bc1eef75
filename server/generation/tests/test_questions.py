"""Quick questions: asked in the service's terms, told in the institution's, in one's scope."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from accounts.models import Department, Institution, Role
from campus.models import Room, Term
from courses.models import Class
from generation.models import Job, Solve
from generation.services.delivery import accept_callback, hand_over
from generation.tests.conftest import Generator, callback
from timetables.models import Placement, Timetable
from timetables.services import copying

pytestmark = pytest.mark.django_db

LogIn = Callable[..., Any]
TIME = {"weeks": "1101", "days": "10100", "start": 12, "length": 10}
REASONS = [
    {
        "code": "room_double_booked",
        "hard": 1,
        "cost": 0,
        "component": "",
        "kind": "",
        "classes": ["phy-1", "his-1"],
        "parameters": {"room": "r1"},
    },
    {
        "code": "constraint_pair",
        "hard": 1,
        "cost": 0,
        "component": "distribution",
        "kind": "SameAttendees",
        "classes": ["phy-1", "his-1"],
        "parameters": {"derived_from": "instructor:i1", "constraint": "x", "parameters": {}},
    },
    {
        "code": "constraint_pair",
        "hard": 0,
        "cost": 4,
        "component": "distribution",
        "kind": "MinGap",
        "classes": ["phy-1", "his-1"],
        "parameters": {"derived_from": "", "constraint": "y", "parameters": {"slots": 6}},
    },
]
ANSWER = {
    "hard": 2,
    "cost": 4,
    "components": {"distribution": 4},
    "created": REASONS,
    "resolved": [],
}


class Questions:
    """Records what is asked; holds no timetable until its placements come."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.held: tuple[str, int] | None = None
        self.failure: tuple[int, str] | None = None
        self.answer: dict[str, Any] = ANSWER

    def request(
        self, method: str, url: str, *, content: bytes, **options: Any
    ) -> httpx.Response:
        question = json.loads(content)
        self.asked.append((httpx.URL(url).path, question))
        if self.failure is not None:
            status, code = self.failure
            return httpx.Response(status, json={"code": code, "detail": code})
        key = question["timetable"], question["version"]
        if "placements" in question:
            self.held = key
        if self.held != key:
            return httpx.Response(409, json={"code": "timetable_unknown"})
        return httpx.Response(200, json=self.answer)


@pytest.fixture
def timetable(job: Job, started: Solve, generator: Generator) -> Timetable:
    accept_callback(callback(started))
    variant = job.solves.get(index=1)
    hand_over(variant.id)
    variant.refresh_from_db()
    accept_callback(callback(variant))
    return Timetable.objects.get(solve=variant)


@pytest.fixture
def service(timetable: Timetable, monkeypatch: pytest.MonkeyPatch) -> Questions:
    double = Questions()
    monkeypatch.setattr("config.generator.httpx.request", double.request)
    return double


def ask(client: Any, timetable: Timetable, question: str, **body: Any) -> Any:
    return client.post(f"/api/v1/timetables/{timetable.id}/{question}/", body)


def check_body(room: str | None = "r1") -> dict[str, Any]:
    place = {"weeks": "1101", "days": "10100", "start_minute": 540, "length_minutes": 50}
    key = room and str(Room.objects.get(external_id=room).pk)
    cls = str(Class.objects.get(external_id="phy-1").pk)
    return {"changes": [{"cls": cls, "place": {**place, "room": key}}]}


def test_a_check_is_asked_in_slots_and_ids_and_told_in_minutes_and_names(
    registrar: Any, timetable: Timetable, service: Questions
) -> None:
    body = ask(registrar, timetable, "check", **check_body()).json()
    assert (body["hard"], body["cost"], body["version"]) == (2, 4, timetable.version)
    path, question = service.asked[-1]
    assert path == "/api/check"
    assert question["changes"] == [{"id": "phy-1", "place": {**TIME, "room": "r1"}}]
    taken, busy, gap = body["created"]
    assert taken["room"]["name"] == "Hall 1"
    assert [each["course"]["name"] for each in taken["classes"]] == ["Mechanics", "Empires"]
    assert busy["code"] == "instructor_busy"
    assert [person["name"] for person in busy["people"]] == ["Lecturer PHY-01"]
    assert (gap["code"], gap["kind"]) == ("constraint_pair", "MinGap")
    assert gap["parameters"] == {"minutes": 30}


def test_placements_are_sent_only_when_the_service_does_not_hold_this_version(
    registrar: Any, job: Job, timetable: Timetable, service: Questions
) -> None:
    ask(registrar, timetable, "check", **check_body())
    first, second = (question for _, question in service.asked)
    assert "placements" not in first
    rows = Placement.objects.filter(timetable=timetable).select_related("cls")
    assert {entry["id"]: 480 + 5 * entry["start"] for entry in second["placements"]} == {
        row.cls.external_id: row.start_minute for row in rows
    }
    assert second["problem"] == job.problem.digest
    ask(registrar, timetable, "check", **check_body())
    assert len(service.asked) == 3
    row = Placement.objects.get(timetable=timetable, cls__external_id="his-1")
    row.start_minute = 600
    row.save()
    timetable.save()
    ask(registrar, timetable, "check", **check_body())
    _, last = service.asked[-1]
    assert len(service.asked) == 5
    assert next(e for e in last["placements"] if e["id"] == "his-1")["start"] == 24


def test_a_class_that_is_taken_out_has_no_place(
    registrar: Any, timetable: Timetable, service: Questions
) -> None:
    cls = str(Class.objects.get(external_id="phy-1").pk)
    ask(registrar, timetable, "check", changes=[{"cls": cls, "place": None}])
    assert service.asked[-1][1]["changes"] == [{"id": "phy-1", "place": None}]


def test_heat_and_suggestions_name_rooms_and_where_classes_are_now(
    registrar: Any, timetable: Timetable, service: Questions
) -> None:
    cls = str(Class.objects.get(external_id="phy-1").pk)
    spot = {**TIME, "room": "r2", "hard": 1, "cost": 0, "reasons": REASONS[:1]}
    service.answer = {"spots": [spot]}
    (told,) = ask(registrar, timetable, "heat", cls=cls).json()["spots"]
    assert (told["start_minute"], told["length_minutes"]) == (540, 50)
    assert told["room"]["name"] == "Room 2"
    assert told["reasons"][0]["code"] == "room_double_booked"
    change = {"id": "phy-1", "place": {**TIME, "room": "r2"}}
    service.answer = {"suggestions": [{"changes": [change], "answer": ANSWER}]}
    (found,) = ask(registrar, timetable, "suggest", cls=cls, most=3).json()["suggestions"]
    assert service.asked[-1][1]["most"] == 3
    assert found["changes"][0]["place"]["room"]["name"] == "Room 2"
    assert found["changes"][0]["now"]["start_minute"] == 480
    assert found["changes"][0]["cls"]["course"]["code"] == "PHY101"
    assert found["answer"]["hard"] == 2


def test_what_is_broken_is_named(
    registrar: Any, timetable: Timetable, service: Questions
) -> None:
    away = {
        **REASONS[0],
        "code": "instructor_unavailable",
        "classes": ["phy-1"],
        "parameters": {"instructor": "i1"},
    }
    service.answer = {"hard": 9, "reasons": [away, REASONS[0]]}
    body = ask(registrar, timetable, "broken").json()
    assert (body["hard"], body["version"]) == (9, timetable.version)
    one, two = body["reasons"]
    assert [person["name"] for person in one["people"]] == ["Lecturer PHY-01"]
    assert two["room"]["name"] == "Hall 1"


def test_a_head_asks_about_the_own_classes_and_others_stay_unnamed(
    tenant: Institution, log_in: LogIn, timetable: Timetable, service: Questions
) -> None:
    head = log_in(
        tenant, Role.DEPARTMENT_HEAD, department=Department.objects.get(external_id="PHY")
    )
    body = ask(head, timetable, "check", **check_body()).json()
    own, other = body["created"][0]["classes"]
    assert own["course"]["name"] == "Mechanics"
    assert (other["id"], other["name"], other["course"]) == (None, "", None)
    assert other["department"]["name"] == "History"
    elsewhere = {**REASONS[0], "code": "unplaced", "classes": ["his-1"], "parameters": {}}
    service.answer = {"hard": 2, "reasons": [elsewhere, REASONS[0]]}
    broken = ask(head, timetable, "broken").json()
    assert (broken["hard"], broken["elsewhere"]) == (2, 1)
    assert [reason["code"] for reason in broken["reasons"]] == ["room_double_booked"]
    theirs = str(Class.objects.get(external_id="his-1").pk)
    refused = ask(head, timetable, "heat", cls=theirs)
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_class")


def test_instructors_and_students_do_not_ask(
    tenant: Institution, log_in: LogIn, timetable: Timetable, service: Questions
) -> None:
    for role in (Role.INSTRUCTOR, Role.STUDENT):
        assert ask(log_in(tenant, role), timetable, "check", changes=[]).status_code == 403


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        ((202, "timetable_loading"), 202, "timetable_loading"),
        ((503, "question_interrupted"), 503, "generator_unavailable"),
        ((422, "meeting_outside_calendar"), 400, "meeting_outside_calendar"),
    ],
)
def test_what_keeps_the_service_from_answering_is_told(
    registrar: Any,
    timetable: Timetable,
    service: Questions,
    failure: tuple[int, str],
    status: int,
    code: str,
) -> None:
    service.failure = failure
    answer = ask(registrar, timetable, "check", **check_body())
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_rooms_and_hours_that_do_not_exist_are_refused_before_anybody_is_asked(
    registrar: Any, timetable: Timetable, service: Questions, term: Term
) -> None:
    body = check_body()
    body["changes"][0]["place"]["room"] = str(timetable.id)
    assert ask(registrar, timetable, "check", **body).json()["code"] == "unknown_room"
    body = check_body()
    body["changes"][0]["place"]["start_minute"] = 60
    assert ask(registrar, timetable, "check", **body).json()["code"] == "meeting_outside_day"
    assert service.asked == []


def test_an_edited_timetables_figures_are_brought_up_to_date(
    registrar: Any, timetable: Timetable, service: Questions
) -> None:
    service.answer = {"total": 3, "hard": 1, "components": {"time": 3}, "measures": {"x": 0.5}}
    assert ask(registrar, timetable, "score").json()["score"]["total"] == timetable.total
    assert service.asked == [], "they are as they were computed"
    Timetable.objects.filter(pk=timetable.pk).update(scored_of="")
    body = ask(registrar, timetable, "score").json()
    assert (body["score"]["total"], body["score"]["hard"]) == (3, 1)
    assert (body["measures"], body["score_stale"]) == ({"x": 0.5}, False)
    assert body["version"] == timetable.version


def test_a_copy_is_asked_about_with_what_it_is_a_copy_of(
    registrar: Any, job: Job, timetable: Timetable, service: Questions
) -> None:
    draft = copying.copy(copying.copy(timetable.pk).pk)
    assert ask(registrar, draft, "check", **check_body()).status_code == 200
    _, question = service.asked[-1]
    assert (question["timetable"], question["problem"]) == (str(draft.pk), job.problem.digest)
    assert len(question["placements"]) == 2
