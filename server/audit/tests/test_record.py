"""Every change of an institution's rows is recorded, whichever way it comes."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from rest_framework.test import APIClient

from accounts.models import Department, Institution, User
from accounts.tenancy import TenantModel, platform_context, tenant_context
from audit.models import Entry
from audit.registry import recorded_models
from campus.models import Building, Room, RoomUnavailability, Term

pytestmark = pytest.mark.django_db


def of(key: uuid.UUID) -> list[Any]:
    return list(Entry.objects.filter(object=key).order_by("id"))


def test_every_table_of_an_institution_is_recorded_or_says_that_it_is_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname LIKE 'audit\\_%'"
        )
        with_triggers = {row[0] for row in cursor.fetchall()}
    assert with_triggers == set(recorded_models())
    without = {
        model.__name__
        for model in TenantModel.__subclasses__()
        if not model._meta.abstract and model._meta.db_table not in with_triggers
    }
    assert without == {
        "Attendance",
        "Checkpoint",
        "Document",
        "Heading",
        "IdempotencyKey",
        "ImportFile",
        "ImportPiece",
        "Notification",
        "Outbox",
        "Solve",
    }


def test_adding_changing_and_removing_a_row_leave_what_was_before_and_after(
    tenant: Institution,
) -> None:
    room = Room.objects.create(name="A-1", capacity=10)
    room.capacity = 20
    room.save()
    key = room.pk
    room.delete()
    added, changed, deleted = of(key)
    assert (added.action, added.before, added.after["name"]) == ("add", None, "A-1")
    assert (changed.before, changed.after) == ({"capacity": 10}, {"capacity": 20})
    assert changed.version == 2
    assert (deleted.action, deleted.before["capacity"], deleted.after) == ("delete", 20, None)
    assert "updated_at" not in deleted.before


def test_bulk_writes_and_sql_are_recorded_too(tenant: Institution) -> None:
    rooms = Room.objects.bulk_create(
        Room(institution=tenant, name=str(n), capacity=1) for n in "abc"
    )
    Room.objects.all().update(capacity=2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campus_room SET capacity = 3 WHERE name = 'b'")
    assert [entry.action for entry in of(rooms[0].pk)] == ["add", "change"]
    assert [entry.after for entry in of(rooms[1].pk)][1:] == [{"capacity": 2}, {"capacity": 3}]


def test_a_write_that_changes_nothing_leaves_no_entry(tenant: Institution) -> None:
    department = Department.objects.create(name="Physics")
    department.save()
    assert len(of(department.pk)) == 1


def test_a_request_names_who_asked(registrar: APIClient, tenant: Institution) -> None:
    answer = registrar.post(
        "/api/v1/buildings/", {"name": "Main"}, headers={"X-Request-ID": "abcd-1234"}
    )
    (entry,) = of(answer.json()["id"])
    assert entry.actor == User.objects.get(memberships__institution=tenant).pk
    assert (entry.via, entry.request) == ("session", "abcd-1234")
    assert answer["X-Request-ID"] == "abcd-1234"


def test_what_nobody_asked_for_names_its_reason(tenant: Institution) -> None:
    from accounts.recording import set_origin

    set_origin("task generation.sweep")
    with tenant_context(tenant.id):
        building = Building.objects.create(name="Main")
    assert [(e.actor, e.reason) for e in of(building.pk)] == [(None, "task generation.sweep")]


def test_parts_appear_in_the_history_of_what_they_are_part_of(tenant: Institution) -> None:
    room = Room.objects.create(name="A-1", capacity=10)
    term = Term.objects.create(name="T", weeks=1, slots_per_day=1)
    RoomUnavailability.objects.create(
        room=room, term=term, weeks="1", days="1", start_minute=0, length_minutes=60
    )
    assert [entry.table for entry in of(room.pk)] == [
        "campus_room",
        "campus_roomunavailability",
    ]


def test_a_password_is_never_recorded_but_its_change_is(db: None) -> None:
    user = User.objects.create_user("somebody@example.org", "a-long-passphrase")
    user.set_password("another-long-one")
    user.save()
    with platform_context():
        added, changed = of(user.pk)
    assert "password" not in added.after
    assert changed.after == {"password": "hidden"}


def test_the_record_of_another_institution_cannot_be_seen(
    tenant: Institution, make_institution: Callable[[str], Institution]
) -> None:
    other = make_institution("Other")
    with tenant_context(other.id):
        building = Building.objects.create(name="Theirs")
        assert of(building.pk)
    assert not of(building.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = ''",
        "DELETE FROM audit_entry",
        "INSERT INTO audit_erasing VALUES (gen_random_uuid())",
        'INSERT INTO audit_entry (at, "table", "row", "object", action, via, reason, request)'
        " VALUES (now(), '', gen_random_uuid(), gen_random_uuid(), 'add', '', '', '')",
        "ALTER TABLE campus_room DISABLE TRIGGER audit_change",
    ],
)
def test_the_application_can_neither_edit_nor_forge_nor_switch_off_the_record(
    tenant: Institution, statement: str
) -> None:
    contexts: list[Any] = [lambda: tenant_context(tenant.id), platform_context]
    for context in contexts:
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            context(),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_temporary_table_does_not_stand_in_for_one_of_the_records(
    tenant: Institution,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE audit_entry (LIKE audit_entry)")
        cursor.execute("CREATE TEMPORARY TABLE audit_erasing (institution_id uuid)")
        cursor.execute("INSERT INTO pg_temp.audit_erasing VALUES (%s)", [tenant.id])
        building = Building.objects.create(name="Main")
        cursor.execute("DROP TABLE pg_temp.audit_entry, pg_temp.audit_erasing")
    assert [entry.action for entry in of(building.pk)] == ["add"]


def test_no_function_that_acts_as_the_owner_looks_into_temporary_tables_first() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, proconfig FROM pg_proc WHERE prosecdef")
        found = dict(cursor.fetchall())
    assert {"horarium_audit", "horarium_plan_limit"} <= found.keys()
    for name, settings in found.items():
        (path,) = [each for each in settings if each.startswith("search_path=")]
        assert path.endswith(", pg_temp"), name


def test_a_rows_id_does_not_change_so_that_its_history_is_whole(tenant: Institution) -> None:
    building = Building.objects.create(name="Main")
    with (
        pytest.raises(DatabaseError, match="the id of a row"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE campus_building SET id = gen_random_uuid(), name = 'Other'")
    assert [entry.action for entry in of(building.pk)] == ["add"]
