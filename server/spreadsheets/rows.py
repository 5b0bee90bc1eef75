"""From the cells of a line to values of the model's fields, checked by the API's form."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db import DataError, InternalError, OperationalError, ProgrammingError
from django.db.models import NOT_PROVIDED
from rest_framework.exceptions import ValidationError

from accounts.bulk import FAULTS, errors_of
from accounts.models import Membership
from campus.models import Term
from config.errors import PLAN_LIMIT
from spreadsheets.files.cells import Cell
from spreadsheets.lookups import Lookups
from spreadsheets.sheets import Column, Sheet
from spreadsheets.sheets.faults import Fault, not_a_choice
from spreadsheets.sheets.kinds import READ, SURROUNDED, Surroundings, split_list, text_of

Faults = list[Fault]


@dataclass
class Line:
    """A line of a table as far as it could be read; `values` by column."""

    number: int
    cells: list[Cell]
    values: dict[str, Any] = field(default_factory=dict)
    faults: Faults = field(default_factory=list)
    key: tuple[Any, ...] = ()
    attrs: dict[str, Any] = field(default_factory=dict)


class Reader:
    """Reads lines of one table. `columns` are the sheet's by the table's position, or None."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Iterable[Column | None],
        lookups: Lookups,
        member: Membership,
        term: Term | None,
    ) -> None:
        self.sheet, self.lookups, self.term = sheet, lookups, term
        places: dict[str, list[int]] = {}
        for position, column in enumerate(columns):
            if column is not None:
                places.setdefault(column.name, []).append(position)
        # In the sheet's order: what surrounds a row is read first.
        self.columns = [c for c in sheet.columns if c.name in places or (c.chosen and term)]
        self._places = places
        request = SimpleNamespace(auth=member)
        self.form = sheet.form(context={"request": request})
        self._fields = {column.name: self._field(column) for column in sheet.columns}
        self._memory: dict[tuple[str, Cell], Any] = {}

    def read(self, line: Line) -> None:
        about: dict[str, Any] = {}
        for column in self.columns:
            if self.sheet.is_later(column):
                continue
            try:
                value = self._value(column, line, about)
            except Fault as fault:
                fault.column = column.name
                line.faults.append(fault)
            else:
                line.values[column.name] = value
                about[column.source] = value

    def read_later(self, column: Column, line: Line) -> Any:
        """What a column names of the sheet's own rows. Raises Fault."""
        try:
            return self._value(column, line, {})
        except Fault as fault:
            fault.column = column.name
            raise

    def cell(self, line: Line, column: Column) -> Cell:
        """The column's cell; of several that hold one list, all their texts."""
        found = [
            line.cells[place]
            for place in self._places.get(column.name, ())
            if place < len(line.cells)
        ]
        if len(found) == 1:
            return found[0]
        return "; ".join(filter(None, (text_of(cell) for cell in found)))

    def _value(self, column: Column, line: Line, about: dict[str, Any]) -> Any:
        cell = self.cell(line, column)
        empty = cell == "" or (isinstance(cell, str) and not cell.strip())
        if column.is_list:
            texts = [] if empty else split_list(text_of(cell))
            return [self._find(text, column, line) for text in texts]
        if empty:
            return self._nothing(column)
        if column.is_reference:
            return self._find(text_of(cell), column, line)
        if column.kind in SURROUNDED:
            term = next((v for v in line.values.values() if isinstance(v, Term)), None)
            return self._sound(column, READ[column.kind](cell, Surroundings(term, about)))
        # 1, 1.0 and True are one key of a dict, and not one cell.
        key = (column.name, cell if isinstance(cell, str) else f"{type(cell)}{cell!r}")
        if key not in self._memory:
            try:
                value = self._sound(column, READ[column.kind](cell, Surroundings()))
            except Fault as fault:
                value = fault
            self._memory[key] = value
        value = self._memory[key]
        if isinstance(value, Fault):
            raise Fault(value.code, value.detail, **value.parameters)
        return value

    def _find(self, text: str, column: Column, line: Line) -> Any:
        lookup = self.lookups[column.to]
        if column.within and column.within not in line.values and column.within in self._places:
            raise Fault("unread_surroundings", f"Its {column.within} could not be read.")
        around = line.values.get(column.within) if column.within else None
        return lookup.find(text, lookup.scope_of(around), column)

    def _nothing(self, column: Column) -> Any:
        """What an empty cell means."""
        if column.chosen and self.term is not None:
            return self.lookups["terms"].rows.get(self.term.pk, self.term)
        if column.fixed or column.source == "external_id":
            return ""
        known = self.sheet.model_field(column)
        if known is None:
            if column.required:
                raise _required()
            return None if column.is_reference else ""
        if known.null:
            return None
        if known.default is not NOT_PROVIDED:
            default: Any = known.default
            return default() if callable(default) else default
        if known.blank and not column.required:
            return ""
        raise _required()

    def _sound(self, column: Column, value: Any) -> Any:
        """The value as the form's field takes it."""
        field: Any = self._fields[column.name]
        if field is None:
            return value
        try:
            return field.run_validation(value)
        except ValidationError as error:
            first = errors_of(error)[0]
            if first["code"] == "invalid_choice":
                raise not_a_choice(str(value), field.choices) from None
            raise Fault(first["code"], first["detail"], **first["parameters"]) from None

    def _field(self, column: Column) -> Any:
        """The form's field for a value that is no other row."""
        if column.is_reference or column.is_list:
            return None
        for name, each in self.form.fields.items():
            if not each.read_only and column.source in (name, each.source):
                return each
        return None

    def attributes(self, line: Line) -> dict[str, Any]:
        """The values that are written, by field of the form; not those of later columns."""
        return {
            column.source: line.values[column.name]
            for column in self.columns
            if column.name in line.values
            and not column.surrounds
            and not self.sheet.is_later(column)
        }

    def judge(self, line: Line, row: Any) -> None:
        """Have the form and the sheet look at the whole of the line; `row` is None if new."""
        self.form.instance = row
        attrs = self.attributes(line)
        try:
            if self.sheet.check is not None:
                stored = {} if row is None else _stored(row, self.sheet)
                self.sheet.check({**stored, **attrs})
            attrs = self.form.validate(attrs)
        except (*FAULTS, Fault) as error:
            line.faults += faults_of(error, self.sheet)
        line.attrs = attrs


