"""Bringing back what was."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request, clone_request

from accounts.permissions import may, member_of
from accounts.viewsets import EntityViewSet
from audit.lists import in_order, payload
from audit.models import Action, Entry
from audit.registry import ends_of, entities, owner_of, parts_of, recorded_models
from audit.selectors import State, object_of, states_at
from config.errors import Refused


def restore(entry: Entry, request: Request, version: int | None) -> None:
    """Write the entry's object again as it was after the entry (or before its removal).

    An object that is still there is edited as by its own view, with that view's
    permissions, checks and refusals of stale edits; one that is gone is added again,
    under its old id. Nothing is removed by this.

    Raises Refused (nothing_to_restore, stale_version, conflict and whatever the edit
    refuses), PermissionDenied.
    """
    model, key = restored_by(entry)
    view_class = view_of(model)
    if view_class is None:
        raise Refused(
            "nothing_to_restore", "Changes of this kind are not undone by themselves."
        )
    if key is None:
        raise Refused("nothing_to_restore", "This change does not say of what it was a part.")
    states = states_at(model, key, entry)
    if key not in states[model._meta.db_table]:
        raise Refused("nothing_to_restore", "At that time it did not exist.")
    if model._default_manager.filter(pk=key).exists():
        _edit(view_class, request, model, key, states, version)
    elif entry.action == Action.DELETE:
        _add_again(view_class, request, model, key, states)
    else:
        raise Refused("nothing_to_restore", "It was removed since: restore that first.")


def restored_by(entry: Entry) -> tuple[type[models.Model], uuid.UUID | None]:
    """What comes back with the entry: its object, or the part itself where that is edited."""
    model = recorded_models()[entry.table]
    if view_of(model) is not None:
        return model, entry.row
    return owner_of(model), object_of(entry)


def _edit(
    view_class: type[EntityViewSet[Any]],
    request: Request,
    model: type[models.Model],
    key: uuid.UUID,
    states: dict[str, dict[Any, State]],
    version: int | None,
) -> None:
    edit = clone_request(request, "PATCH")
    view = view_class(action="partial_update", format_kwarg=None, args=(), kwargs={"pk": key})
    view.request = edit
    view.check_permissions(edit)
    values = payload(view.get_serializer(), model, key, states)
    if version is not None:
        values["version"] = version
    # The copy has no body to parse: this is what it holds.
    edit._full_data = values  # type: ignore[attr-defined]
    view.partial_update(edit, pk=key)


def _add_again(
    view_class: type[EntityViewSet[Any]],
    request: Request,
    model: type[models.Model],
    key: uuid.UUID,
    states: dict[str, dict[Any, State]],
) -> None:
    form = view_class(action="partial_update", request=request, format_kwarg=None)
    payload(form.get_serializer(), model, key, states)  # refuses lists that are not recorded
    for kind in (model, *parts_of(model)):
        if "delete" not in kind.recorded.actions:  # type: ignore[attr-defined]
            raise Refused("nothing_to_restore", "Not all of it is in the record.")
    for kind in (model, *parts_of(model)):
        for state in in_order(states[kind._meta.db_table]):
            if kind is not model and not _has_owner(kind, key, state):
                continue
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
            if kind is model and not may(member_of(request), "add", view_class.entity, row):
                raise PermissionDenied


def _has_owner(part: Any, key: uuid.UUID, state: State) -> bool:
    """False of a part of what is gone too: it comes back with that."""
    owner = state[ends_of(part)[0]]
    return str(owner) == str(key) or owner_of(part)._base_manager.filter(pk=owner).exists()


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
