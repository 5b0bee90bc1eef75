"""What to write into an edit's form so that a state of the record comes back."""

import uuid
from typing import Any

from django.db import models
from rest_framework import serializers

from accounts.recording import Listed
from audit.registry import ends_of, parts_of
from audit.selectors import State
from config.errors import Refused


def payload(
    form: Any,
    model: type[models.Model],
    key: uuid.UUID,
    states: dict[str, dict[Any, State]],
) -> dict[str, Any]:
    """The form's fields as they were. Raises Refused where a list of it is not recorded."""
    found = _columns(form, states[model._meta.db_table][key])
    for name, field in form.fields.items():
        listed = listed_in(form, name)
        if listed is None:
            continue
        part = listed.model
        if part not in parts_of(model):
            raise Refused("nothing_to_restore", f"Its {name} are not in the record.")
        rows = [
            _seen_from(key, part, row)
            for row in in_order(states[part._meta.db_table])
            if all(row[column] == value for column, value in listed.where.items())
        ]
        if listed.names:
            found[name] = [row[f"{listed.names}_id"] for row in rows]
        elif isinstance(field, serializers.ListSerializer):
            found[name] = [_columns(field.child, row) for row in rows]
        else:
            found[name] = _columns(field, rows[0]) if rows else None
    return found


def listed_in(form: Any, name: str) -> Listed | None:
    """Where the rows of a field are, if it is one that writes rows of their own."""
    field = form.fields[name]
    of_rows = isinstance(field, serializers.BaseSerializer | serializers.ManyRelatedField)
    if field.read_only or not of_rows:
        return None
    declared: Listed | None = form.listed.get(name)
    own: Any = getattr(field, "child", field)
    return declared or Listed(getattr(getattr(own, "Meta", None), "model", None))


def in_order(rows: dict[Any, State]) -> list[State]:
    """As they were written: keys count on."""
    return [rows[key] for key in sorted(rows, key=str)]


def _seen_from(key: uuid.UUID, part: type[models.Model], row: State) -> State:
    """A row that has two ends as the form shows it: the owner's column names the far one."""
    near, *far = ends_of(part)
    return {**row, near: row[far[0]]} if far and str(row[near]) == str(key) else row


def _columns(form: Any, row: State) -> dict[str, Any]:
    found = {}
    for name, field in form.fields.items():
        column = f"{field.source}_id" if f"{field.source}_id" in row else field.source
        if not field.read_only and name != "version" and column in row:
            found[name] = row[column]
    return found