def _stored(row: Any, sheet: Sheet) -> dict[str, Any]:
    return {
        c.source: getattr(row, c.source)
        for c in sheet.columns
        if not (c.is_list or c.surrounds)
    }


def _required() -> Fault:
    return Fault("required", "This is needed.")


def raise_failure(error: Exception) -> None:
    """Raise what is no row's fault: the database itself failed, or it was asked nonsense."""
    is_limit = getattr(error.__cause__, "sqlstate", "") == PLAN_LIMIT
    if isinstance(error, OperationalError | ProgrammingError | InternalError) and not is_limit:
        raise error


def faults_of(error: Exception, sheet: Sheet) -> Faults:
    """What refuses a row, with the columns at fault."""
    if isinstance(error, Fault):
        return [error]
    if isinstance(error, DataError):
        return [Fault("value_out_of_range", str(error).splitlines()[0])]
    found = []
    for each in errors_of(error):
        parts = str(each["field"] or "").split(".")
        column = next((c.name for c in sheet.columns if c.source in parts), "")
        # An index into a list is nothing that a reader of the file could count to.
        found.append(
            Fault(each["code"], str(each["detail"]), column, **_plain(each["parameters"]))
        )
    return found


def _plain(parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str | int | float | bool | list) else str(value)
        for name, value in parameters.items()
        if name not in ("code", "detail", "column")
    }
