"""Exports show what lists show; templates and the catalogue say what files may hold."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Role
from campus.models import Term
from spreadsheets.tests.institutions import make_everything
from spreadsheets.tests.steps import step, upload

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]


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
