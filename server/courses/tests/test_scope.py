"""A department's staff bind their own department's classes, rooms and people, by any write."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Membership, Role
from accounts.permissions import narrow
from campus.models import Instructor, Room, Term
from courses.fill import fill_term
from courses.models import Class, Constraint, Course
from courses.tests.documents import university

pytestmark = pytest.mark.django_db

STAFF = [Role.DEPARTMENT_HEAD, Role.COORDINATOR]


@pytest.fixture
def term(tenant: Institution) -> Term:
    return fill_term(tenant, university())


@pytest.fixture(params=STAFF)
def physics(
    request: Any, tenant: Institution, term: Term, log_in: Callable[..., APIClient]
) -> APIClient:
    """The head, then the coordinator, of Physics."""
    department = Department.objects.get(external_id="phy")
    return log_in(tenant, request.param, department=department)


def key(model: Any, id: str) -> str:
    return str(model.objects.get(external_id=id).pk)


def asked(term: Term, *classes: str) -> dict[str, Any]:
    ids = [key(Class, id) for id in classes]
    return {"term": str(term.pk), "kind": "NotOverlap", "class_ids": ids, "required": True}


@pytest.mark.parametrize("classes", [["M1"], ["P1", "M1"], ["M1", "P1"]])
def test_a_constraint_binds_no_class_of_another_department(
    physics: APIClient, term: Term, classes: list[str]
) -> None:
    before = Constraint.objects.count()
    answer = physics.post("/api/v1/constraints/", asked(term, *classes))
    assert (answer.status_code, answer.json()["code"]) == (403, "out_of_reach")
    assert answer.json()["errors"][0]["field"] == f"class_ids.{classes.index('M1')}"
    assert Constraint.objects.count() == before


def test_a_constraint_of_nothing_is_not_a_departments(physics: APIClient, term: Term) -> None:
    assert physics.post("/api/v1/constraints/", asked(term)).status_code == 403


def test_a_constraint_of_the_own_classes_may_not_be_widened(
    physics: APIClient, term: Term
) -> None:
    made = physics.post("/api/v1/constraints/", asked(term, "P1"))
    assert made.status_code == 201, made.content
    address = f"/api/v1/constraints/{made.json()['id']}/"
    ids = [key(Class, id) for id in ("P1", "M2")]
    answer = physics.patch(address, {"class_ids": ids, "version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "out_of_reach")
    assert [row["name"] for row in physics.get(address).json()["classes"]] == ["P1"]


def test_a_constraint_that_departments_share_is_seen_and_left_alone(
    physics: APIClient, term: Term
) -> None:
    shared = Constraint.objects.get(external_id="D1")  # of P1 and M1
    address = f"/api/v1/constraints/{shared.pk}/"
    assert physics.get(address).status_code == 200
    for edit in ({"penalty": 9}, {"class_ids": [key(Class, "P1")]}):
        assert physics.patch(address, {**edit, "version": 1}).status_code == 403
    assert physics.delete(address).status_code == 403
    shared.refresh_from_db()
    assert (shared.penalty, shared.members.count()) == (4, 2)


def test_a_class_gets_rooms_of_the_own_department_or_of_none(
    physics: APIClient, term: Term
) -> None:
    cls = Class.objects.get(external_id="P1")
    address = f"/api/v1/classes/{cls.pk}/"
    foreign = Room.objects.create(
        name="R9", capacity=9, department=Department.objects.get(external_id="mat")
    )
    own = Room.objects.create(
        name="R8", capacity=9, department=Department.objects.get(external_id="phy")
    )
    there = [{"room": str(option.room_id)} for option in cls.room_options.all()]
    added = [*there, {"room": str(foreign.pk)}]
    answer = physics.patch(address, {"room_options": added, "version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "out_of_reach")
    assert answer.json()["errors"][0]["field"] == f"room_options.{len(there)}.room"
    assert cls.room_options.count() == len(there)
    # R2 is of Mathematics, but was given by somebody who may.
    assert key(Room, "R2") in [option["room"] for option in there]
    kept = [*there, {"room": str(own.pk)}]
    assert physics.patch(address, {"room_options": kept, "version": 1}).status_code == 200


def test_a_class_gets_people_of_the_own_department(physics: APIClient, term: Term) -> None:
    address = f"/api/v1/classes/{key(Class, 'P1')}/"
    people = [key(Instructor, "phy-1"), key(Instructor, "mat-1")]
    answer = physics.patch(address, {"instructor_ids": people, "version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "out_of_reach")
    new = {
        "term": str(term.pk),
        "course": key(Course, "PHYS"),
        "name": "P2",
        "instructor_ids": people[1:],
    }
    assert physics.post("/api/v1/classes/", new).status_code == 403
    assert not Class.objects.filter(name="P2").exists()


def test_a_registrar_binds_what_departments_share(registrar: APIClient, term: Term) -> None:
    assert registrar.post("/api/v1/constraints/", asked(term, "P1", "M1")).status_code == 201


@pytest.mark.parametrize(("model", "repeats"), [(Class, False), (Constraint, True)])
def test_only_what_may_be_of_several_departments_is_looked_for_in_a_sub_query(
    term: Term, model: Any, repeats: bool
) -> None:
    department = Department.objects.get(external_id="phy")
    head = Membership(role=Role.DEPARTMENT_HEAD, department=department)
    rows = narrow(model.objects.all(), head, "view", model.__name__.lower())
    assert ("IN (SELECT" in str(rows.query)) is repeats
