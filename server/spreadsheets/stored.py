"""What is stored of a sheet, as far as a table is compared with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from spreadsheets.rows import Line
from spreadsheets.sheets import Column, Sheet
from spreadsheets.sheets.faults import Fault

Key = tuple[Any, ...]
_SEVERAL = object()


def plain_columns(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if not column.is_list]


def list_values(column: Column, owners: Iterable[Any] | None = None) -> dict[Any, list[Any]]:
    """The keys that each row's list holds, in order; of all rows, or of these."""
    assert column.through is not None
    model, owner, target = column.through
    rows = model._default_manager.filter(**dict(column.where))
    if owners is not None:
        rows = rows.filter(**{f"{owner}__in": owners})
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in rows.order_by("id").values_list(f"{owner}_id", f"{target}_id").iterator():
        found[key].append(value)
    return found


class Stored:
    """The rows of a sheet's model: their values in `columns`, found by the sheet's keys.

    Raises Refused: key_not_mapped, where `columns` hold none of the keys.
    """

    def __init__(self, sheet: Sheet, columns: Sequence[Column], keys: Sequence[Key]) -> None:
        self.sheet, self.keys = sheet, keys
        named = {name for key in keys for name in key}
        term = [column for column in sheet.columns if column.name == "term"]
        wanted = {c.name: c for c in [*plain_columns(columns), *term]}
        wanted |= {name: sheet.by_name[name] for name in named}
        self._places = {name: place for place, name in enumerate(wanted, 1)}
        self.values: dict[Any, tuple[Any, ...]] = {}
        self._by_key: list[dict[Key, Any]] = [{} for _ in keys]
        rows: QuerySet[Any, Any] = sheet.model._default_manager.order_by("id")
        for found in rows.values_list("pk", *(c.source for c in wanted.values())).iterator():
            row = self._in_order(found)
            self.values[row[0]] = row
            for index, names in zip(self._by_key, keys, strict=True):
                key = self.norm(names, [row[self._places[name]] for name in names])
                index[key] = row[0] if key not in index else _SEVERAL
        self.lists = {c.name: list_values(c) for c in columns if c.is_list}

    def _in_order(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Both ways between two rooms are one."""
        if self.sheet.pair is None:
            return row
        first, second = (self._places[name] for name in self.sheet.pair)
        if str(row[first]) > str(row[second]):
            changed = list(row)
            changed[first], changed[second] = row[second], row[first]
            return tuple(changed)
        return row

    def value(self, pk: Any, column: str) -> Any:
        return self.values[pk][self._places[column]]

    def norm(self, names: Key, values: Iterable[Any]) -> Key:
        """Names are compared without case, ids with it."""
        return tuple(
            value.casefold() if name in ("name", "code") and isinstance(value, str) else value
            for name, value in zip(names, values, strict=True)
        )

    def find(self, line: Line) -> Any:
        """The key of the stored row that the line is about, or None; notes the line's own key.

        Raises Fault: key_missing, ambiguous_reference.
        """
        for place, (index, names) in enumerate(zip(self._by_key, self.keys, strict=True)):
            values = [_key_of(line.values.get(name)) for name in names]
            if any(
                value in ("", None) and name in ("id", "name", "code")
                for name, value in zip(names, values, strict=True)
            ):
                continue
            key = self.norm(names, values)
            line.key = (place, *key)
            found = index.get(key)
            if found is _SEVERAL:
                raise Fault(
                    "ambiguous_reference",
                    "Several rows are called so: write the id.",
                    names[-1],
                    value=str(values[-1])[:60],
                    kind=self.sheet.name,
                )
            return found
        raise Fault("key_missing", "Nothing says which row this is.", self.keys[0][-1])


def _key_of(value: Any) -> Any:
    return getattr(value, "pk", value)
