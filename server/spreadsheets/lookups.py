"""Finds the rows that cells name: by external id, or by name where that is one row's only."""

from collections.abc import Iterable
from typing import Any

from campus.models import Term
from spreadsheets.sheets import SHEETS, Column, Sheet
from spreadsheets.sheets.faults import Fault

Row = Any
_SEVERAL = object()


class Lookup:
    """All rows of a sheet's model. Names are compared without case, external ids with it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: dict[Any, Row] = {}
        self._by_id: dict[tuple[Any, str], Row] = {}
        self._by_name: dict[tuple[Any, str], Any] = {}
        for row in sheet.model._default_manager.select_related(*sheet.related).iterator():
            self.add(row)

    def add(self, row: Row) -> None:
        self.rows[row.pk] = row
        scope = getattr(row, f"{self.sheet.scope}_id") if self.sheet.scope else None
        first, *others = (_follow(row, path) for path in self.sheet.names)
        self._by_id[scope, first] = row
        for name in others:
            key = (scope, name.casefold())
            known = self._by_name.setdefault(key, row)
            if known is not row:
                self._by_name[key] = _SEVERAL

    def find(self, text: str, scope: Any, column: Column) -> Row:
        """Raises Fault: unknown_reference, ambiguous_reference."""
        row = self._by_id.get((scope, text)) or self._by_name.get((scope, text.casefold()))
        if row is _SEVERAL:
            raise Fault(
                "ambiguous_reference",
                f"Several are called {text[:60]}: write the id.",
                column.name,
                value=text[:60],
                kind=self.sheet.name,
            )
        if row is None:
            raise Fault(
                "unknown_reference",
                f"There is no {text[:60]} among the {self.sheet.title.lower()}.",
                column.name,
                value=text[:60],
                kind=self.sheet.name,
            )
        return row

    def scope_of(self, around: Row | None) -> Any:
        """The scope in which a name is looked for, from the row that it is within."""
        if self.sheet.own_term and isinstance(around, Term):
            return around.pk if around.self_contained else None
        return around.pk if around is not None and self.sheet.scope else None

    def text(self, pk: Any) -> str:
        """What a cell calls the row."""
        row = self.rows.get(pk)
        return "" if row is None else _follow(row, self.sheet.names[0])


class Lookups(dict[str, Lookup]):
    """A lookup for each sheet that is asked about, read when it first is."""

    def __missing__(self, name: str) -> Lookup:
        self[name] = Lookup(SHEETS[name])
        return self[name]

    def note(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """New rows, or rows with new names: to be found by what is read after them."""
        if sheet.name in self:
            for row in rows:
                self[sheet.name].add(row)

    def forget(self, names: Iterable[str]) -> None:
        """Read these anew: rows were made, or went, beside the sheets themselves."""
        for name in names:
            self.pop(name, None)


def _follow(row: Row, path: str) -> str:
    for name in path.split("__"):
        row = getattr(row, name)
    return str(row)
