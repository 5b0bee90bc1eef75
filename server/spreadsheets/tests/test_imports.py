"""An import's way: upload, mapping, dry run, run, undo; and who may do what."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Membership, Role
from accounts.tenancy import tenant_context
from audit.models import Entry
from campus.models import Building, Cohort, Room, Student, Term
from courses.models import Class, Enrolment, Offering
from spreadsheets import services
from spreadsheets.models import Heading, Import, ImportFile, ImportPiece, ImportState
from spreadsheets.tests.institutions import make_everything

pytestmark = pytest.mark.django_db

URL = "/api/v1/sheet-imports/"
LogIn = Callable[..., APIClient]


def upload(
    client: APIClient, text: str, name: str = "rooms.csv", **more: Any
) -> dict[str, Any]:
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(URL, {"file": file, **more}, format="multipart")
    assert answer.status_code == 201, answer.content
    document: dict[str, Any] = answer.json()
    return document


def write(client: APIClient, found: dict[str, Any], **values: Any) -> dict[str, Any]:
    url = f"{URL}{found['id']}/"
    answer = client.patch(url, {"version": found["version"], **values}, format="json")
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def step(client: APIClient, found: dict[str, Any], name: str) -> dict[str, Any]:
    answer = client.post(f"{URL}{found['id']}/{name}/")
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def findings(client: APIClient, found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    answer = client.get(f"{URL}{found['id']}/findings/?kind={kind}")
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


ROOMS = """Room Number;Name;Seats;Buildng;Equipment;Colour
R0;Big hall;55;Block 1;Projector;red
R9;New room;20;Block 1;;blue
"""


def test_columns_are_proposed_by_name_alias_and_likeness(
    registrar: APIClient, tenant: Institution
) -> None:
    found = upload(registrar, ROOMS)
    (table,) = found["tables"]
    assert (table["sheet"], table["rows"], table["header"]) == ("rooms", 2, 0)
    assert table["columns"] == ["id", "name", "capacity", "building", "features", None]
    assert table["sure"] == ["exact", "exact", "exact", "similar", "exact", ""]
    assert (found["state"], found["encoding"], found["separator"]) == ("uploaded", "utf-8", ";")


def test_what_was_said_once_is_proposed_the_next_time(
    registrar: APIClient, tenant: Institution
) -> None:
    make_everything()
    found = upload(registrar, "Kennung,Saalname\nR0,Hall\n", sheet="rooms")
    assert found["tables"][0]["columns"] == [None, None]
    found = write(registrar, found, said=[{"index": 0, "columns": ["id", "name"]}])
    assert step(registrar, found, "check")["state"] == "checked"
    again = upload(registrar, "Saalname,Kennung\nHall,R0\n", sheet="rooms")
    assert again["tables"][0]["columns"] == ["name", "id"]
    assert again["tables"][0]["sure"] == ["remembered", "remembered"]
    assert Heading.objects.count() == 2


def test_a_dry_run_shows_everything_and_writes_nothing(
    registrar: APIClient, tenant: Institution
) -> None:
    make_everything()
    before = list(Room.objects.values())
    entries = Entry.objects.count()
    found = upload(registrar, ROOMS + "R1;;30;Nowhere;;\n")
    found = step(registrar, found, "check")
    (counts,) = found["summary"]
    assert {k: counts[k] for k in ("added", "changed", "error")} == {
        "added": 1, "changed": 1, "error": 1
    }  # fmt: skip
    (changed,) = findings(registrar, found, "changed")
    assert (changed["row"], changed["key"]) == (2, "R0")
    assert {"column": "capacity", "before": "40", "after": "55"} in changed["changes"]
    assert {"column": "features", "before": "", "after": "Projector"} in changed["changes"]
    (wrong,) = findings(registrar, found, "error")
    assert [(e["column"], e["code"]) for e in wrong["errors"]] == [
        ("name", "required"),
        ("building", "unknown_reference"),
    ]
    assert list(Room.objects.values()) == before
    assert (
        not Entry.objects.filter(table="campus_room").exclude(id__lte=entries + 9999).exists()
    )


def test_all_or_nothing_writes_nothing_and_row_by_row_leaves_out_what_is_wrong(
    registrar: APIClient, tenant: Institution
) -> None:
    make_everything()
    text = ROOMS + "R8;Closet;0;;;\n"
    found = step(registrar, upload(registrar, text), "check")
    found = step(registrar, found, "run")
    assert found["state"] == "failed"
    assert not Room.objects.filter(external_id="R9").exists()
    found = write(registrar, found, row_by_row=True)
    found = step(registrar, step(registrar, found, "check"), "run")
    assert found["state"] == "done"
    assert Room.objects.filter(external_id="R9", capacity=20).exists()
    assert not Room.objects.filter(external_id="R8").exists()
    answer = registrar.get(f"{URL}{found['id']}/copy/?only_errors=true")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("What is wrong")
    assert lines[1].startswith("R8,Closet")
    assert "capacity:" in lines[1]


def test_an_import_is_undone_as_a_whole(registrar: APIClient, tenant: Institution) -> None:
    make_everything()
    rooms = snapshot(Room)
    links = Room.features.through.objects.values_list("room", "feature").order_by("room")
    before = list(links)
    text = "id;name;capacity;features\nR1;Renamed;60;\nR9;New;20;Projector\n"
    found = upload(registrar, text, sheet="rooms")
    found = write(registrar, found, replace=True)
    # A class may meet in R0, so it cannot be removed, and says so.
    found = step(registrar, found, "check")
    (wrong,) = findings(registrar, found, "error")
    assert (wrong["row"], wrong["errors"][0]["code"]) == (0, "in_use")
    Room.objects.create(name="Shed", capacity=5, external_id="shed")
    rooms = snapshot(Room)
    found = write(registrar, step(registrar, found, "check"), row_by_row=True)
    found = step(registrar, step(registrar, found, "check"), "run")
    assert found["state"] == "done", found["error"]
    assert set(Room.objects.values_list("external_id", flat=True)) == {"R0", "R1", "R9"}
    recorded = Entry.objects.filter(request=found["id"])
    assert {entry.via for entry in recorded} == {"import"}
    assert {entry.reason for entry in recorded} == {"import rooms.csv"}
    found = step(registrar, found, "undo")
    assert (found["state"], found["error"]) == ("undone", None)
    assert snapshot(Room) == rooms
    assert list(links) == before


def snapshot(model: Any) -> list[dict[str, Any]]:
    ignored = ("version", "created_at", "updated_at")
    names = [f.attname for f in model._meta.concrete_fields if f.name not in ignored]
    return list(model.objects.order_by("id").values(*names))


def test_nothing_is_undone_where_rows_were_changed_since(
    registrar: APIClient, tenant: Institution
) -> None:
    make_everything()
    found = step(registrar, upload(registrar, ROOMS), "check")
    found = step(registrar, found, "run")
    Room.objects.filter(external_id="R9").update(capacity=21)
    found = step(registrar, found, "undo")
    assert (found["state"], found["error"]["code"]) == ("done", "undo_refused")
    assert found["error"]["errors"][0]["parameters"] == {"kind": "room", "name": "New room"}
    assert Room.objects.get(external_id="R0").capacity == 55


def test_nothing_is_undone_where_newer_rows_would_go_with_it(
    registrar: APIClient, tenant: Institution
) -> None:
    make_everything()
    text = "id,name,cohort\nS9,Student 9,bsc-26\n"
    found = step(registrar, upload(registrar, text, sheet="students"), "check")
    found = step(registrar, found, "run")
    student = Student.objects.get(external_id="S9")
    Enrolment.objects.create(student=student, offering=Offering.objects.first())  # type: ignore[misc]
    found = step(registrar, found, "undo")
    assert found["error"]["code"] == "undo_refused"
    assert Student.objects.filter(pk=student.pk).exists()


def test_classes_need_only_a_course_and_a_part(
    registrar: APIClient, tenant: Institution
) -> None:
    term = make_everything()
    text = "course code,section,part,seats,lecturer\nPHY-2,PHY-2 Lab A,Lab,12,Lecturer PHY-02\n"
    found = upload(registrar, text, "classes.csv", sheet="classes", term=str(term.pk))
    found = step(registrar, step(registrar, found, "check"), "run")
    assert found["state"] == "done", findings(registrar, found, "error")
    cls = Class.objects.get(name="PHY-2 Lab A")
    assert (cls.limit, cls.subpart.part, cls.term) == (12, "lab", term)
    assert [row.name for row in cls.instructors.all()] == ["Lecturer PHY-02"]
    step(registrar, found, "undo")
    assert not Class.objects.filter(pk=cls.pk).exists()


def test_a_head_writes_rows_of_the_own_department_only(
    registrar: APIClient, tenant: Institution, log_in: LogIn
) -> None:
    make_everything()
    mine = Department.objects.get(external_id="phy")
    other = Department.objects.create(name="Chemistry", external_id="che")
    Room.objects.create(name="C1", external_id="C1", capacity=5, department=other)
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=mine)
    text = "id,name,capacity,department\nC1,C1,9,che\nP1,P1,9,phy\nX1,X1,9,che\nR0,R0,41,phy\n"
    found = step(head, upload(head, text, sheet="rooms"), "check")
    (counts,) = found["summary"]
    assert (counts["added"], counts["changed"], counts["error"]) == (1, 1, 2)
    wrong = {row["key"]: row["errors"][0]["code"] for row in findings(head, found, "error")}
    assert wrong == {"C1": "out_of_reach", "X1": "out_of_reach"}
    text = "id,name\nnew,New building\n"
    found = step(head, upload(head, text, sheet="buildings"), "check")
    assert found["summary"][0]["error"] == 1
    assert head.get(URL).json()["count"] == 2
    assert registrar.get(URL).json()["count"] == 2
    another = log_in(tenant, Role.COORDINATOR, department=other)
    assert another.get(f"{URL}{found['id']}/").status_code == 404


def test_a_stale_mapping_is_refused_and_a_repeated_upload_answered(
    registrar: APIClient, tenant: Institution
) -> None:
    found = upload(registrar, ROOMS)
    write(registrar, found, replace=True)
    answer = registrar.patch(f"{URL}{found['id']}/", {"version": 1, "replace": False})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_version")
    answer = registrar.post(f"{URL}{found['id']}/check/", headers={"if-match": '"1"'})
    assert answer.status_code == 412
    for _ in range(2):
        file = SimpleUploadedFile("rooms.csv", ROOMS.encode())
        answer = registrar.post(
            URL, {"file": file}, format="multipart", headers={"idempotency-key": "once"}
        )
        assert answer.status_code == 201
    assert Import.objects.count() == 2


def test_an_import_that_is_busy_or_over_stays_as_it_is(
    registrar: APIClient, tenant: Institution
) -> None:
    found = step(registrar, upload(registrar, "id,name\nA,A\n", sheet="buildings"), "check")
    found = step(registrar, found, "run")
    answer = registrar.patch(f"{URL}{found['id']}/", {"version": found["version"]})
    assert answer.json()["code"] == "import_over"
    assert registrar.post(f"{URL}{found['id']}/run/").json()["code"] == "import_step"
    Import.objects.update(state=ImportState.RUNNING)
    for name in ("check", "run", "undo"):
        answer = registrar.post(f"{URL}{found['id']}/{name}/")
        assert answer.json()["code"] == "import_busy"
    assert registrar.delete(f"{URL}{found['id']}/").status_code == 409


def test_leaving_bad_rows_out_needs_no_other_dry_run(
    registrar: APIClient, tenant: Institution
) -> None:
    found = step(registrar, upload(registrar, "id,name\nA,A\nB,\n", sheet="buildings"), "check")
    found = write(registrar, found, row_by_row=True)
    assert (found["state"], found["summary"][0]["error"]) == ("checked", 1)
    assert write(registrar, found, replace=True)["state"] == "uploaded"


def test_columns_that_say_nothing_of_a_key_are_refused(
    registrar: APIClient, tenant: Institution
) -> None:
    found = upload(registrar, "seats\n10\n", sheet="rooms")
    answer = registrar.post(f"{URL}{found['id']}/check/")
    assert (answer.status_code, answer.json()["code"]) == (400, "key_not_mapped")
    url = f"{URL}{found['id']}/"
    said = [{"index": 0, "columns": ["nonsense"]}]
    answer = registrar.patch(url, {"version": found["version"], "said": said}, format="json")
    assert answer.json()["code"] == "unknown_column"


def test_a_line_that_repeats_another_is_refused(
    registrar: APIClient, tenant: Institution
) -> None:
    found = step(
        registrar, upload(registrar, "id,name\nA,A\nA,B\n", sheet="buildings"), "check"
    )
    (wrong,) = findings(registrar, found, "error")
    assert wrong["errors"] == [
        {
            "column": "",
            "code": "repeated_row",
            "detail": "Line 2 is about the same.",
            "parameters": {"line": 2},
        }
    ]


def test_a_plan_limit_is_an_error_of_the_rows_that_break_it(
    registrar: APIClient, tenant: Institution, make_plan: Callable[..., None]
) -> None:
    make_plan(tenant, students=2)
    found = upload(registrar, "id,name\n1,A\n2,B\n3,C\n", sheet="students")
    found = step(registrar, found, "check")
    (wrong,) = findings(registrar, found, "error")
    assert (wrong["row"], wrong["errors"][0]["code"]) == (4, "plan_limit")


@pytest.fixture
def make_plan() -> Callable[..., None]:
    from accounts.access import Plan
    from accounts.tenancy import platform_context

    def make(institution: Institution, **limits: int) -> None:
        with platform_context():
            plan = Plan.objects.create(external_id="small", name="Small", **limits)
            Institution.objects.filter(pk=institution.pk).update(plan=plan)
        from accounts.tenancy import reapply

        reapply()

    return make


def test_old_files_go_and_waiting_imports_are_rung_for_again(
    registrar: APIClient, institution: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    found = upload(registrar, ROOMS)
    step(registrar, found, "check")
    monkeypatch.setattr(services, "KEPT", timedelta(0))
    services.sweep()
    with tenant_context(institution.id):
        assert not ImportFile.objects.exists()
        assert not ImportPiece.objects.exists()
        Import.objects.update(state="checking", rung_at=timezone.now() - timedelta(hours=1))
        services.sweep()
        assert Import.objects.get().rung_at > timezone.now() - timedelta(minutes=1)
        assert Import.objects.filter(state=ImportState.CHECKING).exists()


def test_a_worker_takes_a_waiting_import_once(
    registrar: APIClient, tenant: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 0)
    found = step(registrar, upload(registrar, "id,name\nA,A\n", sheet="buildings"), "check")
    assert found["state"] == "checking"
    services.import_perform(tenant.id, Import.objects.get().pk)
    row = Import.objects.get()
    assert (row.state, row.rung_at) == (ImportState.CHECKED, None)
    services.import_perform(tenant.id, row.pk)
    assert Import.objects.get().version == row.version


def test_an_export_shows_what_the_list_shows_and_nothing_of_others(
    registrar: APIClient, tenant: Institution, log_in: LogIn
) -> None:
    make_everything()
    url = "/api/v1/sheets/export/?format=csv&sheet=rooms"
    lines = registrar.get(f"{url}&capacity_min=41").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["id", "R1"]
    term = Term.objects.get()
    hours = registrar.get(f"/api/v1/sheets/export/?format=csv&sheet=pins&term={term.pk}")
    assert len(hours.content.decode().splitlines()) == 2
    other = Department.objects.create(name="Chemistry")
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=other)
    students = head.get("/api/v1/sheets/export/?format=csv&sheet=students")
    assert len(students.content.decode().splitlines()) == 1
    assert (
        registrar.get("/api/v1/sheets/export/?format=csv").json()["code"] == "one_sheet_in_csv"
    )
    assert log_in(tenant, Role.STUDENT).get(url).status_code == 403


def test_sheets_say_what_they_hold_and_templates_can_be_filled_in(
    registrar: APIClient, tenant: Institution
) -> None:
    sheets = {sheet["name"]: sheet for sheet in registrar.get("/api/v1/sheets/").json()}
    columns = {column["name"]: column for column in sheets["rooms"]["columns"]}
    assert columns["capacity"]["required"]
    assert columns["type"]["choices"] == ["lecture", "seminar", "lab", "hall"]
    assert columns["building"]["to"] == "buildings"
    template = registrar.get("/api/v1/sheets/template/?format=csv&sheet=buildings").content
    text = template.decode("utf-8-sig").strip() + "\nB7,Block 7,,\n"
    found = step(registrar, upload(registrar, text, "buildings.csv"), "check")
    assert found["summary"][0]["added"] == 1
    assert registrar.get("/api/v1/sheets/template/").content.startswith(b"PK")


def test_a_new_cohort_and_its_students_come_in_one_workbook(
    registrar: APIClient, tenant: Institution
) -> None:
    from spreadsheets.files.writing import Sheet, write_xlsx

    make_everything()
    content = write_xlsx(
        [
            Sheet("Students", ["id", "name", "cohort"], [["N1", "New 1", "Fresh"]]),
            Sheet("Cohorts", ["id", "name", "programme"], [["f", "Fresh", "BSc Physics"]]),
        ]
    )
    file = SimpleUploadedFile("both.xlsx", content)
    found = registrar.post(URL, {"file": file}, format="multipart").json()
    found = step(registrar, step(registrar, found, "check"), "run")
    assert found["state"] == "done", json.dumps(found["summary"])
    assert Student.objects.get(external_id="N1").cohort == Cohort.objects.get(name="Fresh")
    assert Membership.objects.count() == 1
    assert Building.objects.count() == 1
