"""Writes rows of one sheet: many at once, with their lists; and takes single ones back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.deletion import Collector
from django.utils import timezone

from accounts.models import Membership
from config.errors import Refused
from spreadsheets.lookups import Lookups
from spreadsheets.reach import not_mine
from spreadsheets.rows import Line, Reader
from spreadsheets.sheets import Column, Sheet
from spreadsheets.sheets.faults import Fault, RowsRefused
from spreadsheets.showing import surroundings, text_of
from spreadsheets.stored import Stored


@dataclass
class Item:
    """A line that is to be written: into `row`, which is new or holds `before`."""

    line: Line
    row: Any
    is_new: bool
    before: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)


def out_of_reach(line: Line) -> Fault:
    name = str(line.values.get("name") or line.values.get("id") or f"line {line.number}")
    return Fault("out_of_reach", f"{name} is not your department's.", name=name)


class Writer:
    """Writes what `reader` read. Nothing here is noted, and no error is caught.

    Raises RowsRefused where some of the rows are at fault by themselves.
    """

    def __init__(
        self,
        sheet: Sheet,
        reader: Reader,
        stored: Stored,
        lookups: Lookups,
        member: Membership,
        accept: Collection[str],
    ) -> None:
        self.accept = accept
        self.sheet, self.stored, self.lookups = sheet, stored, lookups
        self.reader, self.form, self.member = reader, reader.form, member

    def store(self, items: list[Item]) -> None:
        if self.sheet.store is None:
            self._store(items)
        else:
            written = [(None if item.is_new else item.row, item.line.attrs) for item in items]
            rows = self.sheet.store(self.member, written, self.accept)
            for item, row in zip(items, rows, strict=True):
                item.row = row
        touch_owners(self.sheet, [item.row for item in items])
        added = [item.row.pk for item in items if item.is_new]
        changed = [item.row.pk for item in items if not item.is_new]
        foreign = not_mine(self.sheet, self.member, added, "add")
        foreign |= not_mine(self.sheet, self.member, changed, "change")
        if foreign:
            raise RowsRefused(
                {
                    number: out_of_reach(item.line)
                    for number, item in enumerate(items)
                    if item.row.pk in foreign
                }
            )

    def _store(self, items: list[Item]) -> None:
        names: set[str] = set()
        for item in items:
            attrs = {**item.line.attrs}
            item.lists = {
                name: attrs.pop(name)
                for name in getattr(self.form, "lists", {})
                if name in attrs
            }
            if not attrs.get("external_id", "x"):
                del attrs["external_id"]
            if item.is_new:
                item.row = self.sheet.model(
                    institution_id=self.member.institution_id, **attrs, **item.before
                )
            else:
                if not item.before:
                    item.before = {name: getattr(item.row, name) for name in attrs}
                    item.row.version += 1
                    item.row.updated_at = timezone.now()
                for name, value in attrs.items():
                    setattr(item.row, name, value)
                names |= attrs.keys()
        rows: Any = self.sheet.model._default_manager
        rows.bulk_create([item.row for item in items if item.is_new])
        changed = [item.row for item in items if not item.is_new]
        if changed:
            # Quicker than an UPDATE with a case for each row.
            rows.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=sorted(names | {"version", "updated_at"}),
            )
        for item in items:
            for name, named in item.lists.items():
                if named if item.is_new else self._list_column(name) in item.changes:
                    self.form.lists[name](item.row, named)

    def _list_column(self, source: str) -> str:
        return next(c.name for c in self.sheet.columns if c.source == source)

    def link(self, item: Item, columns: Sequence[Column]) -> dict[str, list[str]]:
        changes: dict[str, list[str]] = {}
        model: Any = self.sheet.model
        is_loaded = isinstance(item.row, model)
        pk = item.row.pk if is_loaded else item.row
        for column in columns:
            new: Any = self.reader.read_later(column, item.line)
            keys: Any = [row.pk for row in new] if column.is_list else getattr(new, "pk", None)
            if column.is_list:
                old: Any = [] if item.is_new else self.stored.lists[column.name].get(pk, [])
                same = sorted(map(str, old)) == sorted(map(str, keys))
            else:
                old = None if item.is_new else self.stored.value(pk, column.name)
                same = old == keys
            if same:
                continue
            row = self.lookups[self.sheet.name].rows[pk]
            if (
                not item.is_new
                and not (is_loaded or changes)
                and not_mine(self.sheet, self.member, [pk], "change")
            ):
                raise out_of_reach(item.line)
            if not column.is_list:
                if self.sheet.later_check is not None:
                    self.sheet.later_check(row, new)
                model._default_manager.filter(pk=pk).update(**{column.source: new})
                setattr(row, column.source, new)
            else:
                self.form.lists[column.source](row, new)
            if not item.is_new and not is_loaded and not changes:
                touch(model, [pk])
            none = surroundings(self.lookups, {}, None)
            changes[column.name] = [
                text_of(column, value, self.lookups, none) for value in (old, keys)
            ]
        return changes

    def take_back(self, item: Item) -> None:
        """A line that is refused late leaves nothing behind."""
        model: Any = self.sheet.model
        if item.is_new:
            item.row.delete()
        elif isinstance(item.row, model):
            for name, value in item.before.items():
                if name not in item.lists:
                    setattr(item.row, name, value)
            item.row.save()
            for name in item.lists:
                column = self.sheet.by_name[self._list_column(name)]
                rows = self.lookups[column.to].rows
                keys = self.stored.lists[column.name].get(item.row.pk, [])
                self.form.lists[name](item.row, [rows[key] for key in keys])


def touch(model: Any, keys: Sequence[Any]) -> None:
    """Other parts of these rows changed: who edits them has to see that first."""
    model._default_manager.filter(pk__in=keys).update(
        version=F("version") + 1, updated_at=timezone.now()
    )


def touch_owners(sheet: Sheet, rows: Sequence[Any]) -> None:
    if sheet.part_of:
        owner: Any = sheet.model._meta.get_field(sheet.part_of)
        touch(owner.related_model, list({getattr(row, owner.attname) for row in rows}))


def remove(rows: Sequence[Any]) -> None:
    """Delete rows with what hangs on them, unless that could not be brought back.

    Raises Refused (in_use), ProtectedError, RestrictedError.
    """
    collector = Collector(using="default")
    collector.collect(rows)
    hanging: set[Any] = set(collector.data)
    hanging |= {found.model for found in collector.fast_deletes if found.exists()}
    lost = sorted(
        model._meta.model_name or ""
        for model in hanging
        if "delete" not in model.recorded.actions
    )
    if lost:
        raise Refused("in_use", f"Still in use by: {', '.join(lost)}.", status=409, by=lost)
    collector.delete()
