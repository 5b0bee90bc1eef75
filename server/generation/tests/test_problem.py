"""Departments stay where a timetable has them, and earlier terms travel as history."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from accounts.models import Department, Institution
from campus.models import Instructor, Room, Term
from courses.copying import NAMES, term_copy
from courses.fill import fill_term
from courses.models import Class
from courses.tests.documents import university
from generation.problem import problem_of
from horarium_contracts import schema
from timetables.models import Placement, Rating, Timetable, TimetableState

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(tenant: Institution) -> Term:
    return fill_term(tenant, university())


@pytest.fixture
def timetable(term: Term) -> Timetable:
    row = Timetable.objects.create(
        term=term,
        name="Balanced",
        total=0,
        hard=0,
        state=TimetableState.PUBLISHED,
        published_at=timezone.now(),
    )
    Placement.objects.create(
        timetable=row,
        cls=Class.objects.get(external_id="P1"),
        room=Room.objects.get(external_id="R2"),
        weeks="1111",
        days="0100000",
        start_minute=600,
        length_minutes=50,
    )
    return row


def placed(document: dict[str, Any]) -> list[dict[str, Any]]:
    [subpart] = document["courses"][1]["configs"][0]["subparts"]
    return list(subpart["classes"])


def test_a_frozen_departments_classes_stay(
    registrar: APIClient, term: Term, timetable: Timetable
) -> None:
    physics = Department.objects.get(external_id="phy")
    body = {"term": str(term.pk), "department": str(physics.pk), "timetable": str(timetable.pk)}
    assert registrar.post("/api/v1/frozen-departments/", body).status_code == 201
    document = problem_of(term)
    [cls] = placed(document)
    assert cls["times"] == [
        {"weeks": "1111", "days": "0100000", "start": 120, "length": 10, "penalty": 0}
    ]
    assert [room["id"] for room in cls["rooms"]] == ["R2"]
    assert document["institution"]["frozen"] == ["phy"]
    Draft202012Validator(schema("problem")).validate(document)


def test_the_next_term_knows_what_the_last_one_was_like(
    term: Term, timetable: Timetable
) -> None:
    Rating.objects.create(
        timetable=timetable, instructor=Instructor.objects.get(external_id="phy-1"), stars=4
    )
    assert "history" not in problem_of(term)
    new = term_copy(term, name="Spring", first_day=date(2027, 1, 4), parts=NAMES)
    document = problem_of(new)
    assert document["history"] == {
        "timetable": {
            "term": "Autumn",
            "classes": [
                {"id": "P1", "days": "0100000", "start": 120, "length": 10, "room": "R2"}
            ],
        },
        "ratings": [{"instructor": "phy-1", "term": "Autumn", "stars": 4}],
        "institution": document["institution"]["name"],
    }
    Draft202012Validator(schema("problem")).validate(document)
