"""Bringing back what was."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request, clone_request

from accounts.permissions import may, member_of
from accounts.viewsets import EntityViewSet
from audit.models import Action, Entry
from audit.registry import entities, entity_of_table, parts_of
from audit.selectors import State, states_at
from config.errors import Refused


def restore(entry: Entry, request: Request, version: int | None) -> None:
    """Write the entry's object again as it was after the entry (or before its removal).

    An object that is still there is edited as by its own view, with that view's
    permissions, checks and refusals of stale edits; one that is gone is added again,
    under its old id. Nothing is removed by this.

    Raises Refused (nothing_to_restore, stale_version, conflict and whatever the edit
    refuses), PermissionDenied.
    """
    entity = entity_of_table(entry.table)
    view_class = view_of(entities()[entity])
    if view_class is None:
        raise Refused(
            "nothing_to_restore", "Changes of this kind are not undone by themselves."
        )
    model = entities()[entity]
    states = states_at(entry)
    row = states[model._meta.db_table].get(entry.object)
    if row is None:
        raise Refused("nothing_to_restore", "At that time it did not exist.")
    if model._default_manager.filter(pk=entry.object).exists():
        _edit(view_class, request, model, states, version)
    elif entry.action == Action.DELETE:
        _add_again(request, view_class.entity, model, states)
    else:
        raise Refused("nothing_to_restore", "It was removed since: restore that first.")


def _edit(
    view_class: type[EntityViewSet[Any]],
    request: Request,
    model: type[models.Model],
    states: dict[str, dict[Any, State]],
    version: int | None,
) -> None:
    edit = clone_request(request, "PATCH")
    pk = next(iter(states[model._meta.db_table]))
    view = view_class(action="partial_update", format_kwarg=None, args=(), kwargs={"pk": pk})
    view.request = edit
    view.check_permissions(edit)
    form = view.get_serializer()
    payload = _payload(form, model, states)
    if version is not None:
        payload["version"] = version
    # The copy has no body to parse: this is what it holds.
    edit._full_data = payload  # type: ignore[attr-defined]
    view.partial_update(edit, pk=pk)


def _payload(
    form: serializers.BaseSerializer[Any],
    model: type[models.Model],
    states: dict[str, dict[Any, State]],
) -> dict[str, Any]:
    """What to write into the serializer's fields so that the stored state comes back."""
    row = next(iter(states[model._meta.db_table].values()))
    payload = _columns(form, row)
    for name, field in form.fields.items():  # type: ignore[attr-defined]
        if field.read_only:
            continue
        if isinstance(field, serializers.ListSerializer):
            part = field.child.Meta.model  # type: ignore[union-attr]
            rows = _in_order(states.get(part._meta.db_table, {}))
            payload[name] = [_columns(field.child, one) for one in rows]
        elif isinstance(field, serializers.ManyRelatedField):
            related: Any = field.child_relation
            column, table = _link(model, related.queryset.model)
            payload[name] = [one[column] for one in _in_order(states.get(table, {}))]
    return payload


def _columns(form: Any, row: State) -> dict[str, Any]:
    found = {}
    for name, field in form.fields.items():
        column = f"{field.source}_id" if f"{field.source}_id" in row else field.source
        if not field.read_only and name != "version" and column in row:
            found[name] = row[column]
    return found


def _link(model: type[models.Model], other: type[models.Model]) -> tuple[str, str]:
    """The column and table by which parts of the model name rows of the other."""
    for part in parts_of(model):
        for field in part._meta.concrete_fields:
            if field.related_model is other:
                return field.attname, part._meta.db_table
    raise Refused("nothing_to_restore", f"{model.__name__} has no list of {other.__name__}.")


def _in_order(rows: dict[Any, State]) -> list[State]:
    return [rows[key] for key in sorted(rows, key=str)]


def _add_again(
    request: Request,
    entity: str,
    model: type[models.Model],
    states: dict[str, dict[Any, State]],
) -> None:
    for kind in (model, *parts_of(model)):
        for state in _in_order(states.get(kind._meta.db_table, {})):
            columns = {
                field.attname: field.to_python(state[field.attname])
                for field in kind._meta.concrete_fields
                if field.attname in state
            }
            row = kind(**columns)
            try:
                row.full_clean(validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                raise _unsound(error) from error
            row.save(force_insert=True)
            if kind is model and not may(member_of(request), "add", entity, row):
                raise PermissionDenied


def _unsound(error: ValidationError) -> Refused:
    errors = [
        {"code": one.code or "invalid", "field": name, "detail": text, "parameters": {}}
        for name, problems in error.error_dict.items()
        for one in problems
        for text in one.messages
    ]
    return Refused("invalid", "What it needs is not there any more.", status=409, errors=errors)


def view_of(model: type[models.Model]) -> type[EntityViewSet[Any]] | None:
    """The view in which rows of the model are edited: the first among the routes."""
    for view in _views(get_resolver()):
        if isinstance(view, type) and issubclass(view, EntityViewSet):
            form: Any = view.serializer_class
            if form.Meta.model is model:
                return view
    return None


def granted_as(entity: str) -> str:
    """The name under which the grants know an entity of the record."""
    view = view_of(entities()[entity])
    return view.entity if view else entity


def _views(resolver: URLResolver) -> list[Any]:
    found: list[Any] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(getattr(pattern.callback, "cls", None))
        else:
            found += _views(pattern)
    return found
