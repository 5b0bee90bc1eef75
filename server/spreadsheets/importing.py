"""Writes one table: what is new, changed, or not in the file any more.

Lines are read, judged and written in batches. Of a batch that a service or the database
refuses, lines that are known to be at fault are left out; else it is cut in halves until
these are alone: so every error has its row, and a sound batch costs one statement.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction

from accounts.bulk import FAULTS
from accounts.models import Membership
from campus.models import Term
from config.errors import Refused
from spreadsheets.files.cells import Cell
from spreadsheets.lookups import Lookups
from spreadsheets.outcome import Outcome
from spreadsheets.reach import not_mine, removable
from spreadsheets.rows import Line, Reader, faults_of, raise_failure
from spreadsheets.sheets import Column, Sheet
from spreadsheets.sheets.faults import Fault, RowsRefused
from spreadsheets.sheets.kinds import text_of as cell_text
from spreadsheets.showing import surroundings, text_of
from spreadsheets.stored import Stored
from spreadsheets.writes import Item, Writer, out_of_reach, remove, touch_owners

BATCH = 2000
T = TypeVar("T")
_REFUSALS = (*FAULTS, DatabaseError, Fault)


class TableImport:
    """`number` is the table's place in the file; `columns` are by the place in the table."""

    def __init__(
        self,
        number: int,
        sheet: Sheet,
        columns: Sequence[Column | None],
        *,
        lookups: Lookups,
        member: Membership,
        term: Term | None,
        outcome: Outcome,
        accept: Collection[str],
    ) -> None:
        self.number, self.sheet = number, sheet
        self.lookups, self.member, self.outcome = lookups, member, outcome
        self.reader = Reader(sheet, columns, lookups, member, term)
        self.term = term
        given = {column.name for column in self.reader.columns}
        self.stored = Stored(sheet, self.reader.columns, usable_keys(sheet, given))
        self.missing = [
            c for c in sheet.columns if sheet.is_required(c) and c.name not in given
        ]
        self.later = [c for c in self.reader.columns if sheet.is_later(c)]
        self.writer = Writer(sheet, self.reader, self.stored, lookups, member, accept)
        self._seen: dict[Any, int] = {}
        self._terms: set[Any] = {term.pk} if term else set()
        if "term" in sheet.by_name and "term" not in given:
            self._terms.add(None)
        self._known: dict[Any, Any] = {}
        self._waiting: list[Item] = []

    def run(
        self,
        lines: Iterable[tuple[int, list[Cell]]],
        *,
        replace: bool,
        progress: Callable[[int], None],
    ) -> None:
        """Write the lines (numbered as in the file), and remove other rows if asked to."""
        filled = (
            Line(number, cells) for number, cells in lines if any(cell != "" for cell in cells)
        )
        for batch in batches(filled, BATCH):
            self._batch(batch)
            progress(len(batch))
        for item in self._waiting:
            self._write_later(item)
        counts = self.outcome.counts.get((self.number, self.sheet.name), {})
        # A row whose line could not be read would be taken for one that is gone.
        if replace and not counts.get("error"):
            self._remove()

    def _batch(self, lines: list[Line]) -> None:
        found: dict[Any, Line] = {}
        items: list[Item] = []
        for line in lines:
            self.reader.read(line)
            if not line.faults and self.sheet.pair:
                self._order(line)
            pk = self._match(line) if not line.faults else None
            if "term" in line.values:
                self._terms.add(getattr(line.values["term"], "pk", None))
            if line.faults:
                self._refuse(line)
            elif pk is not None:
                found[pk] = line
            else:
                items.append(self._new(line))
        items += self._changed(found)
        for item in items:
            if not item.line.faults:
                self.reader.judge(item.line, None if item.is_new else item.row)
        self._write([item for item in items if self._is_sound(item)])

    def _is_sound(self, item: Item) -> bool:
        if item.line.faults:
            self._refuse(item.line)
        return not item.line.faults

    def _order(self, line: Line) -> None:
        assert self.sheet.pair is not None
        first, second = self.sheet.pair
        one, other = line.values.get(first), line.values.get(second)
        if one is not None and other is not None and str(one.pk) > str(other.pk):
            line.values[first], line.values[second] = other, one

    def _match(self, line: Line) -> Any:
        """The key of the stored row; a line that repeats another has a fault instead."""
        try:
            pk = self.stored.find(line)
        except Fault as fault:
            line.faults.append(fault)
            return None
        first = self._seen.setdefault(line.key if pk is None else pk, line.number)
        if first != line.number:
            line.faults.append(
                Fault("repeated_row", f"Line {first} is about the same.", line=first)
            )
        return pk

    def _new(self, line: Line) -> Item:
        item = Item(line, None, is_new=True)
        for column in self.missing:
            line.faults.append(Fault("required", "This is needed.", column.name))
        if self.sheet.complete is not None and not line.faults:
            try:
                with transaction.atomic():
                    item.before = self.sheet.complete(line.values, self._known)
            except _REFUSALS as error:
                raise_failure(error)
                line.faults += faults_of(error, self.sheet)
        return item

    def _changed(self, found: dict[Any, Line]) -> list[Item]:
        """Items for those of the stored rows that the lines would change."""
        changes = {pk: self._differences(pk, line) for pk, line in found.items()}
        wanted = [pk for pk, differs in changes.items() if differs]
        model: Any = self.sheet.model
        rows = model._default_manager.select_related(*self.sheet.related)
        rows = rows.select_for_update(of=("self",)).in_bulk(wanted)
        foreign = not_mine(self.sheet, self.member, wanted, "change")
        items = []
        for pk, line in found.items():
            if pk in foreign:
                self._refuse(line, out_of_reach(line))
            elif pk in rows:
                items.append(Item(line, rows[pk], is_new=False, changes=changes[pk]))
                self._keep_fixed(items[-1])
            elif self.later:
                self._waiting.append(Item(line, pk, is_new=False))
            else:
                self._note("unchanged", line)
        return items

    def _keep_fixed(self, item: Item) -> None:
        """Refuse another place for a row than the one it has: what surrounds it stays."""
        for column in self.sheet.columns:
            if column.surrounds and column.name in item.changes:
                item.line.faults.append(
                    Fault("fixed_column", "This cannot be changed here.", column.name)
                )

    def _differences(self, pk: Any, line: Line) -> dict[str, list[str]]:
        """By column, what is stored and what the line says, where these are not the same."""
        differences = {}
        for column in self.reader.columns:
            if column.name not in line.values or self.sheet.is_later(column):
                continue
            new = line.values[column.name]
            if column.is_list:
                old: Any = self.stored.lists[column.name].get(pk, [])
                new = [row.pk for row in new]
                same = new == old if column.ordered else set(new) == set(old)
            else:
                old = self.stored.value(pk, column.name)
                new = getattr(new, "pk", new)
                # An id or a place that the file leaves open stays what it is.
                same = new == old or (
                    new in ("", None) and (column.surrounds or column.source == "external_id")
                )
            if not same:
                differences[column.name] = self._shown(column, old, new, pk, line)
        return differences

    def _shown(self, column: Column, old: Any, new: Any, pk: Any, line: Line) -> list[str]:
        term = line.values.get("term")
        key = getattr(term, "pk", None)
        values = {c.source: line.values.get(c.name) for c in self.reader.columns}
        stored = {
            c.source: self.stored.value(pk, c.name)
            for c in self.reader.columns
            if not c.is_list and c.name in line.values
        }
        return [
            text_of(column, old, self.lookups, surroundings(self.lookups, stored, key)),
            text_of(column, new, self.lookups, surroundings(self.lookups, values, key)),
        ]

    # --- Writing ---------------------------------------------------------------------

    def _write(self, items: list[Item]) -> None:
        if not items:
            return
        try:
            with transaction.atomic():
                self.writer.store(items)
        except RowsRefused as refusal:
            for number, error in refusal.errors.items():
                self._refuse(items[number].line, *faults_of(error, self.sheet))
            self._write([each for n, each in enumerate(items) if n not in refusal.errors])
        except _REFUSALS as error:
            raise_failure(error)
            if len(items) == 1:
                self._refuse(items[0].line, *faults_of(error, self.sheet))
            else:
                half = len(items) // 2
                self._write(items[:half])
                self._write(items[half:])
        else:
            for item in items:
                self._written(item)

    def _written(self, item: Item) -> None:
        self.lookups.note(self.sheet, [item.row])
        if self.sheet.complete is not None:
            self.lookups.forget(["offerings", "configs", "subparts"])
        if self.later:
            self._waiting.append(item)
        elif item.is_new:
            self._note_added(item.line)
        else:
            self._note("changed", item.line, changes=item.changes)

    def _write_later(self, item: Item) -> None:
        """Write what names rows of the same sheet, now that all of these are there."""
        try:
            with transaction.atomic():
                changes = self.writer.link(item, self.later)
        except _REFUSALS as error:
            raise_failure(error)
            self.writer.take_back(item)
            self._refuse(item.line, *faults_of(error, self.sheet))
            return
        if item.is_new:
            self._note_added(item.line)
        elif changes := {**item.changes, **changes}:
            self._note("changed", item.line, changes=changes)
        else:
            self._note("unchanged", item.line)

    # --- Removing --------------------------------------------------------------------

    def _remove(self) -> None:
        """Remove the stored rows that no line is about, of the terms that lines are about."""
        has_term = "term" in self.sheet.by_name
        seen = self._seen
        gone = [
            pk
            for pk in self.stored.values
            if pk not in seen and (not has_term or self.stored.value(pk, "term") in self._terms)
        ]
        for batch in batches(removable(self.sheet, self.member, gone), BATCH):
            self._delete(batch)
        if gone:
            self.lookups.clear()

    def _delete(self, keys: list[Any]) -> None:
        model: Any = self.sheet.model
        shown = {pk: self._key_of_stored(pk) for pk in keys}
        try:
            with transaction.atomic():
                rows = list(model._default_manager.filter(pk__in=keys))
                touch_owners(self.sheet, rows)
                remove(rows)
        except _REFUSALS as error:
            raise_failure(error)
            if len(keys) > 1:
                half = len(keys) // 2
                self._delete(keys[:half])
                self._delete(keys[half:])
                return
            errors = [fault.document() for fault in faults_of(error, self.sheet)]
            self._keep("error", {"row": 0, "key": shown[keys[0]], "errors": errors})
        else:
            for pk in keys:
                self._keep("removed", {"row": 0, "key": shown[pk]})

    def _key_of_stored(self, pk: Any) -> str:
        term = self.stored.value(pk, "term") if "term" in self.sheet.by_name else None
        values = {
            self.sheet.by_name[name].source: self.stored.value(pk, name)
            for name in self.stored.keys[0]
        }
        about = surroundings(self.lookups, values, term)
        columns = [self.sheet.by_name[name] for name in self.stored.keys[0]]
        shown = (text_of(c, values[c.source], self.lookups, about) for c in columns)
        return " · ".join(filter(None, shown))

    # --- Noting ----------------------------------------------------------------------

    def _refuse(self, line: Line, *faults: Fault) -> None:
        line.faults += faults
        errors = [fault.document() for fault in line.faults]
        self._note("error", line, errors=errors)

    def _note_added(self, line: Line) -> None:
        values = {
            column.name: cell_text(self.reader.cell(line, column))
            for column in self.reader.columns
        }
        self._note("added", line, values={k: v for k, v in values.items() if v})

    def _note(self, kind: str, line: Line, **more: Any) -> None:
        names = self.stored.keys[line.key[0] if line.key else 0]
        columns = [self.sheet.by_name[name] for name in names]
        texts = (cell_text(self.reader.cell(line, column)) for column in columns)
        key = " · ".join(filter(None, texts))
        self._keep(kind, {"row": line.number, "key": key, **more})

    def _keep(self, kind: str, finding: dict[str, Any]) -> None:
        self.outcome.note(self.number, self.sheet.name, kind, finding)


def usable_keys(sheet: Sheet, given: set[str]) -> list[tuple[str, ...]]:
    """Those of the sheet's keys that the given columns hold.

    Raises Refused: key_not_mapped.
    """

    def is_there(name: str) -> bool:
        column = sheet.by_name[name]
        optional = not sheet.is_required(column) and column.source != "external_id"
        return name in given or optional

    keys = [key for key in sheet.keys if all(map(is_there, key))]
    if not keys:
        needed = [name for name in sheet.keys[-1] if not is_there(name)]
        raise Refused(
            "key_not_mapped",
            f"{sheet.title}: no column says which row is which.",
            sheet=sheet.title,
            columns=needed,
        )
    return keys


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def check_at_once() -> None:
    """Have the database refuse at the statement what it would refuse at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
