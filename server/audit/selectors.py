"""What is read of the record."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from accounts.models import User
from accounts.tenancy import current_institution
from audit.models import Action, Entry
from audit.registry import (
    ends_of,
    entities,
    entity_of_table,
    name_path,
    naming_columns,
    parts_of,
    recorded_models,
)

State = dict[str, Any]

_COMPILED = ("campus", "courses")
_NEWEST = 200


def entries() -> QuerySet[Entry]:
    """The institution's record, newest first."""
    return Entry.objects.filter(institution=current_institution()).order_by("-id")


def data_version() -> str:
    """A name for the state of everything that the institution's problems are compiled from.

    Every change of it is an entry. Of the newest some, as one with a lower number may
    become visible after one with a higher.
    """
    tables = [
        model._meta.db_table
        for app in _COMPILED
        for model in apps.get_app_config(app).get_models()
    ]
    newest = entries().filter(table__in=tables).values_list("pk", flat=True)[:_NEWEST]
    return hashlib.sha256(repr(list(newest)).encode()).hexdigest()[:16]


def actor_names(rows: Iterable[Entry]) -> dict[uuid.UUID, str]:
    users = User.objects.filter(pk__in={row.actor for row in rows if row.actor})
    return {user.pk: user.name or user.email for user in users}


def object_names(rows: Iterable[Entry]) -> dict[uuid.UUID, str]:
    """What the entries' objects, and what their values name, are called now.

    Where these are still there and have a name.
    """
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        wanted[entity_of_table(row.table)].add(row.object)
        for key, entity in named_in(row).items():
            wanted[entity].add(key)
    names = {}
    for entity, keys in wanted.items():
        model = entities().get(entity)
        named = name_path(entity)
        if model is not None and named:
            found = model._default_manager.filter(pk__in=keys).values_list("pk", named)
            names.update(dict(found))
    return names


def named_in(row: Entry) -> dict[uuid.UUID, str]:
    """What the values of an entry name, and which entity each of it is."""
    columns = naming_columns(row.table)
    return {
        uuid.UUID(state[column]): entity
        for state in (row.before, row.after)
        if state
        for column, entity in columns.items()
        if state.get(column)
    }


def object_of(entry: Entry) -> uuid.UUID | None:
    """The object in whose history the entry belongs; None where that is not known.

    Entries of a part from before it was recorded as one name only the row itself.
    """
    model = recorded_models()[entry.table]
    if entry.object != entry.row or not ends_of(model):
        return entry.object
    owner = (entry.before or entry.after or {}).get(ends_of(model)[0])
    return uuid.UUID(owner) if owner else None


def states_at(
    model: type[Model], key: uuid.UUID, entry: Entry
) -> dict[str, dict[uuid.UUID, State]]:
    """The object's row and its parts as they were after the entry (before a removal).

    By table and row id; the columns are those that are recorded. Found by going
    back from what is stored now, through every later change.
    """
    parts = parts_of(model)
    states = {model._meta.db_table: _rows(model, Q(pk=key))}
    for part in parts:
        ends = [Q(**{column: key}) for column in ends_of(part)]
        states[part._meta.db_table] = _rows(part, reduce(or_, ends))
    since = Q(id__gt=entry.id)
    if entry.action == Action.DELETE:
        since |= _gone_with(entry, key)
    for row in _changes(model, key, states, since):
        _undo(states.setdefault(row.table, {}), row)
    for part in parts:
        rows = states[part._meta.db_table]
        states[part._meta.db_table] = {
            each: row for each, row in rows.items() if _is_of(part, key, row)
        }
    return states


def _gone_with(entry: Entry, key: uuid.UUID) -> Q:
    """It, and what was removed just before in the same request: parts go before the object."""
    before = entries().filter(object=key, id__lt=entry.id)
    kept = before.exclude(action=Action.DELETE).order_by("-id").values_list("id", flat=True)
    last = kept.first() or 0
    return Q(action=Action.DELETE, request=entry.request, id__gt=last, id__lte=entry.id)


def _changes(
    model: type[Model],
    key: uuid.UUID,
    states: dict[str, dict[uuid.UUID, State]],
    since: Q,
) -> list[Entry]:
    """What happened to the object and its parts, newest first.

    Also to parts that the record has under another object: the other end, or, from before
    they were recorded as parts, themselves. They are known by the columns that name the object.
    """
    parts = parts_of(model)
    mine = Q(object=key) | Q(table=model._meta.db_table, row=key)
    for part in parts:
        for column in ends_of(part):
            named = Q(**{f"before__{column}": str(key)}) | Q(**{f"after__{column}": str(key)})
            mine |= Q(table=part._meta.db_table) & named
    found = {row.pk: row for row in entries().filter(since, mine)}
    tables = [part._meta.db_table for part in parts]
    known = {row for table in tables for row in states[table]}
    known |= {row.row for row in found.values()}
    changed = Q(table__in=tables, row__in=known - {key}, action=Action.CHANGE)
    found |= {row.pk: row for row in entries().filter(since, changed)}
    return [found[each] for each in sorted(found, reverse=True)]


def _is_of(part: type[Model], key: uuid.UUID, row: State) -> bool:
    return str(key) in {str(row.get(column)) for column in ends_of(part)}


def _undo(rows: dict[uuid.UUID, State], entry: Entry) -> None:
    if entry.action == Action.ADD:
        rows.pop(entry.row, None)
    elif entry.action == Action.DELETE:
        rows[entry.row] = dict(entry.before or {})
    else:
        rows.setdefault(entry.row, {}).update(entry.before or {})


def _rows(model: Any, condition: Q) -> dict[uuid.UUID, State]:
    columns = [field.attname for field in model._meta.concrete_fields]
    return {row["id"]: row for row in model._base_manager.filter(condition).values(*columns)}
