"""Departments stay where a timetable has them, and earlier terms travel as history."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
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
from timetables.models import (
    ClassRating,
    Edit,
    EditKind,
    Placement,
    Rating,
    Timetable,
    TimetableState,
)
from timetables.services.editing import place_of, write
from timetables.tests.ways import brought_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(tenant: Institution) -> Term:
    return fill_term(tenant, university())


@pytest.fixture
def timetable(term: Term) -> Timetable:
    row = Timetable.objects.create(term=term, name="Balanced", total=0, hard=0)
    Placement.objects.create(
        timetable=row,
        cls=Class.objects.get(external_id="P1"),
        room=Room.objects.get(external_id="R2"),
        weeks="1111",
        days="0100000",
        start_minute=600,
        length_minutes=50,
    )
    return brought_to(row, TimetableState.PUBLISHED, published_at=timezone.now())


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


def _explained(document: dict[str, Any], folder: Path, cls: str) -> dict[str, Any]:
    """What the engine's own program says of a class's options."""
    problem = folder / "problem.json"
    problem.write_text(json.dumps(document))
    command = [sys.executable, "-m", "horarium.cli", "context", str(problem)]
    done = subprocess.run(
        [*command, "--class", cls, "--json"], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_was_moved_and_rated_last_term_is_in_the_engines_objective(
    term: Term, tmp_path: Path
) -> None:
    """From edits and ratings in the database to the reasons that the engine gives."""
    draft = Timetable.objects.create(term=term, name="Balanced", total=0, hard=0)
    cls = Class.objects.get(external_id="P1")
    row = Placement.objects.create(
        timetable=draft,
        cls=cls,
        room=Room.objects.get(external_id="R2"),
        weeks="1111",
        days="1010000",
        start_minute=480,
        length_minutes=50,
    )
    before = place_of(row)
    places = {cls.pk: (before, {**before, "start_minute": 600})}
    write(draft, None, EditKind.MOVE, places, accept=[f"time_not_offered:{cls.pk}"])
    published = brought_to(draft, TimetableState.PUBLISHED, published_at=timezone.now())
    lecturer = Instructor.objects.get(external_id="phy-1")
    ClassRating.objects.create(
        timetable=published, instructor=lecturer, cls=cls, time_stars=3, room_stars=1
    )
    new = term_copy(term, name="Spring", first_day=date(2027, 1, 4), parts=NAMES)
    document = problem_of(new)
    place = {"id": "P1", "days": "1010000", "length": 10, "room": "R2"}
    assert document["history"]["edits"] == [
        {"before": {**place, "start": 96}, "after": {**place, "start": 120}}
    ]
    Draft202012Validator(schema("problem")).validate(document)
    explained = _explained(document, tmp_path, "P1")
    [eight] = explained["times"]
    minded = {reason["code"]: reason for reason in eight["reasons"]}
    assert (minded["learned_hour"]["points"], minded["learned_hour"]["parameters"]) == (
        4,
        {"instructor": "phy-1", "hour": 8},
    )
    codes = {
        room["room"]: {reason["code"]: reason["points"] for reason in room["reasons"]}
        for room in explained["rooms"]
    }
    assert codes["R2"]["learned_room"] == 2
    assert "learned_room" not in codes["R1"]


def test_a_term_with_other_classes_takes_no_edits_of_classes_that_it_has_not(
    term: Term, timetable: Timetable
) -> None:
    """The engine would refuse a history in which nothing is of the problem."""
    place = {"weeks": "1111", "days": "0100000", "length_minutes": 50, "room": None}
    Edit.objects.create(
        timetable=timetable,
        number=1,
        cls=Class.objects.get(external_id="P1"),
        kind=EditKind.MOVE,
        before={**place, "start_minute": 480},
        after={**place, "start_minute": 600},
    )
    other = term_copy(term, name="Spring", first_day=date(2027, 1, 4), parts=NAMES)
    assert len(problem_of(other)["history"]["edits"]) == 1
    Class.objects.filter(term=other, external_id="P1").update(external_id="P9")
    assert "edits" not in problem_of(other)["history"]
