"""An import is undone as a whole, or says why not."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Institution
from accounts.tenancy import tenant_context
from audit.models import Entry
from campus.models import Room, Student
from config.tests.threads import held_up
from courses.models import Enrolment, Offering
from spreadsheets.tests.institutions import make_everything
from spreadsheets.tests.steps import ROOMS, findings, step, upload, write

pytestmark = pytest.mark.django_db


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


@pytest.mark.django_db(transaction=True)
def test_an_edit_that_ends_while_an_undo_begins_is_not_lost(
    institution: Institution, log_in: Callable[..., APIClient]
) -> None:
    client = log_in(institution)
    with tenant_context(institution.id):
        make_everything()
    found = step(client, step(client, upload(client, ROOMS), "check"), "run")
    with tenant_context(institution.id):
        room = Room.objects.get(external_id="R0")

    def edited() -> None:
        Room.objects.filter(pk=room.pk).update(capacity=77)

    (answer,) = held_up(room, lambda: step(client, found, "undo"), meanwhile=edited)
    assert (answer["state"], answer["error"]["code"]) == ("done", "undo_refused")
    with tenant_context(institution.id):
        assert Room.objects.get(pk=room.pk).capacity == 77
