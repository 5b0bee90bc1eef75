"""The database of the previous release is upgraded: its rows are kept, and held to all rules.

`server/previous_release.json` names the migrations it ended with; a release writes it anew.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from accounts import database
from accounts.tenancy import TenantModel
from audit.registry import ends_of, recorded_models
from config.environment import REPOSITORY
from config.tests.routes import Rows

PREVIOUS = json.loads((REPOSITORY / "server" / "previous_release.json").read_text())

CHANGED = {"campus_term": {"first_day"}, "campus_room": {"capacity"}}
"""What migrations mend: of terms at one time, and rooms for nobody, which were let in."""

Table = dict[str, dict[str, Any]]


@pytest.fixture
def upgraded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Any, dict[str, Table], str]]:
    """The owner's connection after the upgrade, the rows before it, and an institution."""
    name = f"upgraded_{uuid.uuid4().hex}"
    owner, application = connections["owner"], connections["default"]
    copy: Any = type(owner)({**owner.settings_dict, "NAME": name}, "owner")
    with django_db_blocker.unblock():
        with owner.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        connections["owner"] = connections["default"] = copy
        try:
            institution = _fill(copy)
            before = _read(copy, institution)
            database.prepare(copy)
            _enter(copy, institution)
            yield copy, before, institution
        finally:
            copy.close()
            connections["owner"], connections["default"] = owner, application
            with owner.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _fill(connection: Any) -> str:
    """Migrate to the previous release, and give every table of it a row."""
    database.prepare_roles(connection)
    targets = list(PREVIOUS["migrations"].items())
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    with transaction.atomic(using="owner"):
        key = uuid.uuid4()
        _enter(connection, str(key))
        make: Any = apps.get_model("accounts", "Institution").objects.create
        rows = Rows(make(id=key, external_id="first", name="First"))
        for model in apps.get_models():
            if model._meta.app_label in PREVIOUS["migrations"]:
                try:
                    with transaction.atomic(using="owner"):
                        rows.of(model)
                except IntegrityError:
                    continue  # two of one kind, which one row of each cannot be
        _let_in(rows, apps)
    return str(key)


def _let_in(rows: Rows, apps: Any) -> None:
    """What the previous release took and the next refuses."""
    term: Any = rows.of(apps.get_model("campus", "Term"))
    term.first_day, term.weeks = term.created_at.date(), 10
    term.save()
    term.pk, term.external_id = uuid.UUID(int=2**128 - 1), "second"
    term.first_day += timedelta(days=7)
    term.save(force_insert=True)
    room: Any = rows.of(apps.get_model("campus", "Room"))
    room.capacity = 0
    room.save()


def _enter(connection: Any, institution: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('horarium.institution', %s, false)", [institution])


def _read(connection: Any, institution: str) -> dict[str, Table]:
    """Every row of the previous release's tables, by table and id."""
    _enter(connection, institution)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ %s",
            [f"^({'|'.join(PREVIOUS['migrations'])})_"],
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
            rows = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor]
            found[table] = {str(row["id"]): row for row in rows}
    return found


def test_the_previous_release_is_one_that_there_was() -> None:
    for app, name in PREVIOUS["migrations"].items():
        assert (REPOSITORY / "server" / app / "migrations" / f"{name}.py").is_file(), app


def test_its_rows_are_kept_and_held_to_every_rule(
    upgraded: tuple[Any, dict[str, Table], str],
) -> None:
    connection, before, institution = upgraded
    after = _read(connection, institution)
    assert sum(len(rows) for rows in before.values()) > 25
    for table, rows in before.items():
        assert after[table].keys() >= rows.keys(), f"{table} lost rows"
        for key, row in rows.items():
            kept = row.keys() & after[table][key].keys() - CHANGED.get(table, set())
            changed = {name for name in kept if after[table][key][name] != row[name]}
            assert not changed, (table, changed)
    terms = sorted(after["campus_term"].items())
    assert [row["first_day"] is None for _, row in terms] == [False, True]
    assert {row["capacity"] for row in after["campus_room"].values()} == {1}

    with connection.cursor() as cursor:
        _holds_every_rule(cursor)
        _names_owners(cursor)
        _told_otherwise(cursor)
        with pytest.raises((AssertionError, ValueError)):
            _names_owners(cursor)
    database.prepare(connection)
    _enter(connection, institution)
    with connection.cursor() as cursor:
        _names_owners(cursor)
    _keeps_institutions_apart(connection, after, institution)
    _records(connection, institution)


def _holds_every_rule(cursor: Any) -> None:
    cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
    assert cursor.fetchall() == []
    tables = [model._meta.db_table for model in TenantModel.__subclasses__()]
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relname = ANY(%s)"
        " AND NOT (relrowsecurity AND relforcerowsecurity)",
        [tables],
    )
    assert cursor.fetchall() == [], "without forced row security"
    cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname ~ '^audit_'")
    assert {table for (table,) in cursor.fetchall()} == set(recorded_models())


def _names_owners(cursor: Any) -> None:
    """Each trigger was told of what its table's rows are a part."""
    for table, model in recorded_models().items():
        cursor.execute(
            "SELECT DISTINCT encode(tgargs, 'escape') FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND tgname ~ '^audit_'",
            [table],
        )
        ((arguments,),) = cursor.fetchall()
        owner = (ends_of(model) or ["id"])[0]
        assert arguments.split(r"\000")[1] == owner, table


def _told_otherwise(cursor: Any) -> None:
    """A trigger as a release made it in which the table's rows were nothing's part."""
    cursor.execute("DROP TRIGGER audit_add ON campus_roomfeature")
    cursor.execute(
        "CREATE TRIGGER audit_add AFTER INSERT ON campus_roomfeature"
        " REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
        " EXECUTE FUNCTION horarium_audit('institution_id', 'id', '', '')"
    )


def _keeps_institutions_apart(connection: Any, rows: dict[str, Table], own: str) -> None:
    """As the application's role sees it."""
    given = settings.DATABASES["default"]
    keys = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    login = {key: given[name] for key, name in keys.items()}
    with psycopg.connect(dbname=connection.settings_dict["NAME"], **login) as application:
        rooms = "SELECT count(*) FROM campus_room"
        for institution, number in ((own, len(rows["campus_room"])), (str(uuid.uuid4()), 0)):
            application.execute(
                "SELECT set_config('horarium.institution', %s, false)", [institution]
            )
            found = application.execute(rooms).fetchone()
            assert found == (number,)


def _records(connection: Any, institution: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campus_room SET capacity = 2")
        cursor.execute(
            "SELECT count(*) FROM audit_entry WHERE institution_id = %s", [institution]
        )
        assert cursor.fetchone() == (1,)
