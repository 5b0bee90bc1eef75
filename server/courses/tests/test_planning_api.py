"""Schools, features, offerings, pins, requests and curricula over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Role
from campus.models import Cohort, Instructor, Programme, Room, Student, Term
from courses.fill import fill_term
from courses.models import Class, Course, CourseRequest, Offering, Pin
from courses.tests.documents import university

pytestmark = pytest.mark.django_db

HOURS = {"weeks": "1111", "days": "1000000", "start_minute": 540, "length_minutes": 60}


@pytest.fixture
def term(tenant: Institution) -> Term:
    return fill_term(tenant, university())


def cls(id: str) -> Class:
    return Class.objects.get(external_id=id)


def path(model: str, row: Any) -> str:
    return f"/api/v1/{model}/{row.pk}/"


def test_departments_belong_to_schools_and_rooms_have_features(
    registrar: APIClient, term: Term
) -> None:
    school = registrar.post("/api/v1/schools/", {"name": "Science"}).json()
    department = Department.objects.get(external_id="phy")
    renamed = registrar.patch(path("departments", department), {"name": "PHY", "version": 1})
    assert renamed.json()["school_name"] is None
    department.refresh_from_db()
    body = {"version": department.version, "school": school["id"]}
    changed = registrar.patch(path("departments", department), body).json()
    assert changed["school_name"] == "Science"
    feature = registrar.post("/api/v1/features/", {"name": "Projector"}).json()
    room = Room.objects.get(external_id="R1")
    body = {"version": room.version, "feature_ids": [feature["id"]], "shared": True}
    changed = registrar.patch(path("rooms", room), body).json()
    assert [f["name"] for f in changed["features"]] == ["Projector"]
    found = registrar.get(f"/api/v1/rooms/?feature={feature['id']}&shared=true").json()
    assert [row["name"] for row in found["results"]] == ["R1"]


def test_a_course_names_what_it_requires(registrar: APIClient, term: Term) -> None:
    math, physics = Course.objects.order_by("code")
    feature = registrar.post("/api/v1/features/", {"name": "Benches"}).json()["id"]
    body = {
        "version": physics.version,
        "practical_hours": 2,
        "features": [{"feature": feature, "part": "lab"}],
        "prerequisite_ids": [str(math.pk)],
    }
    changed = registrar.patch(path("courses", physics), body).json()
    assert [row["code"] for row in changed["prerequisites"]] == [math.code]
    assert [(f["feature_name"], f["part"]) for f in changed["features"]] == [("Benches", "lab")]
    again = {"version": changed["version"], "corequisite_ids": [str(physics.pk)]}
    assert registrar.patch(path("courses", physics), again).json()["code"] == (
        "course_requires_itself"
    )


def test_a_term_has_breaks_and_holidays_and_days_of_its_own(
    registrar: APIClient, term: Term
) -> None:
    body = {
        "version": term.version,
        "breaks": [{"name": "Lunch", **HOURS}],
        "holidays": [{"name": "X", "first_day": "2026-08-10", "last_day": "2026-08-11"}],
        "teaching_days": "1111100",
    }
    changed = registrar.patch(path("terms", term), body).json()
    assert (changed["breaks"][0]["name"], changed["holidays"][0]["name"]) == ("Lunch", "X")
    backwards = [{"name": "X", "first_day": "2026-08-10", "last_day": "2026-08-09"}]
    for change, code in (
        ({"holidays": backwards}, "end_before_start"),
        ({"teaching_days": "11111"}, "hours_do_not_fit_term"),
        ({"teaching_start": 600, "teaching_end": 600}, "end_before_start"),
    ):
        body = {"version": changed["version"], **change}
        assert registrar.patch(path("terms", term), body).json()["code"] == code
    twin = {"name": "Twin", "weeks": 1, "days": 7, "slots_per_day": 9}
    answer = registrar.post("/api/v1/terms/", {**twin, "first_day": "2026-08-30"})
    assert (answer.status_code, answer.json()["code"]) == (409, "terms_overlap")
    after = registrar.post("/api/v1/terms/", {**twin, "first_day": "2026-08-31"})
    assert after.status_code == 201


def test_the_database_itself_keeps_terms_and_pins_apart(term: Term) -> None:
    with pytest.raises(IntegrityError, match="term_dates_apart"), transaction.atomic():
        Term.objects.create(
            name="Twin", weeks=1, days=7, slots_per_day=9, first_day=term.first_day
        )
    room = Room.objects.get(external_id="R1")
    Pin.objects.create(term=term, cls=cls("M1"), room=room, **HOURS)
    late = {**HOURS, "days": "1100000", "start_minute": 599}
    with pytest.raises(IntegrityError, match="pin_room_free"), transaction.atomic():
        Pin.objects.create(term=term, cls=cls("M2"), room=room, **late)
    Pin.objects.create(term=term, cls=cls("M2"), room=room, **{**HOURS, "start_minute": 600})
    with pytest.raises(IntegrityError, match="room_capacity"), transaction.atomic():
        Room.objects.create(name="Nothing", capacity=0)
    assert Pin.objects.count() == 2


def test_a_class_is_pinned_and_set_free(registrar: APIClient, term: Term) -> None:
    room = Room.objects.get(external_id="R1")
    url = path("classes", cls("M1"))
    pinned = registrar.patch(url, {"version": 1, "pin": {**HOURS, "room": str(room.pk)}}).json()
    assert (pinned["pinned"], pinned["pin"]["room_name"]) == (True, "R1")
    found = registrar.get(f"/api/v1/classes/?term={term.pk}&pinned=true").json()["results"]
    assert [row["name"] for row in found] == ["M1"]
    other = path("classes", cls("P1"))
    for pin, code in (
        ({**HOURS, "room": str(room.pk)}, "pins_overlap"),
        ({}, "pin_empty"),
        ({"weeks": "1111"}, "pin_time_incomplete"),
        ({**HOURS, "days": "1"}, "invalid"),
    ):
        assert registrar.patch(other, {"version": 1, "pin": pin}).json()["code"] == code
    free = registrar.patch(url, {"version": 2, "pin": None}).json()
    assert (free["pinned"], free["pin"]) == (False, None)


def test_who_could_teach_a_class_does_not_teach_it(registrar: APIClient, term: Term) -> None:
    lecturer = Instructor.objects.get(external_id="phy-1")
    body = {"version": 1, "alternative_ids": [str(lecturer.pk)]}
    changed = registrar.patch(path("classes", cls("M1")), body).json()
    assert [row["name"] for row in changed["alternatives"]] == [lecturer.name]
    assert lecturer.name not in [row["name"] for row in changed["instructors"]]


def test_an_offering_shows_its_parts_and_they_are_edited(
    registrar: APIClient, term: Term
) -> None:
    offering = Offering.objects.get(course__external_id="MATH")
    shown = registrar.get(path("offerings", offering)).json()
    assert (shown["course_name"], shown["enrolled"]) == ("Algebra", 2)
    [config] = shown["configs"]
    assert [part["part"] for part in config["subparts"]] == ["lecture", "tutorial"]
    first = config["subparts"][0]
    body = {"version": first["version"], "week_minutes": 150, "meetings": 3}
    changed = registrar.patch(f"/api/v1/subparts/{first['id']}/", body)
    assert (changed.status_code, changed.json()["meetings"]) == (200, 3)


def test_requests_are_ranked_and_have_alternatives(
    registrar: APIClient, tenant: Institution, term: Term, log_in: Callable[..., APIClient]
) -> None:
    student = Student.objects.get(external_id="S2")
    math, physics = Offering.objects.order_by("course__code")
    body = {"student": str(student.pk), "offering": str(physics.pk), "rank": 1}
    made = registrar.post(
        "/api/v1/course-requests/", {**body, "alternative_ids": [str(math.pk)]}
    )
    assert made.status_code == 201, made.json()
    assert [row["course"]["code"] for row in made.json()["alternatives"]] == ["MATH"]
    same = registrar.post(
        "/api/v1/course-requests/",
        {**body, "rank": 2, "alternative_ids": [str(physics.pk)]},
    )
    assert same.status_code in (400, 409)
    mine = log_in(tenant, Role.STUDENT)
    membership = mine.get("/api/v1/me/").json()["membership"]["id"]
    Student.objects.filter(external_id="S1").update(membership_id=membership)
    assert mine.get("/api/v1/course-requests/").json()["count"] == 0
    foreign = mine.post("/api/v1/course-requests/", {**body, "offering": str(math.pk)})
    assert foreign.status_code == 403
    assert CourseRequest.objects.count() == 1


def test_a_cohort_has_a_curriculum(registrar: APIClient, term: Term) -> None:
    cohort = Cohort.objects.get()
    offering = Offering.objects.get(course__external_id="PHYS")
    body = {"cohort": str(cohort.pk), "offering": str(offering.pk)}
    made = registrar.post("/api/v1/curricula/", body)
    assert (made.status_code, made.json()["course"]["code"]) == (201, "PHYS")
    assert registrar.get(f"/api/v1/curricula/?cohort={cohort.pk}").json()["count"] == 1
    assert Programme.objects.count() == 1


def test_instructors_say_when_they_are_away_and_no_more(
    tenant: Institution, term: Term, log_in: Callable[..., APIClient]
) -> None:
    client = log_in(tenant, Role.INSTRUCTOR)
    membership = client.get("/api/v1/me/").json()["membership"]["id"]
    Instructor.objects.filter(external_id="mat-1").update(membership_id=membership)
    [mine] = client.get("/api/v1/availabilities/").json()["results"]
    hours = {"term": str(term.pk), **HOURS}
    url = f"/api/v1/availabilities/{mine['id']}/"
    body = {"version": mine["version"], "unavailabilities": [hours], "name": "Somebody else"}
    changed = client.patch(url, body)
    assert (changed.status_code, changed.json()["name"]) == (200, "Lecturer MAT-01")
    assert changed.json()["unavailabilities"] == [hours]
    other = Instructor.objects.get(external_id="phy-1")
    assert client.patch(path("availabilities", other), {"version": 1}).status_code == 404
    assert client.patch(path("instructors", other), {"version": 1}).status_code in (403, 404)
