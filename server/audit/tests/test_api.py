"""The record over HTTP: who may read it, and bringing back what was."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Membership, Role
from audit.models import Entry
from audit.registry import entities
from audit.services import view_of
from campus.models import Building, Instructor, Room, Term
from courses.models import Class, Config, Course, Offering, Subpart, TimeOption

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]


@pytest.fixture
def building(registrar: APIClient) -> dict[str, Any]:
    made = registrar.post("/api/v1/buildings/", {"name": "Main", "x": 1.0, "y": 2.0}).json()
    url = f"/api/v1/buildings/{made['id']}/"
    registrar.patch(url, {"name": "Old Main", "version": 1})
    registrar.patch(url, {"name": "Older Main", "x": None, "y": None, "version": 2})
    return dict(made)


@pytest.fixture
def offering(tenant: Institution) -> Offering:
    assert tenant
    term = Term.objects.create(name="T", weeks=1, days=5, slots_per_day=10)
    course = Course.objects.create(code="PHY-1", name="Physics")
    return Offering.objects.create(course=course, term=term)


def history(client: APIClient, entity: str, key: Any) -> list[dict[str, Any]]:
    return list(client.get(f"/api/v1/audit/?entity={entity}&object={key}").json()["results"])


def test_the_history_of_an_object_says_who_changed_what_newest_first(
    registrar: APIClient, building: dict[str, Any]
) -> None:
    newest, middle, oldest = history(registrar, "building", building["id"])
    assert newest["before"] == {"name": "Old Main", "x": 1.0, "y": 2.0}
    assert newest["after"] == {"name": "Older Main", "x": None, "y": None}
    assert (middle["object_name"], middle["actor_name"]) == ("Older Main", "registrar")
    assert (oldest["action"], oldest["kind"]) == ("add", "building")


def test_what_the_values_of_a_change_name_is_called_by_its_name_of_now(
    registrar: APIClient, building: dict[str, Any]
) -> None:
    room = registrar.post("/api/v1/rooms/", {"name": "R", "capacity": 9}).json()
    url = f"/api/v1/rooms/{room['id']}/"
    registrar.patch(url, {"building": building["id"], "version": 1})
    newest, oldest = history(registrar, "room", room["id"])
    assert newest["after"] == {"building_id": building["id"]}
    assert newest["names"] == {building["id"]: "Older Main"}
    assert oldest["names"] == {}


def test_an_offering_is_called_by_its_course_and_a_member_by_the_name(
    registrar: APIClient, tenant: Institution, offering: Offering
) -> None:
    assert history(registrar, "offering", offering.pk)[0]["object_name"] == "PHY-1"
    mine = Membership.objects.get(institution=tenant)
    lecturer = Instructor.objects.create(name="L", membership=mine)
    names = history(registrar, "instructor", lecturer.pk)[0]["names"]
    assert names == {str(mine.pk): mine.user.name}


def test_the_record_is_filtered_by_action_time_and_actor_and_paged(
    registrar: APIClient, building: dict[str, Any]
) -> None:
    actor = history(registrar, "building", building["id"])[0]["actor"]

    def count(query: str) -> int:
        return int(registrar.get(f"/api/v1/audit/?entity=building&{query}").json()["count"])

    assert count("action=change") == 2
    assert count(f"actor={actor}") == 3
    assert count(f"actor={uuid.uuid4()}") == 0
    assert count("until=2001-01-01T00:00:00Z") == 0
    assert count("since=2001-01-01T00:00:00Z") == 3
    assert len(registrar.get("/api/v1/audit/?page_size=1").json()["results"]) == 1


def test_a_previous_state_is_brought_back_as_a_new_version(
    registrar: APIClient, building: dict[str, Any]
) -> None:
    oldest = history(registrar, "building", building["id"])[-1]
    url = f"/api/v1/audit/{oldest['id']}/restore/"
    assert registrar.post(url, {"version": 3}).status_code == 204
    now = registrar.get(f"/api/v1/buildings/{building['id']}/").json()
    assert (now["name"], now["x"], now["y"], now["version"]) == ("Main", 1.0, 2.0, 4)


def test_a_restore_of_what_somebody_else_changed_meanwhile_is_refused(
    registrar: APIClient, building: dict[str, Any]
) -> None:
    oldest = history(registrar, "building", building["id"])[-1]
    url = f"/api/v1/audit/{oldest['id']}/restore/"
    refused = registrar.post(url, {"version": 2})
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_version")
    assert registrar.post(url, {}).json()["code"] == "version_missing"
    assert Building.objects.get().name == "Older Main"


def test_what_was_removed_comes_back_under_its_old_id_with_its_parts(
    registrar: APIClient, tenant: Institution
) -> None:
    term = Term.objects.create(name="T", weeks=1, days=1, slots_per_day=10)
    days = {"term": str(term.pk), "weeks": "1", "days": "1"}
    hours: dict[str, Any] = {**days, "start_minute": 60, "length_minutes": 60}
    body = {"name": "A-1", "capacity": 10, "unavailabilities": [hours]}
    room = registrar.post("/api/v1/rooms/", body).json()
    url = f"/api/v1/rooms/{room['id']}/"
    assert registrar.delete(url).status_code == 204
    gone = next(e for e in history(registrar, "room", room["id"]) if e["kind"] == "room")
    assert registrar.post(f"/api/v1/audit/{gone['id']}/restore/").status_code == 204
    back = registrar.get(url).json()
    assert back["unavailabilities"] == [hours]
    assert back["external_id"] == room["external_id"]


def test_a_name_that_was_taken_meanwhile_is_a_conflict(registrar: APIClient) -> None:
    body = {"name": "Main", "external_id": "main"}
    first = registrar.post("/api/v1/buildings/", body).json()
    registrar.delete(f"/api/v1/buildings/{first['id']}/")
    registrar.post("/api/v1/buildings/", body)
    gone = history(registrar, "building", first["id"])[0]
    refused = registrar.post(f"/api/v1/audit/{gone['id']}/restore/")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_lists_of_an_object_are_brought_back_with_it(
    registrar: APIClient, offering: Offering
) -> None:
    config = Config.objects.create(offering=offering)
    subpart = Subpart.objects.create(config=config)
    cls = Class.objects.create(term=offering.term, subpart=subpart, name="A 1")
    option = {"weeks": "1", "days": "10000", "start_minute": 480, "length_minutes": 60}
    url = f"/api/v1/classes/{cls.pk}/"
    first = [{**option, "penalty": 1}, {**option, "start_minute": 600, "penalty": 2}]
    assert registrar.patch(url, {"time_options": first, "version": 1}).status_code == 200
    then = history(registrar, "class", cls.pk)[0]
    assert registrar.patch(url, {"time_options": [], "version": 2}).status_code == 200
    assert not TimeOption.objects.exists()
    back = registrar.post(f"/api/v1/audit/{then['id']}/restore/", {"version": 3})
    assert back.status_code == 204, back.json()
    assert registrar.get(url).json()["time_options"] == first


def test_who_may_edit_an_object_reads_its_history_and_nobody_else_does(
    registrar: APIClient, tenant: Institution, log_in: LogIn
) -> None:
    physics, maths = (Department.objects.create(name=name) for name in ("Physics", "Maths"))
    rooms = [Room.objects.create(name="R", capacity=1, department=d) for d in (physics, maths)]
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=physics)
    own, other = (f"/api/v1/audit/?entity=room&object={room.pk}" for room in rooms)
    assert head.get(own).json()["count"] == 1
    assert head.get(other).status_code == 403
    assert head.get("/api/v1/audit/").status_code == 403
    entry = Entry.objects.get(object=rooms[1].pk)
    assert head.get(f"/api/v1/audit/{entry.pk}/").status_code == 404
    assert head.post(f"/api/v1/audit/{entry.pk}/restore/").status_code == 404
    student = log_in(tenant, Role.STUDENT)
    assert student.get(own).status_code == 403


def test_another_institutions_record_does_not_exist(
    building: dict[str, Any], make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    entry = Entry.objects.filter(object=building["id"]).first()
    assert entry is not None
    stranger = log_in(make_institution("Other"))
    assert stranger.get(f"/api/v1/audit/{entry.pk}/").status_code == 404
    assert history(stranger, "building", building["id"]) == []


def test_every_editable_entity_keeps_a_history() -> None:
    editable = {name for name, model in entities().items() if view_of(model)}
    assert {"room", "class", "course", "student", "term", "courserequest"} <= editable


def test_each_sees_lately_what_they_may_change_and_what_came_together_once(
    tenant: Institution, registrar: APIClient, log_in: LogIn
) -> None:
    own, other = (Department.objects.create(name=name) for name in ("Physics", "History"))
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=own)
    student = log_in(tenant, Role.STUDENT)
    rooms = [
        registrar.post("/api/v1/rooms/", {"name": name, "capacity": 9, "department": key.pk})
        for name, key in (("P1", own), ("P2", own), ("H1", other))
    ]
    ids = [answer.json()["id"] for answer in rooms]
    body = {"ids": ids, "values": {"capacity": 20}}
    assert registrar.patch("/api/v1/rooms/bulk/", body, format="json").status_code == 200

    def lately(client: APIClient) -> list[tuple[str, str, int]]:
        rows = client.get("/api/v1/audit/recent/").json()
        return [
            (row["newest"]["entity"], row["newest"]["action"], row["count"]) for row in rows
        ]

    assert lately(registrar)[0] == ("room", "change", 3)
    assert lately(head) == [("room", "change", 2), ("room", "add", 1), ("room", "add", 1)]
    assert lately(student) == []
