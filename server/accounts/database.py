"""The roles in PostgreSQL: an unprivileged one for the application, an owner, the platform's.

Superusers and roles with BYPASSRLS see every institution whatever the policies
say, so the application refuses to run as one.
"""

import logging
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper
from django.dispatch import receiver

from accounts.tenancy import PLATFORM_ROLE

log = logging.getLogger(__name__)
_checked: set[str] = set()


def check_at_start() -> None:
    """Exit with one line for missing secrets or an unsafe database role.

    A database that is down is no reason: readiness says so, and the role is
    checked on the first connection.
    """
    try:
        # In a thread, since a server that reloads imports its application in an event loop.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_check_settings).result()
    except ImproperlyConfigured as error:
        sys.exit(f"horarium: {error}")


def _check_settings() -> None:
    if not settings.SERVICE_SECRET:
        raise ImproperlyConfigured("HORARIUM_SERVICE_SECRET is not set: run `make setup`")
    if not settings.SECRET_KEY:
        raise ImproperlyConfigured("HORARIUM_SECRET_KEY is not set: run `make setup`")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        log.warning("PostgreSQL does not answer yet: %s", str(error).splitlines()[0])
    finally:
        connection.close()


@receiver(connection_created)
def _check_role(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    user = connection.settings_dict["USER"]
    if connection.alias != "default" or user in _checked:
        return
    with connection.cursor() as cursor:
        try:
            refuse_unsafe_role(cursor, settings.DATABASES["default"]["USER"])
        except ImproperlyConfigured:
            connection.close()
            raise
    _checked.add(user)


def refuse_unsafe_role(cursor: CursorWrapper, role: str) -> None:
    """Raise ImproperlyConfigured when the role escapes row-level security, or is absent."""
    cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s", [role])
    row = cursor.fetchone()
    if row == (False, False):
        return
    if row is None:
        fault = "does not exist"
    else:
        fault = "is a superuser" if row[0] else "may bypass row-level security"
    raise ImproperlyConfigured(
        f"DATABASE_URL's role {role} {fault}; "
        "make one with CREATE ROLE … LOGIN NOSUPERUSER NOBYPASSRLS"
    )


def prepare(owner: BaseDatabaseWrapper) -> None:
    """Migrate as the owner and give the application's role what it needs, and no more.

    Idempotent. `owner` may create roles, or the platform role exists already.

    Raises ImproperlyConfigured for an unsafe application role.
    """
    prepare_roles(owner)
    call_command("migrate", database=owner.alias, interactive=False, verbosity=1)
    grant(owner)


def prepare_roles(owner: BaseDatabaseWrapper) -> None:
    """Make the platform role, which the application's role may only step into."""
    application = settings.DATABASES["default"]["USER"]
    with owner.cursor() as cursor:
        refuse_unsafe_role(cursor, application)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [PLATFORM_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {PLATFORM_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS")
        # Inheriting the platform role would make its policies apply at all times.
        cursor.execute("SELECT current_setting('server_version_num')::int >= 160000")
        quoted = owner.ops.quote_name(application)
        if cursor.fetchone()[0]:
            cursor.execute(f"GRANT {PLATFORM_ROLE} TO {quoted} WITH INHERIT FALSE")
        else:
            cursor.execute(f"ALTER ROLE {quoted} NOINHERIT")
            cursor.execute(f"GRANT {PLATFORM_ROLE} TO {quoted}")


def grant(owner: BaseDatabaseWrapper) -> None:
    """Reading and writing rows, for the application's role and the platform's."""
    roles = ", ".join(
        [owner.ops.quote_name(settings.DATABASES["default"]["USER"]), PLATFORM_ROLE]
    )
    rows = "SELECT, INSERT, UPDATE, DELETE"
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {roles}",
        f"GRANT {rows} ON ALL TABLES IN SCHEMA public TO {roles}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} ON TABLES TO {roles}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {roles}",
        # Only an owner may analyze a table (before PostgreSQL 17).
        "CREATE OR REPLACE FUNCTION horarium_analyze() RETURNS void LANGUAGE plpgsql"
        " SECURITY DEFINER SET search_path = public, pg_temp AS $$ DECLARE name text; BEGIN"
        " FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " LOOP EXECUTE format('ANALYZE %I', name); END LOOP; END $$",
        "REVOKE ALL ON FUNCTION horarium_analyze() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION horarium_analyze() TO {roles}",
    ]
    # Written by triggers, which are the owner's; read by everybody.
    statements += [
        f"REVOKE INSERT, UPDATE, DELETE ON {model._meta.db_table} FROM {roles}"
        for model in apps.get_models()
        if getattr(model, "written_by_triggers", False)
    ]
    with owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def unhurried() -> Iterator[None]:
    """One transaction in which statements may take, and wait, as long as they need.

    For imports and results of a whole institution; everything else keeps the limits of
    the settings, so that a query gone wrong holds nobody up for long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        limits = ("statement_timeout", "lock_timeout")
        before = []
        for name in limits:
            cursor.execute("SELECT current_setting(%s)", [name])
            before.append(cursor.fetchone()[0])
            cursor.execute("SELECT set_config(%s, '0', true)", [name])
        yield
        for name, limit in zip(limits, before, strict=True):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, limit])


def take_turn(what: str, institution: UUID) -> None:
    """One of an institution at a time does `what`, until its transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what}:{institution}"]
        )


def refresh_statistics() -> None:
    """Tell the planner about rows that have just come in bulk, once they are committed.

    Until then it takes large tables for small ones and joins them by nested loops.
    """
    transaction.on_commit(analyze, robust=True)


def analyze() -> None:
    """Tell the planner at once, also about rows that this transaction has written."""
    with unhurried(), connection.cursor() as cursor:
        cursor.execute("SELECT horarium_analyze()")
