"""Takes back what an import changed, from the record of changes: set by set, in SQL.

What it added goes, what it changed gets its columns back, what it removed returns under
its old ids. Nothing is undone where any of these rows was changed since, or where rows
that were made since would go with them.
"""

from typing import Any, NamedTuple

from django.db import IntegrityError, connection, models, transaction

from accounts.tenancy import current_institution
from audit.registry import owner_of, recorded_models
from config.errors import Refused
from spreadsheets.models import Import
from spreadsheets.progress import Progress
from spreadsheets.sheets import SHEETS

MOST_REASONS = 50
_FIRST, _LAST = "first_action", "last_action"

# Each row's net effect: how it began and ended, and its columns before all of it.
_NET = """
CREATE TEMPORARY TABLE undoing ON COMMIT DROP AS
SELECT e."table", e."row", min(e.id) AS first_id, max(e.id) AS last_id,
  (array_agg(e.action ORDER BY e.id))[1] AS first_action,
  (array_agg(e.action ORDER BY e.id DESC))[1] AS last_action,
  (array_agg(e.object ORDER BY e.id))[1] AS object,
  (array_agg(e.version ORDER BY e.id DESC))[1] AS version
FROM audit_entry e
WHERE e.institution_id = %s AND e.id BETWEEN %s AND %s AND e.request = %s
GROUP BY e."table", e."row"
"""
_BEFORE = """
SELECT u."row", (
  SELECT jsonb_object_agg(k.key, k.value ORDER BY e.id DESC)
  FROM audit_entry e, jsonb_each(e.before) k
  WHERE e."row" = u."row" AND e."table" = u."table" AND e.object = u.object
    AND e.id BETWEEN u.first_id AND u.last_id AND e.request = %s
) AS before, u.version
FROM undoing u WHERE u."table" = %s AND u.first_action <> 'add'
  AND u.last_action {} 'delete'
"""


class Table(NamedTuple):
    name: str
    model: type[models.Model]

    @property
    def sheet(self) -> str:
        """The sheet of its rows, or of those that they are parts of; "" where there is none."""
        models = (self.model, owner_of(self.model))
        named = (s.name for model in models for s in SHEETS.values() if s.model is model)
        return next(named, "")


def undo(done: Import) -> None:
    """Undo all that the import changed. Raises Refused (changed_since), with the rows."""
    if done.first_entry is None or done.last_entry is None:
        return
    institution = str(current_institution())
    request = str(done.pk)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("DROP TABLE IF EXISTS undoing")
            cursor.execute(_NET, [institution, done.first_entry, done.last_entry, request])
            cursor.execute('CREATE INDEX ON undoing ("table", "row")')
            cursor.execute("ANALYZE undoing")
            tables = _tables(cursor)
            progress = Progress(done.pk, _rows(cursor))
            progress.sheet = next((t.sheet for t in tables if t.sheet), progress.sheet)
            for table in tables:
                _hold(cursor, table)
            _refuse_changed(cursor, institution, done.last_entry, request)
            _unplace(cursor)
            _refuse_used(cursor, tables)
            for table in tables:
                _let_go(cursor, table)
            for table in tables:
                _remove_added(cursor, table)
                progress.of(table.sheet, cursor.rowcount)
            for table in tables:
                _restore_removed(cursor, table, request)
                progress.of(table.sheet, cursor.rowcount)
            for table in tables:
                if _restore_changed(cursor, table, request):
                    progress.of(table.sheet, cursor.rowcount)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TABLE undoing")
            progress.end()
    except IntegrityError as error:
        raise Refused(
            "undo_conflict",
            "What was is not possible any more: something else has taken its place.",
            status=409,
            constraint=getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
            or "unknown",
        ) from error


def _tables(cursor: Any) -> list[Table]:
    cursor.execute('SELECT DISTINCT "table" FROM undoing ORDER BY 1')
    return [
        Table(name, recorded_models()[name])
        for (name,) in cursor.fetchall()
        if name in recorded_models()
    ]


def _rows(cursor: Any) -> int:
    """How many rows are set back, for progress."""
    cursor.execute("SELECT count(*) FROM undoing")
    return int(cursor.fetchone()[0])


def _hold(cursor: Any, table: Table) -> None:
    """Wait for whoever is changing one of the rows, and let nobody change it from now on."""
    cursor.execute(
        f'SELECT FROM "{table.name}" t JOIN undoing u ON u."row" = t.id'
        ' WHERE u."table" = %s ORDER BY t.id FOR UPDATE OF t',
        [table.name],
    )


