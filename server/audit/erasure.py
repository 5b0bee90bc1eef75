"""Taking data out: one institution as a file, or for good."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from accounts.database import unhurried
from accounts.members import end_sessions
from accounts.models import Institution, Membership, User
from accounts.tenancy import TenantModel, enter, platform_context, tenant_context
from config.errors import Refused

_ROWS = 2000

PERSONAL = ["name", "email", "external_id"]
"""Columns that say who somebody is, in any table of people."""


def institution_export(institution: Institution) -> IO[bytes]:
    """A zip of one file of JSON lines per table, as of one moment, in a temporary file.

    Columns whose values stay out of the record (secrets' digests) stay out of this too.
    Rows pass through in batches, so that size costs disk and not memory.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    with (
        tenant_context(institution.id),
        unhurried(),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, query, parameters in _tables(institution):
            with (
                archive.open(f"{name}.jsonl", "w") as file,
                connection.chunked_cursor() as rows,
            ):
                rows.execute(query, parameters)
                while batch := rows.fetchmany(_ROWS):
                    file.write("".join(f"{row[0]}\n" for row in batch).encode())
    target.seek(0)
    return target


def _tables(institution: Institution) -> Iterator[tuple[str, str, list[Any]]]:
    yield "institution", "SELECT to_jsonb(t)::text FROM accounts_institution t", []
    yield (
        "users",
        "SELECT json_build_object('id', u.id, 'email', u.email, 'name', u.name)::text"
        " FROM accounts_user u JOIN accounts_membership m ON m.user_id = u.id"
        " WHERE m.institution_id = %s ORDER BY u.id",
        [institution.id],
    )
    for model in apps.get_models():
        if issubclass(model, TenantModel):
            table = model._meta.db_table
            hidden = list(model.recorded.hidden)
            yield (
                table,
                f'SELECT (to_jsonb(t) - %s::text[])::text FROM "{table}" t'  # noqa: S608
                " WHERE institution_id = %s ORDER BY id",
                [hidden, institution.id],
            )
    yield (
        "audit",
        "SELECT to_jsonb(t)::text FROM audit_entry t WHERE institution_id = %s ORDER BY id",
        [institution.id],
    )


def institution_erase(institution: Institution, confirmation: str, reason: str) -> None:
    """Remove an institution with all its data and its record of changes.

    People who belong to no other institution are removed with it.

    Raises Refused (not_confirmed) unless the confirmation is its external id.
    """
    if confirmation != institution.external_id:
        raise Refused(
            "not_confirmed", "Write the institution's external id.", field="confirmation"
        )
    with platform_context(), unhurried(), connection.cursor() as cursor:
        people = list(
            Membership.objects.filter(institution=institution).values_list("user", flat=True)
        )
        enter(reason=reason[:200])
        cursor.execute("SELECT horarium_erase_institution(%s)", [institution.id])
        elsewhere = Membership.objects.filter(user__in=people).values_list("user", flat=True)
        gone = set(people) - set(elsewhere)
        end_sessions(gone)
        User.objects.filter(pk__in=gone).delete()
        forget(gone)


def forget(objects: Iterable[UUID]) -> None:
    """Take names and addresses out of the record of these objects; that they changed stays."""
    with platform_context(), connection.cursor() as cursor:
        cursor.execute("SELECT horarium_forget_values(%s, %s)", [list(objects), PERSONAL])
