"""Nothing gets by hand a name by which people could not tell it from another."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import Institution
from campus.models import Building, Room
from config.tests.threads import at_once

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]


@pytest.fixture
def room(tenant: Institution) -> Room:
    return Room.objects.create(
        name="A-101", capacity=20, building=Building.objects.create(name="A")
    )


def test_a_second_room_of_a_name_in_a_building_is_refused(
    registrar: APIClient, room: Room
) -> None:
    asked = {"name": "a-101", "capacity": 40, "building": str(room.building_id)}
    refused = registrar.post("/api/v1/rooms/", asked)
    assert refused.status_code == 409
    assert refused.json()["code"] == "name_taken"
    assert refused.json()["errors"][0]["field"] == "name"
    elsewhere = registrar.post("/api/v1/rooms/", {"name": "A-101", "capacity": 40})
    assert elsewhere.status_code == 201


def test_a_room_is_not_renamed_or_moved_to_where_its_name_is_taken(
    registrar: APIClient, room: Room
) -> None:
    other = Room.objects.create(name="A-101", capacity=20)
    moved = {"building": str(room.building_id), "version": 1}
    assert registrar.patch(f"/api/v1/rooms/{other.pk}/", moved).status_code == 409
    third = Room.objects.create(name="A-102", capacity=20, building=room.building)
    renamed = {"name": "A-101", "version": 1}
    assert registrar.patch(f"/api/v1/rooms/{third.pk}/", renamed).status_code == 409


def test_rooms_that_are_named_alike_already_can_be_changed_in_other_ways(
    registrar: APIClient, room: Room
) -> None:
    twin = Room.objects.create(name=room.name, capacity=20, building=room.building)
    changed = registrar.patch(f"/api/v1/rooms/{twin.pk}/", {"capacity": 30, "version": 1})
    assert changed.status_code == 200


def test_courses_are_told_apart_by_their_codes(registrar: APIClient) -> None:
    optics = {"name": "Optics", "code": "PHY-1"}
    assert registrar.post("/api/v1/courses/", optics).status_code == 201
    refused = registrar.post("/api/v1/courses/", {"name": "Waves", "code": "PHY-1"})
    assert (refused.status_code, refused.json()["code"]) == (409, "name_taken")
    assert registrar.post("/api/v1/courses/", {**optics, "code": "PHY-2"}).status_code == 201


def test_a_room_is_found_by_its_kind(registrar: APIClient, room: Room) -> None:
    Room.objects.create(name="B-7", capacity=20, type="lab")
    found = registrar.get("/api/v1/rooms/?search=lab").json()["results"]
    assert [row["name"] for row in found] == ["B-7"]


def test_two_rooms_of_a_name_are_not_moved_into_one_building_together(
    registrar: APIClient, room: Room
) -> None:
    twins = [Room.objects.create(name="C-1", capacity=20) for _ in range(2)]
    moved = {"building": str(room.building_id)}
    asked = {"ids": [str(one.pk) for one in twins], "values": moved}
    refused = registrar.patch("/api/v1/rooms/bulk/", asked)
    assert refused.status_code == 409
    assert [error["code"] for error in refused.json()["errors"]] == ["name_taken"]
    assert not Room.objects.filter(name="C-1", building=room.building).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_one_gets_it(
    institution: Institution, log_in: LogIn
) -> None:
    clients = [log_in(institution), log_in(institution)]
    answers = at_once(
        *[
            lambda client=client: client.post("/api/v1/rooms/", {"name": "D-1", "capacity": 20})
            for client in clients
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
