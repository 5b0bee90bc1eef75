"""Entries of a draft are taken out, changed in a file, and come back as edits by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Role
from audit.selectors import data_version
from campus.models import Instructor, Room, RoomUnavailability
from courses.models import Class, RoomOption
from spreadsheets.tests.institutions import make_everything
from spreadsheets.tests.steps import findings, step, upload, write
from timetables.models import Edit, Placement, Timetable
from timetables.selectors.stale import is_stale

pytestmark = pytest.mark.django_db
HEAD = "timetable,class,room,weeks,days,start,end"
LECTURE, LAB = "PHY-1-lecture-1", "PHY-1-lab-1"


@pytest.fixture
def draft(tenant: Institution) -> Timetable:
    make_everything()
    Timetable.objects.filter(name="Draft").update(scored_of=data_version())
    return Timetable.objects.get(name="Draft")


def run(
    client: APIClient, *lines: str, row_by_row: bool = False, head: str = HEAD
) -> dict[str, Any]:
    term = str(Timetable.objects.all()[0].term_id)
    text = "\n".join([head, *lines])
    found = upload(client, text, "entries.csv", sheet="entries", term=term)
    if row_by_row:
        url = f"/api/v1/sheet-imports/{found['id']}/"
        found = client.patch(url, {"version": found["version"], "row_by_row": True}).json()
    return step(client, step(client, found, "check"), "run")


def test_what_a_file_changes_of_a_draft_are_edits_and_can_be_undone(
    registrar: APIClient, draft: Timetable
) -> None:
    exported = registrar.get(
        "/api/v1/sheets/export/",
        {"sheet": "entries", "format": "csv", "timetable": str(draft.pk)},
    )
    heading, line = exported.content.decode("utf-8-sig").splitlines()
    assert line.split(";" if ";" in heading else ",")[1:3] == ["Draft", LECTURE]
    found = run(
        registrar,
        f"Draft,{LECTURE},R0,all,Thu,09:00,09:50",
        f"Draft,{LAB},R0,all,Fri,14:00,14:50",
    )
    assert (found["state"], found["error"]) == ("done", None)
    (counts,) = found["summary"]
    assert (counts["changed"], counts["added"]) == (1, 1)
    placed, moved = Edit.objects.filter(timetable=draft).order_by("cls__name")
    assert moved.cls.name == LECTURE
    assert moved.by is not None
    assert moved.before is not None
    assert (moved.before["start_minute"], moved.after) == (
        840,
        {
            "weeks": "1111",
            "days": "00010",
            "start_minute": 540,
            "length_minutes": 50,
            "room": str(Room.objects.get(external_id="R0").pk),
            "instructor": str(Instructor.objects.get(name="Lecturer PHY-02").pk),
        },
    )
    assert (placed.cls.name, placed.before) == (LAB, None)
    draft.refresh_from_db()
    assert is_stale(draft)
    found = step(registrar, found, "undo")
    assert (found["state"], found["error"]) == ("undone", None)
    row = Placement.objects.get(timetable=draft)
    assert (row.cls.name, row.start_minute) == (LECTURE, 840)
    assert not Edit.objects.exists()


def test_a_timetable_that_came_from_a_file_is_listed_and_no_solver_is_named(
    registrar: APIClient, draft: Timetable
) -> None:
    term = str(draft.term_id)
    found = upload(registrar, "name\nBy hand", "plans.csv", sheet="timetables", term=term)
    assert step(registrar, step(registrar, found, "check"), "run")["state"] == "done"
    run(registrar, f"By hand,{LECTURE},R0,all,Thu,09:00,09:50")
    answer = registrar.get("/api/v1/timetables/", {"term": term})
    assert answer.status_code == 200
    solvers = {row["name"]: row["solver"] for row in answer.json()["results"]}
    assert solvers["By hand"] is None


def test_two_classes_change_places_and_what_breaks_something_is_refused_with_its_row(
    registrar: APIClient, draft: Timetable
) -> None:
    run(registrar, f"Draft,{LAB},R1,all,Wed,14:00,14:50")
    swapped = run(
        registrar,
        f"Draft,{LECTURE},R1,all,Wed,14:00,14:50",
        f"Draft,{LAB},R1,all,Tue,14:00,14:50",
    )
    assert swapped["state"] == "done", swapped["error"]
    refused = run(
        registrar,
        f"Draft,{LECTURE},R1,all,Tue,14:00,14:50",
        f"Past,{LECTURE},R1,all,Tue,10:00,10:50",
        f"Draft,{LECTURE},R1,all,Mon,21:00,21:50",
        row_by_row=True,
    )
    wrong = {
        row["row"]: [e["code"] for e in row["errors"]]
        for row in findings(registrar, refused, "error")
    }
    assert "room_clash" in wrong[2]
    assert wrong[3] == ["timetable_not_draft"]
    assert 4 in wrong
    places = Placement.objects.filter(timetable=draft).order_by("cls__name")
    assert [(row.cls.name, row.days) for row in places] == [(LAB, "01000"), (LECTURE, "00100")]


def test_what_a_replacing_file_leaves_out_stays(registrar: APIClient, draft: Timetable) -> None:
    term = str(draft.term_id)
    for sheet, text in (("entries", HEAD), ("timetables", "id,name\nDraft,Renamed")):
        found = upload(registrar, f"{text}\n", f"{sheet}.csv", sheet=sheet, term=term)
        url = f"/api/v1/sheet-imports/{found['id']}/"
        registrar.patch(url, {"version": found["version"], "replace": True})
        if sheet == "timetables":
            step(registrar, step(registrar, found, "check"), "run")
    assert Placement.objects.filter(timetable=draft).exists()
    assert set(Timetable.objects.values_list("name", flat=True)) == {"Renamed", "Past"}


def test_an_import_is_not_undone_over_later_edits(
    registrar: APIClient, draft: Timetable
) -> None:
    found = run(registrar, f"Draft,{LECTURE},R0,all,Thu,09:00,09:50")
    draft.refresh_from_db()
    cls = Class.objects.get(name=LECTURE)
    Placement.objects.filter(timetable=draft, cls=cls).update(start_minute=600)
    found = step(registrar, found, "undo")
    assert (found["state"], found["error"]["code"]) == ("done", "undo_refused")
    assert Edit.objects.count() == 1


def test_a_department_head_moves_the_departments_classes_alone(
    registrar: APIClient,
    tenant: Institution,
    log_in: Callable[..., APIClient],
    draft: Timetable,
) -> None:
    own = Department.objects.get()
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=own)
    done = run(head, f"Draft,{LECTURE},R0,all,Thu,09:00,09:50")
    assert done["state"] == "done", done["error"]
    other = Department.objects.create(name="History")
    stranger = log_in(tenant, Role.DEPARTMENT_HEAD, department=other)
    refused = run(stranger, f"Draft,{LECTURE},R0,all,Thu,10:00,10:50")
    assert refused["state"] == "failed"
    (row,) = findings(stranger, refused, "error")
    assert [error["code"] for error in row["errors"]] == ["out_of_reach"]


def test_ratings_are_of_what_was_published(registrar: APIClient, draft: Timetable) -> None:
    text = "timetable,instructor,stars\nDraft,Lecturer PHY-01,5\n"
    found = upload(registrar, text, "r.csv", sheet="ratings", term=str(draft.term_id))
    (row,) = findings(registrar, step(registrar, found, "check"), "error")
    assert [error["code"] for error in row["errors"]] == ["timetable_not_published"]


def test_what_a_file_breaks_is_accepted_by_its_key(
    registrar: APIClient, draft: Timetable
) -> None:
    line = f"Draft,{LECTURE},R0,all,Mon,10:00,10:50"
    RoomUnavailability.objects.create(
        room=Room.objects.get(external_id="R0"), term=draft.term, weeks="1111", days="10000",
        start_minute=600, length_minutes=60,
    )  # fmt: skip
    refused = run(registrar, line)
    assert refused["state"] == "failed"
    (row,) = findings(registrar, refused, "error")
    keys = [error["parameters"]["key"] for error in row["errors"]]
    assert any(key.startswith("room_closed:") for key in keys)
    accepted = write(registrar, refused, accept=keys)
    assert accepted["state"] == "uploaded"
    done = step(registrar, step(registrar, accepted, "check"), "run")
    assert (done["state"], done["error"]) == ("done", None)
    assert sorted(Edit.objects.get(timetable=draft).accepted) == sorted(keys)


def test_a_department_gives_its_classes_its_own_rooms_and_shared_ones_alone(
    tenant: Institution, log_in: Callable[..., APIClient], draft: Timetable
) -> None:
    own, other = Department.objects.get(), Department.objects.create(name="History")
    room = Room.objects.create(name="H1", external_id="H1", capacity=90, department=other)
    RoomOption.objects.create(cls=Class.objects.get(name=LECTURE), room=room)
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=own)
    line = f"Draft,{LECTURE},H1,all,Thu,09:00,09:50"
    refused = run(head, line)
    assert refused["state"] == "failed"
    (row,) = findings(head, refused, "error")
    assert [error["code"] for error in row["errors"]] == ["out_of_reach"]
    Room.objects.filter(name="H1").update(shared=True)
    assert run(head, line)["state"] == "done"


def test_only_an_alternative_of_the_class_is_chosen_to_teach(
    registrar: APIClient, draft: Timetable
) -> None:
    head = "timetable,class,instructor"
    refused = run(registrar, f"Draft,{LECTURE},Lecturer PHY-01", head=head)
    (row,) = findings(registrar, refused, "error")
    assert [error["code"] for error in row["errors"]] == ["not_an_alternative_instructor"]
    assert run(registrar, f"Draft,{LECTURE},", head=head)["state"] == "done"
    assert Placement.objects.get(timetable=draft).instructor is None


def test_a_file_full_of_what_is_not_offered_is_looked_at_as_often_as_one_such_row(
    registrar: APIClient, draft: Timetable
) -> None:
    """And each row says all that it breaks; a sound one among them is written."""
    subpart = Class.objects.get(name=LECTURE).subpart
    names = [f"extra-{number}" for number in range(20)]
    for name in names:
        extra = Class.objects.create(
            term_id=draft.term_id, subpart=subpart, external_id=name, name=name
        )
        RoomOption.objects.create(cls=extra, room=Room.objects.get(external_id="R1"))
    looks = []
    for chosen in (names[:1], names):
        lines = [f"Draft,{name},R0,all,Mon,21:00,21:50" for name in chosen]
        with CaptureQueriesContext(connection) as queries:
            found = run(
                registrar, *lines, f"Draft,{LECTURE},R1,all,Thu,09:00,09:50", row_by_row=True
            )
        looks.append(sum("WITH placed AS" in query["sql"] for query in queries))
        rows = findings(registrar, found, "error")
        assert len(rows) == len(chosen)
        for row in rows:
            codes = {error["code"] for error in row["errors"]}
            assert {"time_not_offered", "room_not_offered"} <= codes
            assert ("room_clash" in codes) == (len(chosen) > 1)
        step(registrar, found, "undo")
    assert looks[0] == looks[1]
