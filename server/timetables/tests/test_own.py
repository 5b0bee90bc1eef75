"""One's own week: what a publication changed, its address for calendars, and what to choose."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.access import ApiToken
from accounts.models import Institution, Membership, Role
from accounts.tenancy import tenant_context
from campus.models import Instructor, Student
from courses.clock import Clock
from courses.models import Class
from timetables.models import Placement, Timetable
from timetables.tests.problem import problem_document, result_document, stored
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Any]
CHOICES = "/api/v1/my/choices/"


def person(tenant: Institution, log_in: LogIn, role: Role, row: Any) -> Any:
    client = log_in(tenant, role)
    with tenant_context(tenant.id):
        row.membership = Membership.objects.get(role=role)
        row.save()
    return client


@pytest.fixture
def student(tenant: Institution, log_in: LogIn, timetable: Timetable) -> Any:
    return person(tenant, log_in, Role.STUDENT, Student.objects.get(external_id="s2"))


def test_one_sees_what_the_latest_publication_changed_in_the_own_week_alone(
    tenant: Institution, log_in: LogIn, timetable: Timetable, student: Any
) -> None:
    lecturer = person(tenant, log_in, Role.INSTRUCTOR, Instructor.objects.get())
    url = "/api/v1/my/week/changes/"
    published(timetable)
    assert student.get(url).json() == {"before": None, "classes": []}
    following = stored(
        timetable.term, "Variant 2", result_document(total=9), Clock.of(problem_document())
    )
    placed = Placement.objects.get(timetable=following, cls__external_id="phy-1")
    placed.start_minute += 60
    placed.save()
    published(following)
    for client in (student, lecturer):
        answer = client.get(url).json()
        assert answer["before"] is not None
        (row,) = answer["classes"]  # the other class moved too, and is not theirs
        assert (row["name"], row["kind"], row["moved"]) == ("phy-1", "changed", True)
        assert row["after"]["start_minute"] - row["before"]["start_minute"] == 60


def test_the_address_of_a_calendar_opens_it_and_nothing_else_until_it_is_revoked(
    student: Any, timetable: Timetable
) -> None:
    published(timetable)
    body = {"name": "Phone", "scopes": ["calendar"]}
    token = student.post("/api/v1/tokens/", body).json()
    from conftest import Client

    stranger: APIClient = Client()
    url = f"/api/v1/calendar/{token['token']}/"
    assert b"PHY101" in stranger.get(url).content
    assert ApiToken.objects.get().last_used_at is not None
    bearer: APIClient = Client()
    bearer.credentials(HTTP_AUTHORIZATION=f"Bearer {token['token']}")
    for path in ("/api/v1/my/week/", "/api/v1/me/"):
        assert bearer.get(path).json()["code"] == "scope_missing"
    assert student.delete(f"/api/v1/tokens/{token['id']}/").status_code == 204
    assert stranger.get(url).status_code == 404
    reader = student.post("/api/v1/tokens/", {"name": "x", "scopes": ["read"]}).json()
    assert stranger.get(f"/api/v1/calendar/{reader['token']}/").status_code == 404


def test_a_student_sees_seats_and_clashes_of_what_could_be_chosen(
    student: Any, registrar: Any, timetable: Timetable
) -> None:
    asked = {"term": str(timetable.term_id)}
    his, phy = student.get(CHOICES, asked).json()["results"]
    assert (phy["taken"], his["taken"]) == (True, False)
    assert (his["enrolled"], his["requested"], his["seats"]) == (1, 0, None)
    assert his["clashes"] is None  # nothing is published yet
    Class.objects.filter(external_id="his-1").update(limit=20)
    mine = Placement.objects.get(timetable=timetable, cls__external_id="phy-1")
    Placement.objects.filter(timetable=timetable, cls__external_id="his-1").update(
        start_minute=mine.start_minute + 5
    )
    published(timetable)
    (his,) = student.get(CHOICES, {**asked, "search": "empire"}).json()["results"]
    assert (his["seats"], his["clashes"]) == (20, ["phy-1"])
    (phy,) = student.get(CHOICES, {**asked, "offering": phy["offering"]}).json()["results"]
    assert phy["clashes"] == []  # a course is not in its own way
    body = {
        "student": str(Student.objects.get(external_id="s2").pk),
        "offering": his["offering"],
        "rank": 1,
    }
    made = student.post("/api/v1/course-requests/", body)
    assert made.status_code == 201, made.content
    (his,) = student.get(CHOICES, {**asked, "search": "HIS"}).json()["results"]
    assert his["requested"] == 1
    phy = {**body, "offering": phy["offering"], "rank": 2}
    ids = [made.json()["id"], student.post("/api/v1/course-requests/", phy).json()["id"]]
    url = "/api/v1/course-requests/order/"
    answer = student.post(url, {"ids": ids[::-1]}, format="json")
    assert [(row["id"], row["rank"]) for row in answer.json()] == [(ids[1], 1), (ids[0], 2)]
    part = student.post(url, {"ids": ids[:1]}, format="json")
    assert (part.status_code, part.json()["code"]) == (409, "requests_incomplete")
    other = {**body, "student": str(Student.objects.get(external_id="s1").pk)}
    assert student.post("/api/v1/course-requests/", other).status_code == 403
    assert registrar.get(CHOICES, asked).json()["count"] == 0


def test_who_was_chosen_to_teach_a_class_rates_it(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    chosen = Instructor.objects.create(name="Lecturer PHY-02")
    client = person(tenant, log_in, Role.INSTRUCTOR, chosen)
    cls = Class.objects.get(external_id="phy-1")
    Placement.objects.filter(timetable=timetable, cls=cls).update(instructor=chosen)
    published(timetable)
    body = {"timetable": timetable.pk, "instructor": chosen.pk, "cls": cls.pk, "time_stars": 4}
    answer = client.post("/api/v1/class-ratings/", body, format="json")
    assert answer.status_code == 201, answer.content
