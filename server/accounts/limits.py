"""What an institution's plan allows, kept by the database for every way of adding rows.

A model says which limits its rows count for. A statement that adds rows takes its turn
per institution and limit, counts, and is refused as a whole: `plan_limit`, with
the limit, the plan, what it allows and what there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connections

_FUNCTION = Path(__file__).with_name("limits.sql")


@dataclass(frozen=True)
class Limit:
    """A limit of plans by its column there: on how many rows satisfy `rows` (SQL), or,
    where it names a `column`, on that column's value in each row."""

    name: str
    rows: str = "true"
    column: str = ""


def install(using: str) -> None:
    """Write the function anew, and give every limited table its triggers. Idempotent."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if "accounts_plan" not in tables:
            return
        cursor.execute(_FUNCTION.read_text())
        for model in apps.get_models():
            limits: tuple[Limit, ...] = getattr(model, "limited", ())
            if model._meta.db_table in tables:
                for limit in limits:
                    for statement in _triggers(model._meta.db_table, limit):
                        cursor.execute(statement)


def _triggers(table: str, limit: Limit) -> Iterator[str]:
    rows = limit.rows.replace("'", "''")
    events = {"": "INSERT", "_raised": "UPDATE"}
    if limit.rows == "true" and not limit.column:
        del events["_raised"]  # of which there are no more after a change
    for suffix, event in events.items():
        old = " OLD TABLE AS old_rows" if event == "UPDATE" else ""
        yield (
            f'CREATE OR REPLACE TRIGGER plan_{limit.name}{suffix} AFTER {event} ON "{table}"'
            f" REFERENCING NEW TABLE AS new_rows{old} FOR EACH STATEMENT EXECUTE FUNCTION"
            f" horarium_plan_limit('{limit.name}', '{rows}', '{limit.column}')"
        )
