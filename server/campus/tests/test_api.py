"""The campus over HTTP: lists, edits that cannot be lost, and who may do what."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Role
from accounts.tenancy import tenant_context
from campus.models import Building, Cohort, Instructor, Programme, Room, Student, Term

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]
TERM = {"name": "Autumn", "weeks": 15, "days": 5, "slots_per_day": 10}


@pytest.fixture
def room(tenant: Institution) -> Room:
    return Room.objects.create(name="A-101", external_id="A-101", capacity=40)


def test_who_is_not_logged_in_gets_401_as_a_problem_document() -> None:
    response = APIClient().get("/api/v1/rooms/")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_authenticated"


def test_me_says_who_acts_in_which_role(registrar: APIClient, tenant: Institution) -> None:
    body = registrar.get("/api/v1/me/").json()
    assert body["membership"]["role"] == "registrar"
    assert body["membership"]["institution"]["id"] == str(tenant.id)
    assert len(body["memberships"]) == 1


def test_me_names_the_instructor_that_one_is(tenant: Institution, log_in: LogIn) -> None:
    client = log_in(tenant, Role.INSTRUCTOR)
    membership = client.get("/api/v1/me/").json()["membership"]
    Instructor.objects.create(name="Lecturer PHY-03", membership_id=membership["id"])
    assert client.get("/api/v1/me/").json()["membership"]["instructor"]["name"] == (
        "Lecturer PHY-03"
    )


def test_a_person_says_how_to_be_called(registrar: APIClient) -> None:
    changed = registrar.patch("/api/v1/me/", {"name": "Registrar of the morning"})
    assert changed.json()["user"]["name"] == "Registrar of the morning"
    assert registrar.patch("/api/v1/me/", {"name": " "}).status_code == 400


def test_a_user_without_a_membership_sees_no_data(db: None) -> None:
    from accounts.models import User

    client = APIClient()
    client.force_login(User.objects.create_user("nobody@example.org"))
    assert client.get("/api/v1/me/").json()["membership"] is None
    assert client.get("/api/v1/rooms/").status_code == 403


def test_lists_are_searched_ordered_and_paged(registrar: APIClient) -> None:
    for number in range(5):
        Room.objects.create(name=f"B-{number}", capacity=10 * number + 1)
    Room.objects.create(name="C-1", capacity=1)
    body = registrar.get("/api/v1/rooms/?search=B-&ordering=-capacity&page_size=2").json()
    assert body["count"] == 5
    assert [room["name"] for room in body["results"]] == ["B-4", "B-3"]
    assert "page=2" in body["next"]


def test_the_rooms_of_a_term_are_its_own_or_the_institutions(registrar: APIClient) -> None:
    imported = Term.objects.create(**TERM, self_contained=True)
    native = Term.objects.create(**TERM)
    Room.objects.create(name="Own", capacity=1, term=imported)
    Room.objects.create(name="Shared", capacity=1)
    for term, name in ((imported, "Own"), (native, "Shared")):
        rooms = registrar.get(f"/api/v1/rooms/?term={term.id}").json()["results"]
        assert [room["name"] for room in rooms] == [name]


def test_an_edit_counts_the_version_up(registrar: APIClient, room: Room) -> None:
    response = registrar.patch(f"/api/v1/rooms/{room.id}/", {"capacity": 50, "version": 1})
    assert response.status_code == 200
    assert (response.json()["capacity"], response.json()["version"]) == (50, 2)


def test_an_edits_answer_names_nothing_where_there_is_nothing_to_name(
    registrar: APIClient, room: Room
) -> None:
    body = registrar.patch(f"/api/v1/rooms/{room.id}/", {"version": 1}).json()
    assert (body["building_name"], body["department_name"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "tag", "status", "code"),
    [
        ({"version": 1}, None, 409, "stale_version"),
        ({}, '"1"', 412, "stale_version"),
        ({}, None, 428, "version_missing"),
        ({}, "2", 400, "if_match_unreadable"),
        ({}, '"2', 400, "if_match_unreadable"),
        ({}, '"1", "2"', 400, "if_match_unreadable"),
        ({}, '"*"', 400, "if_match_unreadable"),
        ({"version": 2, "capacity": -1}, None, 400, "invalid"),
        (
            {"version": 2, "building": "0190a1b0-0000-7000-8000-000000000000"},
            None,
            400,
            "invalid",
        ),
    ],
)
def test_a_stale_or_unsound_edit_is_refused_and_changes_nothing(
    registrar: APIClient,
    room: Room,
    body: dict[str, Any],
    tag: str | None,
    status: int,
    code: str,
) -> None:
    room.save()
    headers = {"If-Match": tag} if tag else {}
    response = registrar.patch(
        f"/api/v1/rooms/{room.id}/", {"capacity": 99, **body}, headers=headers
    )
    assert (response.status_code, response.json()["code"]) == (status, code)
    room.refresh_from_db()
    assert (room.capacity, room.version) == (40, 2)


def test_an_etag_read_is_the_one_that_an_edit_may_name(
    registrar: APIClient, room: Room
) -> None:
    tag = registrar.get(f"/api/v1/rooms/{room.id}/")["ETag"]
    response = registrar.patch(
        f"/api/v1/rooms/{room.id}/", {"capacity": 41}, headers={"If-Match": tag}
    )
    assert response.status_code == 200


def test_an_edit_of_whatever_version_there_is_needs_none_named(
    registrar: APIClient, room: Room
) -> None:
    room.save()
    url = f"/api/v1/rooms/{room.id}/"
    assert registrar.patch(url, {"capacity": 41}, headers={"If-Match": "*"}).status_code == 200
    assert registrar.delete(url, headers={"If-Match": "*"}).status_code == 204


def test_a_rooms_closed_hours_are_written_as_a_whole(registrar: APIClient, room: Room) -> None:
    term = Term.objects.create(**TERM)
    hours = {"term": str(term.id), "weeks": "1" * 15, "days": "10000"}
    hours |= {"start_minute": 540, "length_minutes": 60}  # type: ignore[dict-item]
    url = f"/api/v1/rooms/{room.id}/"
    written = registrar.patch(url, {"version": 1, "unavailabilities": [hours]}).json()
    assert written["unavailabilities"] == [hours]
    refused = registrar.patch(url, {"version": 2, "unavailabilities": [{**hours, "days": "1"}]})
    assert refused.json()["errors"] == [
        {
            "code": "hours_do_not_fit_term",
            "field": "unavailabilities.0.days",
            "detail": "The term has 5 days, this names 1.",
            "parameters": {"expected": 5, "given": 1},
        }
    ]


def test_a_stated_way_is_shown_at_both_ends(registrar: APIClient, room: Room) -> None:
    other = Room.objects.create(name="B-101", capacity=1)
    url = f"/api/v1/rooms/{room.id}/"
    way = {"room": str(other.id), "minutes": 7}
    written = registrar.patch(url, {"version": 1, "travels": [way]}).json()
    assert written["travels"] == [{**way, "room_name": "B-101"}]
    back = registrar.get(f"/api/v1/rooms/{other.id}/").json()["travels"]
    assert [(row["room_name"], row["minutes"]) for row in back] == [("A-101", 7)]
    itself = {"room": str(room.id), "minutes": 1}
    refused = registrar.patch(url, {"version": 2, "travels": [itself]})
    assert refused.json()["code"] == "not_another_room"


def test_hours_of_no_week_or_past_midnight_are_refused(
    registrar: APIClient, room: Room
) -> None:
    term = Term.objects.create(**TERM)
    hours = {"term": str(term.id), "weeks": "1" * 15, "days": "10000"}
    url = f"/api/v1/rooms/{room.id}/"
    for change, code in (
        ({"weeks": "0" * 15, "start_minute": 540, "length_minutes": 60}, "bits"),
        ({"start_minute": 1400, "length_minutes": 60}, "hours_past_midnight"),
    ):
        body = {"version": 1, "unavailabilities": [{**hours, **change}]}
        answer = registrar.patch(url, body).json()
        assert [error["code"] for error in answer["errors"]] == [code]


def test_a_terms_weeks_stay_and_its_weights_may_change(registrar: APIClient) -> None:
    url = f"/api/v1/terms/{Term.objects.create(**TERM).id}/"
    refused = registrar.patch(url, {"version": 1, "weeks": 12})
    assert (refused.status_code, refused.json()["code"]) == (400, "term_grid_fixed")
    assert registrar.patch(url, {"version": 1, "weight_student": 7}).status_code == 200


def test_a_second_row_of_one_external_id_is_a_conflict(
    registrar: APIClient, room: Room
) -> None:
    response = registrar.post(
        "/api/v1/rooms/", {"name": "Twin", "capacity": 1, "external_id": "A-101"}
    )
    assert response.status_code == 409
    assert response.json()["parameters"] == {"constraint": "room_external_id"}


def test_what_is_in_use_is_not_deleted(registrar: APIClient, room: Room) -> None:
    room.building = Building.objects.create(name="A")
    room.save()
    response = registrar.delete(f"/api/v1/buildings/{room.building.id}/")
    assert (response.status_code, response.json()["code"]) == (409, "in_use")
    assert response.json()["parameters"] == {"by": ["room"]}


def test_another_institutions_row_does_not_exist(
    make_institution: Callable[[str], Institution], log_in: LogIn, room: Room
) -> None:
    other = make_institution("Other")
    stranger = log_in(other, Role.REGISTRAR)
    url = f"/api/v1/rooms/{room.id}/"
    assert stranger.get(url).status_code == 404
    assert stranger.patch(url, {"capacity": 1, "version": 1}).status_code == 404
    assert stranger.delete(url).status_code == 404
    assert stranger.get("/api/v1/rooms/").json()["count"] == 0
    with tenant_context(other.id):
        building = Building.objects.create(name="Theirs")
    mine = log_in(room.institution, Role.REGISTRAR)
    foreign = mine.patch(url, {"building": str(building.id), "version": 1})
    assert foreign.json()["errors"][0]["code"] == "does_not_exist"


def test_a_head_edits_the_own_departments_rooms_only(
    tenant: Institution, log_in: LogIn
) -> None:
    own, other = (Department.objects.create(name=name) for name in ("Physics", "History"))
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=own)
    rooms = [Room.objects.create(name="R", capacity=1, department=d) for d in (own, other)]
    assert head.get("/api/v1/rooms/").json()["count"] == 2
    answers = [
        head.patch(f"/api/v1/rooms/{room.id}/", {"capacity": 2, "version": 1}).status_code
        for room in rooms
    ]
    assert answers == [200, 403]
    away = head.patch(
        f"/api/v1/rooms/{rooms[0].id}/", {"department": str(other.id), "version": 2}
    )
    assert away.status_code == 403
    assert Room.objects.get(id=rooms[0].id).department == own


def test_students_see_themselves_and_no_other_student(
    tenant: Institution, log_in: LogIn
) -> None:
    client = log_in(tenant, Role.STUDENT)
    membership = client.get("/api/v1/me/").json()["membership"]["id"]
    Student.objects.create(name="Student 2026-0143", membership_id=membership)
    other = Student.objects.create(name="Student 2026-0144")
    names = [row["name"] for row in client.get("/api/v1/students/").json()["results"]]
    assert names == ["Student 2026-0143"]
    assert client.get(f"/api/v1/students/{other.id}/").status_code == 404
    assert client.get("/api/v1/rooms/").status_code == 403


def test_unsafe_methods_need_the_csrf_token(tenant: Institution, log_in: LogIn) -> None:
    client = log_in(tenant, Role.REGISTRAR)
    client.handler.enforce_csrf_checks = True
    response = client.post("/api/v1/buildings/", {"name": "A"})
    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


def test_a_cohort_is_edited_and_deleted_and_says_its_size(registrar: APIClient) -> None:
    programme = Programme.objects.create(
        name="Physics", department=Department.objects.create(name="Physics")
    )
    cohort = Cohort.objects.create(name="First years", programme=programme)
    student = Student.objects.create(name="Student 2026-0143", cohort=cohort)
    url = f"/api/v1/cohorts/{cohort.id}/"
    edited = registrar.patch(url, {"name": "Freshers", "version": 1})
    assert edited.status_code == 200
    assert (edited.json()["name"], edited.json()["size"]) == ("Freshers", 1)
    student.delete()
    assert registrar.get(url).json()["size"] == 0
    assert registrar.delete(url).status_code == 204


def test_hours_that_cost_more_than_a_generation_takes_are_refused_at_their_field(
    registrar: APIClient,
) -> None:
    """The field says it, before the engine would."""
    term = Term.objects.create(**TERM, external_id="autumn")
    lecturer = Instructor.objects.create(name="Lecturer PHY-03")
    hours = {"weeks": "1" * 15, "days": "10000", "start_minute": 0, "length_minutes": 60}
    preference = {**hours, "term": str(term.id), "penalty": 10**9 + 1}
    url = f"/api/v1/instructors/{lecturer.id}/"
    refused = registrar.patch(url, {"version": 1, "preferences": [preference]})
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert (error["field"], error["code"]) == ("preferences.0.penalty", "max_value")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"weeks": 61}, "max_value"),
        ({"days": 0}, "min_value"),
        ({"slots_per_day": 1441}, "max_value"),
        ({"slot_minutes": 0}, "min_value"),
        ({"day_start": 1440}, "max_value"),
        ({"weight_student": 2 * 10**9}, "max_value"),
        ({"first_day": "9999-12-31"}, "not_a_date"),
    ],
)
def test_a_term_that_could_not_be_solved_or_dated_is_refused(
    registrar: APIClient, change: dict[str, Any], code: str
) -> None:
    response = registrar.post("/api/v1/terms/", {**TERM, **change})
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert (error["field"], error["code"]) == (next(iter(change)), code)
    assert not Term.objects.exists()
