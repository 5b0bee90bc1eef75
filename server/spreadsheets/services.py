"""What is done with imports: a file is taken in, mapped, checked, run, undone, purged."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import redis
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from accounts.database import take_turn, unhurried
from accounts.models import Membership
from accounts.tenancy import enter, platform_context, tenant_context
from audit.models import Entry
from campus.models import Term
from config.errors import Refused
from spreadsheets import mapping
from spreadsheets.files.reading import Table, read_file
from spreadsheets.forgetting import let_go
from spreadsheets.importing import TableImport, check_at_once, usable_keys
from spreadsheets.lookups import Lookups
from spreadsheets.models import BUSY, Import, ImportFile, ImportPiece, ImportState
from spreadsheets.outcome import Outcome
from spreadsheets.progress import Progress
from spreadsheets.sheets import SHEETS
from spreadsheets.undoing import undo

log = logging.getLogger(__name__)

PERFORM = "spreadsheets.perform"
AT_ONCE = 1000
"""Lines that a request itself can work through; more are for a worker."""
KEPT = timedelta(days=30)
LONGEST_SECONDS = 300
"""Of a worker's task: a whole university on a machine that is busy otherwise; less than the
time after which the broker would deliver it again."""
RING_AGAIN = timedelta(seconds=LONGEST_SECONDS + 30)
ATTEMPTS = 3

_STEPS = {
    ImportState.CHECKING: {
        ImportState.UPLOADED,
        ImportState.CHECKED,
        ImportState.FAILED,
        ImportState.UNDONE,
    },
    ImportState.RUNNING: {ImportState.CHECKED},
    ImportState.UNDOING: {ImportState.DONE},
}
"""From which states an import may enter each of those in which it is worked on."""
_RESTS = {
    ImportState.CHECKING: ImportState.UPLOADED,
    ImportState.RUNNING: ImportState.CHECKED,
    ImportState.UNDOING: ImportState.DONE,
}
"""Where it goes back to when the work is refused."""


def import_create(
    member: Membership, content: bytes, name: str, sheet: str | None, term: Term | None
) -> Import:
    """Take a file in, with a proposal of what its columns mean. Raises Refused."""
    reading = read_file(content, name)
    known = mapping.remembered()
    tables = [mapping.propose(table, sheet, known) for table in reading.tables if table.rows]
    made = Import.objects.create(
        owner=member,
        term=term,
        name=name[:200],
        size=len(content),
        kind=reading.kind,
        encoding=reading.encoding,
        separator=reading.separator,
        tables=tables,
    )
    ImportFile.objects.create(of=made, content=content)
    return made


def import_set(
    found: Import,
    tables: Sequence[dict[str, Any]] | None = None,
    *,
    term: Term | None,
    replace: bool,
    row_by_row: bool,
    accept: Sequence[str] = (),
) -> None:
    """Say what tables and columns mean ({index, sheet, columns}), and how to import.

    What a dry run found is void then, unless only `row_by_row` changes: it looks at every
    row in either case. Raises Refused: import_busy, import_over,
    column_twice, unknown_column.
    """
    if found.state in BUSY:
        raise Refused("import_busy", "It is being worked on.", status=409)
    if found.state in (ImportState.DONE, ImportState.UNDONE):
        raise Refused("import_over", "It has been run: upload the file again.", status=409)
    known = mapping.remembered()
    for said in tables or ():
        _say(found.tables, said, known)
    settled = (found.term, found.replace, found.accept)
    if tables or settled != (term, replace, list(accept)):
        found.state, found.error, found.summary = ImportState.UPLOADED, None, []
        ImportPiece.objects.filter(of=found).delete()
    found.term, found.replace, found.row_by_row = term, replace, row_by_row
    found.accept = list(accept)
    found.save()


def _say(tables: list[Any], said: dict[str, Any], known: Any) -> None:
    index = said["index"]
    if not 0 <= index < len(tables):
        raise Refused("unknown_table", f"There is no table {index}.", field="tables")
    table = tables[index]
    name = said.get("sheet", table["sheet"])
    if name != table["sheet"]:
        table = mapping.renamed(table, name, known)
    columns = said.get("columns")
    sheet = SHEETS.get(name or "")
    if columns is not None and sheet is not None:
        if len(columns) != len(table["headings"]):
            raise Refused("unknown_column", "Name each column, or null.", field="tables")
        for place, column in enumerate(columns):
            if column is not None and column not in sheet.by_name:
                raise Refused("unknown_column", f"There is no column {column}.", field="tables")
            is_list = column is not None and sheet.by_name[column].is_list
            if column is not None and column in columns[:place] and not is_list:
                raise Refused(
                    "column_twice",
                    f"Two columns are said to be {column}.",
                    field="tables",
                    column=column,
                )
        changed = [a != b for a, b in zip(columns, table["columns"], strict=True)]
        sure = ["said" if new else old for new, old in zip(changed, table["sure"], strict=True)]
        table = {**table, "columns": list(columns), "sure": sure}
    tables[index] = table


def import_ask(by: Membership, found: Import, step: ImportState) -> None:
    """Have the import checked, run or undone: at once if it is small, else by a worker.

    Raises Refused: import_busy, import_step, file_gone, nothing_to_import, key_not_mapped.
    """
    if found.state in BUSY:
        raise Refused("import_busy", "It is being worked on.", status=409)
    if found.state not in _STEPS[step]:
        raise Refused(
            "import_step", f"An import that is {found.state} cannot do this.", status=409,
            state=found.state,
        )  # fmt: skip
    if step != ImportState.UNDOING:
        if not ImportFile.objects.filter(of=found).exists():
            raise Refused("file_gone", "The file is not kept any more.", status=409)
        said = [each for each in map(mapping.said, found.tables) if each]
        if not said:
            raise Refused("nothing_to_import", "No table of the file is to be imported.")
        for sheet, columns in said:
            given = {c.name for c in columns if c} | {c.name for c in sheet.columns if c.chosen}
            usable_keys(sheet, given)
    if step == ImportState.CHECKING:
        mapping.remember(found.tables)
    found.state, found.error, found.attempts, found.asked_by = step, None, 0, by
    found.rung_at = timezone.now()
    found.save()
    if sum(table["rows"] for table in found.tables) <= AT_ONCE:
        _perform(found)
    else:
        transaction.on_commit(partial(_ring, found.institution_id, found.pk))


def _ring(institution: UUID, import_id: UUID) -> None:
    try:
        current_app.send_task(PERFORM, [str(institution), str(import_id)], retry=False)
    except (BrokerError, redis.RedisError, OSError) as error:
        log.warning("import %s waits for the sweeper: %r", import_id, error)


def import_perform(institution: UUID, import_id: UUID) -> None:
    """What a worker does with an import that waits; nothing, where another is at it.

    All of it is one transaction: a worker that dies leaves the import waiting.
    """
    with tenant_context(institution):
        rows = Import.objects.select_for_update(skip_locked=True, of=("self",))
        found = rows.filter(pk=import_id, state__in=BUSY).first()
        if found is None:
            return
        Import.objects.filter(pk=import_id).update(attempts=found.attempts + 1)
        found.attempts += 1
    with tenant_context(institution), unhurried():
        rows = Import.objects.select_for_update(skip_locked=True, of=("self",))
        found = rows.filter(pk=import_id, state__in=BUSY).first()
        if found is None:
            return
        if found.attempts > ATTEMPTS:
            _end(found, _RESTS[ImportState(found.state)], {"code": "import_failed"})
            return
        _perform(found)


def _perform(found: Import) -> None:
    step = ImportState(found.state)
    problem: dict[str, Any] | None = None
    try:
        with unhurried(), _recorded_as(found):
            if step == ImportState.UNDOING:
                take_turn("fill", found.institution_id)
                undo(found, _who(found.asked_by))
                found.undone_at = timezone.now()
                state = ImportState.UNDONE
            else:
                state = _write(found, keep=step == ImportState.RUNNING)
                if state == ImportState.FAILED:
                    problem = _rows_refused(found)
    except Refused as error:
        problem = {
            "code": error.code,
            "detail": str(error.detail),
            "parameters": error.parameters,
            "errors": error.errors,
        }
        _end(found, _RESTS[step], problem)
    else:
        _end(found, state, problem)


def _rows_refused(found: Import) -> dict[str, Any]:
    """Why an import that looked at every row wrote none."""
    rows = sum(counts["error"] for counts in found.summary)
    return {
        "code": "import_rows_refused",
        "detail": f"Nothing was written: {rows} {'row has' if rows == 1 else 'rows have'} "
        "errors. Mend them and upload the file again, or leave them out (row_by_row).",
        "parameters": {"rows": rows},
    }


def _end(found: Import, state: ImportState, error: dict[str, Any] | None) -> None:
    found.state = state
    found.error = error and {"detail": "", "parameters": {}, "errors": [], **error}
    found.finished_at = timezone.now()
    found.rung_at = None
    found.save()


@contextmanager
def _recorded_as(found: Import) -> Iterator[None]:
    """The record of changes names the import, and who asked, as what changed the rows."""
    names = ("actor", "via", "reason", "request")
    with connection.cursor() as cursor:
        each = ", ".join(f"current_setting('horarium.{name}', true)" for name in names)
        cursor.execute(f"SELECT {each}")
        before = cursor.fetchone()
    by = found.asked_by
    undoing = found.state == ImportState.UNDOING
    enter(
        actor=str(by.user_id) if by else "",
        via="import",
        reason=f"{'undo of ' if undoing else ''}import {found.name}"[:200],
        request=f"undo-{found.pk}" if undoing else str(found.pk),
    )
    try:
        yield
    finally:
        if not connection.needs_rollback:
            enter(**{name: value or "" for name, value in zip(names, before, strict=True)})


class _TakenBack(Exception):
    pass


def _write(found: Import, *, keep: bool) -> ImportState:
    """Write all tables; take it back unless it is to be kept. Notes what it did."""
    reading = read_file(bytes(ImportFile.objects.get(of=found).content), found.name)
    outcome = Outcome()
    state = ImportState.DONE if keep else ImportState.CHECKED
    take_turn("fill", found.institution_id)
    entries = Entry.objects.filter(institution=found.institution_id).order_by("-id")
    first = entries.values_list("id", flat=True).first() or 0
    try:
        with transaction.atomic():
            check_at_once()
            _write_tables(found, [table for table in reading.tables if table.rows], outcome)
            if not keep or (outcome.errors and not found.row_by_row):
                raise _TakenBack
    except _TakenBack:
        state = ImportState.FAILED if keep else ImportState.CHECKED
    if state == ImportState.DONE:
        found.first_entry = first + 1
        found.last_entry = entries.values_list("id", flat=True).first() or first
    _keep(found, outcome)
    return state


def _write_tables(found: Import, tables: Sequence[Table], outcome: Outcome) -> None:
    member = _who(found.owner)
    order = {name: place for place, name in enumerate(SHEETS)}
    said = [
        (number, about)
        for number, each in enumerate(found.tables)
        if (about := mapping.said(each))
    ]
    progress = Progress(found.pk, sum(found.tables[number]["rows"] for number, _ in said))
    lookups = Lookups()
    for number, (sheet, columns) in sorted(said, key=lambda each: order[each[1][0].name]):
        header = found.tables[number]["header"]
        progress.sheet = sheet.name
        outcome.counts[number, sheet.name] = dict.fromkeys(
            ("added", "changed", "unchanged", "removed", "error"), 0
        )
        TableImport(
            number,
            sheet,
            columns,
            lookups=lookups,
            member=member,
            term=found.term,
            outcome=outcome,
            accept=found.accept,
        ).run(
            enumerate(tables[number].rows[header + 1 :], header + 2),
            replace=found.replace,
            progress=progress,
        )
    progress.end()


def _who(member: Membership | None) -> Membership:
    if member is None:
        raise Refused("import_without_owner", "Whose import it was is not a member any more.")
    return member


def _keep(found: Import, outcome: Outcome) -> None:
    ImportPiece.objects.filter(of=found).delete()
    ImportPiece.objects.bulk_create(
        ImportPiece(
            institution_id=found.institution_id,
            of=found,
            table=table,
            sheet=sheet,
            kind=kind,
            number=number,
            content=content,
        )
        for table, sheet, kind, number, content in outcome.pieces()
    )
    found.summary = [
        {"table": table, "sheet": sheet, **counts}
        for (table, sheet), counts in outcome.counts.items()
    ]


def sweep() -> None:
    """Ring again for imports that wait; let files and findings go that are old."""
    with platform_context():
        due = timezone.now() - RING_AGAIN
        rows = Import.objects.select_for_update(skip_locked=True, of=("self",))
        waiting = list(rows.filter(state__in=BUSY, rung_at__lt=due)[:20])
        Import.objects.filter(pk__in=[row.pk for row in waiting]).update(rung_at=timezone.now())
        for row in waiting:
            transaction.on_commit(partial(_ring, row.institution_id, row.pk))
        old = timezone.now() - KEPT
        let_go(Import.objects.filter(file__created_at__lt=old))
