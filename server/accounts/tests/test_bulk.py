"""Many rows are written at once: all of them or none, each within one's reach."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Role
from campus.models import Building, Room

pytestmark = pytest.mark.django_db

BULK, DELETE = "/api/v1/rooms/bulk/", "/api/v1/rooms/bulk-delete/"


@pytest.fixture
def rooms(tenant: Institution) -> list[Room]:
    departments = [Department.objects.create(name=name) for name in ("Physics", "History")]
    return [
        Room.objects.create(name=f"R{n}", capacity=20, department=departments[n // 2])
        for n in range(4)
    ]


def keys(rooms: list[Room]) -> list[str]:
    return [str(room.pk) for room in rooms]


def test_rows_are_edited_by_ids_or_by_the_lists_filters(
    registrar: APIClient, rooms: list[Room]
) -> None:
    answer = registrar.patch(BULK, {"ids": keys(rooms[:3]), "values": {"capacity": 30}})
    assert (answer.status_code, answer.json()) == (200, {"rows": 3})
    physics = rooms[0].department_id
    answer = registrar.patch(f"{BULK}?department={physics}", {"values": {"type": "lab"}})
    assert answer.json() == {"rows": 2}
    found = Room.objects.order_by("name").values_list("capacity", "type", "version")
    assert list(found) == [(30, "lab", 3), (30, "lab", 3), (30, "", 2), (20, "", 1)]


def test_nothing_is_selected_by_nothing(registrar: APIClient, rooms: list[Room]) -> None:
    for answer in (registrar.patch(BULK, {"values": {}}), registrar.post(DELETE, {})):
        assert (answer.status_code, answer.json()["code"]) == (400, "selection_missing")
    assert Room.objects.count() == 4


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [({"capacity": -1}, "min_value", ".capacity"), ({"external_id": "x"}, "conflict", "")],
)
def test_one_refused_row_refuses_all_and_says_where(
    registrar: APIClient, rooms: list[Room], values: dict[str, Any], code: str, field: str
) -> None:
    answer = registrar.patch(BULK, {"ids": keys(rooms), "values": values})
    assert (answer.status_code, answer.json()["code"]) == (409, "rows_refused")
    errors = answer.json()["errors"]
    assert (errors[-1]["code"], errors[-1]["field"]) == (code, f"{rooms[3].pk}{field}")
    assert {room.version for room in Room.objects.all()} == {1}


def test_a_row_that_somebody_changed_meanwhile_refuses_all(
    registrar: APIClient, rooms: list[Room]
) -> None:
    rooms[0].save()
    body = {
        "ids": keys(rooms),
        "values": {"capacity": 9},
        "versions": {str(rooms[0].pk): 1},
    }
    errors = registrar.patch(BULK, body).json()["errors"]
    assert [(e["code"], e["field"]) for e in errors] == [("stale_version", str(rooms[0].pk))]
    assert not Room.objects.filter(capacity=9).exists()


def test_each_row_is_within_reach_or_none_is_written(
    tenant: Institution, rooms: list[Room], log_in: Callable[..., APIClient]
) -> None:
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=rooms[0].department)
    coordinator = log_in(tenant, Role.COORDINATOR, department=rooms[0].department)
    answer = head.patch(BULK, {"ids": keys(rooms), "values": {"capacity": 9}})
    assert [e["code"] for e in answer.json()["errors"]] == ["permission_denied"] * 2
    assert head.patch(BULK, {"ids": keys(rooms[:2]), "values": {"capacity": 9}}).json() == {
        "rows": 2
    }
    assert head.post(DELETE, {"ids": keys(rooms[1:3])}).status_code == 409
    assert coordinator.post(DELETE, {"ids": keys(rooms[:1])}).status_code == 403
    assert head.post(DELETE, {"ids": keys(rooms[:2])}).json() == {"rows": 2}
    assert Room.objects.count() == 2


def test_another_institutions_rows_are_not_there(
    make_institution: Callable[[str], Institution],
    rooms: list[Room],
    log_in: Callable[..., APIClient],
) -> None:
    stranger = log_in(make_institution("Other"), Role.REGISTRAR)
    errors = stranger.post(DELETE, {"ids": keys(rooms[:1])}).json()["errors"]
    assert [e["code"] for e in errors] == ["not_found"]


def test_what_is_in_use_keeps_all(registrar: APIClient, rooms: list[Room]) -> None:
    free, used = (Building.objects.create(name=name) for name in "AB")
    Room.objects.filter(pk=rooms[0].pk).update(building=used)
    answer = registrar.post(
        "/api/v1/buildings/bulk-delete/", {"ids": [str(free.pk), str(used.pk)]}
    )
    assert [e["code"] for e in answer.json()["errors"]] == ["in_use"]
    assert Building.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "values"),
    [("constraints/bulk/?search=x", {"penalty": 1}), ("timetables/bulk/?state=draft", {})],
    ids=["joined", "distinct"],
)
def test_rows_are_found_through_others_and_locked(
    registrar: APIClient, path: str, values: dict[str, int]
) -> None:
    answer = registrar.patch(f"/api/v1/{path}", {"values": values})
    assert (answer.status_code, answer.json()) == (200, {"rows": 0})