def _refuse_changed(cursor: Any, institution: str, last: int, request: str) -> None:
    """Refuse when rows that the import wrote were changed after it."""
    cursor.execute(
        'SELECT DISTINCT ON (l."row") l."table", l."row"::text, l.after->>\'name\' '
        "FROM audit_entry l JOIN undoing u"
        ' ON u."row" = l."row" AND u."table" = l."table" '
        "WHERE l.institution_id = %s AND l.id > %s AND l.request <> %s LIMIT %s",
        [institution, last, request, MOST_REASONS],
    )
    _refuse([(table, row) for table, row, _ in cursor.fetchall()])


def _unplace(cursor: Any) -> None:
    """Take the places away that classes had not before the import's edits.

    That a place is added is not recorded: the edit is.
    """
    cursor.execute(
        "DELETE FROM timetables_placement p USING timetables_edit e, undoing u"
        ' WHERE u."table" = \'timetables_edit\' AND u."row" = e.id AND e.before IS NULL'
        " AND p.timetable_id = e.timetable_id AND p.cls_id = e.cls_id"
    )


def _refuse_used(cursor: Any, tables: list[Table]) -> None:
    """Refuse when rows that are not the import's hang on rows that it added."""
    for table in tables:
        for relation in table.model._meta.related_objects:
            field: Any = relation.field
            other = relation.related_model._meta.db_table
            if relation.many_to_many or relation.on_delete is models.SET_NULL:
                continue
            cursor.execute(
                f'SELECT o.id::text FROM "{other}" o JOIN undoing u'  # noqa: S608  own names
                f' ON u."row" = o."{field.column}" AND u."table" = %s'
                " WHERE u.first_action = 'add' AND u.last_action <> 'delete'"
                ' AND NOT EXISTS (SELECT FROM undoing w WHERE w."table" = %s AND w."row" = o.id'
                " AND w.first_action = 'add') LIMIT %s",
                [table.name, other, MOST_REASONS],
            )
            _refuse([(other, row) for (row,) in cursor.fetchall()])


def _refuse(found: list[tuple[str, str]]) -> None:
    if not found:
        return
    errors = []
    for name, key in found:
        model: Any = recorded_models().get(name)
        row = model._base_manager.filter(pk=key).first() if model else None
        kind = model._meta.model_name if model else name
        called = str(row) if row is not None else key
        errors.append(
            {
                "code": "changed_since",
                "field": None,
                "detail": f"{kind} {called} was changed after the import.",
                "parameters": {"kind": kind, "name": called[:100]},
            }
        )
    raise Refused(
        "undo_refused",
        "Rows were changed after the import: undo those changes first.",
        status=409,
        errors=errors,
        rows=len(errors),
    )


def _let_go(cursor: Any, table: Table) -> None:
    """What only points at added rows points at nothing instead."""
    for relation in table.model._meta.related_objects:
        field: Any = relation.field
        if not relation.many_to_many and relation.on_delete is models.SET_NULL:
            other = relation.related_model._meta.db_table
            cursor.execute(
                f'UPDATE "{other}" o SET "{field.column}" = NULL FROM undoing u'  # noqa: S608
                f' WHERE u."table" = %s AND u."row" = o."{field.column}"'
                " AND u.first_action = 'add'",
                [table.name],
            )


def _remove_added(cursor: Any, table: Table) -> None:
    cursor.execute(
        f'DELETE FROM "{table.name}" t USING undoing u'  # noqa: S608
        ' WHERE u."table" = %s AND u."row" = t.id AND u.first_action = \'add\'',
        [table.name],
    )


def _restore_removed(cursor: Any, table: Table, request: str) -> None:
    columns = _columns(table.model)
    kept = [name for name in columns if name not in ("version", "created_at", "updated_at")]
    names = ", ".join(f'"{name}"' for name in kept)
    cursor.execute(
        f'INSERT INTO "{table.name}" ({names}, version, created_at, updated_at)'  # noqa: S608
        f" SELECT {', '.join(f'r.{chr(34)}{name}{chr(34)}' for name in kept)},"
        " coalesce(b.version, 1) + 1, now(), now()"
        f" FROM ({_BEFORE.format('=')}) b,"
        f' jsonb_populate_record(NULL::"{table.name}", b.before) r',
        [request, table.name],
    )


def _restore_changed(cursor: Any, table: Table, request: str) -> bool:
    """False where the table has no columns that could have changed."""
    columns = [
        name
        for name in _columns(table.model)
        if name not in ("id", "institution_id", "version", "created_at", "updated_at")
    ]
    if not columns:
        return False
    # What an entry does not name did not change: it stays as it is.
    values = ", ".join(f'"{name}" = r."{name}"' for name in columns)
    cursor.execute(
        f'UPDATE "{table.name}" t SET {values}, version = t.version + 1,'  # noqa: S608
        f" updated_at = now() FROM ({_BEFORE.format('<>')}) b"
        f' JOIN "{table.name}" s ON s.id = b."row",'
        " LATERAL jsonb_populate_record(s, b.before) r"
        ' WHERE t.id = b."row"',
        [request, table.name],
    )
    return True


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]
