"""Institutions are apart, whatever the query."""

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, connections, transaction

from accounts.database import refuse_unsafe_role
from accounts.models import Department, Institution
from accounts.tenancy import TenantContextMissing, platform_context, tenant_context

pytestmark = pytest.mark.django_db


def tenant_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind = 'r' AND a.attname = 'institution_id' AND NOT a.attisdropped"
            " AND c.relnamespace = 'public'::regnamespace"
        )
        return [*(row[0] for row in cursor.fetchall()), "accounts_institution"]


def test_the_tests_run_under_a_role_that_row_security_binds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        refuse_unsafe_role(cursor, cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_a_superuser_is_refused_as_the_applications_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolsuper LIMIT 1")
        with pytest.raises(ImproperlyConfigured, match="is a superuser"):
            refuse_unsafe_role(cursor, cursor.fetchone()[0])


def test_every_table_of_an_institution_forces_row_security_for_reading_and_writing() -> None:
    tables = tenant_tables()
    assert len(tables) > 2
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                "SELECT relrowsecurity, relforcerowsecurity FROM pg_class"
                " WHERE oid = %s::regclass",
                [table],
            )
            assert cursor.fetchone() == (True, True), table
            cursor.execute(
                "SELECT qual, with_check FROM pg_policies"
                " WHERE tablename = %s AND policyname = 'tenant' AND cmd = 'ALL'",
                [table],
            )
            using, check = cursor.fetchone()
            assert "horarium.institution" in using, table
            assert using == check, table


def test_every_table_of_an_institution_has_the_columns_they_all_have() -> None:
    with connection.cursor() as cursor:
        for table in tenant_tables():
            if table.startswith("audit_"):
                continue  # not rows of an institution, but about them
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
                [table],
            )
            columns = {row[0] for row in cursor.fetchall()}
            assert columns >= {"id", "external_id", "version", "created_at"}, table


def test_raw_sql_without_a_context_sees_no_row(institution: Institution) -> None:
    with tenant_context(institution.id):
        Department.objects.create(name="Physics")
    with connection.cursor() as cursor:
        for table in tenant_tables():
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_raw_sql_sees_only_the_rows_of_its_context(
    make_institution: Callable[[str], Institution],
) -> None:
    mine, other = make_institution("Mine"), make_institution("Other")
    for owner in (mine, other):
        with tenant_context(owner.id):
            Department.objects.create(name=owner.name)
    with tenant_context(mine.id), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM accounts_department")
        assert cursor.fetchall() == [("Mine",)]


def test_a_row_of_another_institution_cannot_be_written(
    make_institution: Callable[[str], Institution],
) -> None:
    mine, other = make_institution("Mine"), make_institution("Other")
    with (
        tenant_context(mine.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Department.objects.create(name="Stray", institution_id=other.id)


def test_a_query_without_a_context_is_an_error(db: None) -> None:
    with pytest.raises(TenantContextMissing):
        Department.objects.count()
    with pytest.raises(TenantContextMissing):
        Department.objects.create(name="Nowhere")


def test_contexts_nest_and_restore_the_outer_one(
    make_institution: Callable[[str], Institution],
) -> None:
    outer, inner = make_institution("Outer"), make_institution("Inner")
    with tenant_context(outer.id):
        Department.objects.create(name="A")
        with tenant_context(inner.id):
            assert not Department.objects.exists()
        assert Department.objects.get().name == "A"


def test_the_platforms_context_sees_every_institution_and_ends(
    make_institution: Callable[[str], Institution],
) -> None:
    for name in ("One", "Two"):
        with tenant_context(make_institution(name).id):
            Department.objects.create(name=name)
    with platform_context():
        assert {d.name for d in Department.objects.all()} >= {"One", "Two"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_department")
        assert cursor.fetchone() == (0,)


def test_a_save_counts_the_version_up(tenant: Institution) -> None:
    department = Department.objects.create(name="Physics")
    department.name = "Physics and Astronomy"
    department.save(update_fields=["name"])
    department.refresh_from_db()
    assert department.version == 2


def test_an_external_id_is_unique_in_its_institution_only(
    make_institution: Callable[[str], Institution],
) -> None:
    for name in ("One", "Two"):
        with tenant_context(make_institution(name).id):
            Department.objects.create(name=name, external_id="phy")
            assert isinstance(Department.objects.get().pk, uuid.UUID)


def test_the_owner_is_another_role_than_the_applications() -> None:
    assert connections["owner"].settings_dict["USER"] != connection.settings_dict["USER"]
