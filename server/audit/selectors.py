"""What is read of the record."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from accounts.models import User
from accounts.tenancy import current_institution
from audit.models import Action, Entry
from audit.registry import entities, entity_of_table, parts_of

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
    """What the entries' objects are called now, where they are still there and have a name."""
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        wanted[entity_of_table(row.table)].add(row.object)
    names = {}
    for entity, keys in wanted.items():
        model = entities().get(entity)
        if model is not None and any(f.name == "name" for f in model._meta.concrete_fields):
            found = model._default_manager.filter(pk__in=keys).values_list("pk", "name")
            names.update(dict(found))
    return names


def states_at(entry: Entry) -> dict[str, dict[uuid.UUID, State]]:
    """The object's row and its parts as they were after the entry (before a removal).

    By table and row id; the columns are those that are recorded. Found by going
    back from what is stored now, through every later change.
    """
    model = entities()[entity_of_table(entry.table)]
    states = {model._meta.db_table: _rows(model, id=entry.object)}
    for part in parts_of(model):
        column = part._meta.get_field(part.recorded.part_of).attname  # type: ignore[attr-defined,union-attr]
        states[part._meta.db_table] = _rows(part, **{column: entry.object})
    later = Entry.objects.filter(object=entry.object, id__gt=entry.id)
    if entry.action == Action.DELETE:
        # Its parts went first, in the same request, and are back with it.
        gone = Entry.objects.filter(
            object=entry.object, action=Action.DELETE, request=entry.request, id__lte=entry.id
        )
        later = later | gone
    for row in later.order_by("-id"):
        _undo(states.setdefault(row.table, {}), row)
    return states


def _undo(rows: dict[uuid.UUID, State], entry: Entry) -> None:
    if entry.action == Action.ADD:
        rows.pop(entry.row, None)
    elif entry.action == Action.DELETE:
        rows[entry.row] = dict(entry.before or {})
    else:
        rows.setdefault(entry.row, {}).update(entry.before or {})


def _rows(model: Any, **condition: Any) -> dict[uuid.UUID, State]:
    columns = [field.attname for field in model._meta.concrete_fields]
    return {row["id"]: row for row in model._base_manager.filter(**condition).values(*columns)}
