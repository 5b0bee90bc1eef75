"""The triggers by which every table of an institution records its changes.

A statement writes its entries at once, from the rows before and after it, so that bulk
writes cost little. The function belongs to the owner: the application can read the
record and add to it only by changing something.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections, models

from accounts.recording import Recorded

_ALWAYS_IGNORED = ("created_at", "updated_at", "version")
_EVENTS = {
    "add": ("INSERT", "NEW TABLE AS new_rows"),
    "change": ("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    "delete": ("DELETE", "OLD TABLE AS old_rows"),
}
_FUNCTIONS = [Path(__file__).with_name(name) for name in ("function.sql", "erasure.sql")]


def install(using: str) -> None:
    """Write the functions anew, and give every recorded table its triggers. Idempotent."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for file in _FUNCTIONS:
            cursor.execute(file.read_text())
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            if model._meta.db_table in tables:
                for statement in _statements(model):
                    cursor.execute(statement)


def _statements(model: type[models.Model]) -> list[str]:
    recorded: Recorded | None = getattr(model, "recorded", None)
    if recorded is None:
        return []
    table = model._meta.db_table
    arguments = ", ".join(f"'{argument}'" for argument in _arguments(model, recorded))
    statements = []
    for action, (event, rows) in _EVENTS.items():
        name = f"audit_{action}"
        statements.append(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
        if action in recorded.actions:
            statements.append(
                f'CREATE TRIGGER {name} AFTER {event} ON "{table}" REFERENCING {rows}'
                f" FOR EACH STATEMENT EXECUTE FUNCTION horarium_audit({arguments})"
            )
    return statements


def _arguments(model: type[models.Model], recorded: Recorded) -> list[str]:
    """The columns of the tenant and of the row's object; those ignored; those hidden."""
    owner: Any = model._meta.get_field(recorded.part_of) if recorded.part_of else None
    hidden = [model._meta.get_field(name).attname for name in recorded.hidden]  # type: ignore[union-attr]
    return [
        recorded.tenant,
        owner.attname if owner else "id",
        ",".join([*_ALWAYS_IGNORED, *recorded.ignored]),
        ",".join(hidden),
    ]
