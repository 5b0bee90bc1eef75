"""An import's way: upload, mapping, dry run, run, undo; and who may do what."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access import Plan
from accounts.models import Department, Institution, Membership, Role
from accounts.tenancy import platform_context, reapply, tenant_context
from audit.models import Entry
from campus.models import Building, Cohort, Room, Student
from courses.models import Class
from spreadsheets import services
from spreadsheets.files.writing import Sheet, write_xlsx
from spreadsheets.models import Heading, Import, ImportFile, ImportPiece, ImportState
from spreadsheets.tests.institutions import make_everything
from spreadsheets.tests.steps import ROOMS, URL, findings, step, upload, write

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]


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
    entries = Entry.objects.filter(table="campus_room").count()
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
    assert Entry.objects.filter(table="campus_room").count() == entries


def test_all_or_nothing_writes_nothing_and_row_by_row_leaves_out_what_is_wrong(
    registrar: APIClient, tenant: Institution
) -> None:
    make_everything()
    text = ROOMS + "R8;Closet;0;;;\n"
    found = step(registrar, upload(registrar, text), "check")
    found = step(registrar, found, "run")
    assert found["state"] == "failed"
    assert found["error"]["code"] == "import_rows_refused"
    assert found["error"]["detail"].startswith("Nothing was written: 1 row has errors.")
    assert found["error"]["parameters"] == {"rows": 1}
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


def test_the_copy_with_errors_lists_the_choices_that_a_cell_has(
    registrar: APIClient, tenant: Institution
) -> None:
    text = "id,name,capacity,type\nR9,Cellar,20,cave\n"
    found = step(registrar, upload(registrar, text, sheet="rooms"), "check")
    answer = registrar.get(f"{URL}{found['id']}/copy/?only_errors=true")
    said = answer.content.decode("utf-8-sig")
    assert "'cave' is not one of the choices. Write one of: " in said
    assert all(choice in said for choice in Room.Type.values)


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


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("class-rooms", "term,class,room,penalty\nautumn,PHY-1-lecture-1,R0,{}"),
        (
            "class-times",
            "term,class,weeks,days,start,end,penalty\n"
            "autumn,PHY-1-lecture-1,all,Mon,09:00,09:50,{}",
        ),
        (
            "instructor-preferences",
            "term,instructor,weeks,days,start,end,penalty\n"
            "autumn,Lecturer PHY-01,all,Mon,09:00,09:50,{}",
        ),
        ("constraints", "term,id,kind,classes,penalty\nautumn,c2,SameStart,PHY-1-lab-1,{}"),
        ("terms", "id,weight time\nautumn,{}"),
    ],
)
def test_a_weight_or_penalty_that_no_generation_takes_is_an_error_of_its_cell(
    registrar: APIClient, tenant: Institution, sheet: str, text: str
) -> None:
    """The sheets have the limit of the API's fields."""
    make_everything()
    found = step(registrar, upload(registrar, text.format(10**9), sheet=sheet), "check")
    assert findings(registrar, found, "error") == []
    found = step(registrar, upload(registrar, text.format(10**9 + 1), sheet=sheet), "check")
    (wrong,) = findings(registrar, found, "error")
    (error,) = wrong["errors"]
    column = text.splitlines()[0].split(",")[-1]
    assert (error["column"], error["code"]) == (column, "max_value")


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
    def make(institution: Institution, **limits: int) -> None:
        with platform_context():
            plan = Plan.objects.create(external_id="small", name="Small", **limits)
            Institution.objects.filter(pk=institution.pk).update(plan=plan)
        reapply()

    return make


def test_old_files_go_and_waiting_imports_are_rung_for_again(
    registrar: APIClient, institution: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = upload(registrar, ROOMS)
    step(registrar, found, "check")
    monkeypatch.setattr(services, "KEPT", timedelta(0))
    services.sweep()
    with tenant_context(institution.id):
        assert not ImportFile.objects.exists()
        assert not ImportPiece.objects.exists()
        Import.objects.update(state="checking", rung_at=timezone.now() - timedelta(hours=1))
        services.sweep()
        lately = timezone.now() - timedelta(minutes=1)
        assert Import.objects.filter(rung_at__gt=lately).exists()
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


def test_a_new_cohort_and_its_students_come_in_one_workbook(
    registrar: APIClient, tenant: Institution
) -> None:
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
