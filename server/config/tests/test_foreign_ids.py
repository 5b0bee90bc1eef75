"""The id of another institution's row opens nothing: in bodies, filters, exports, events."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import get_resolver
from django_filters import UUIDFilter
from rest_framework import relations, serializers
from rest_framework.test import APIClient

from accounts.models import Institution
from accounts.tenancy import TenantModel, tenant_context
from audit.models import Entry
from campus.models import Instructor, Term
from config.tests.routes import Route, Rows, model_of, routes

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]

PARTS = ("accounts", "audit", "campus", "courses", "timetables", "generation", "config")


def _all(cls: type[Any]) -> Iterator[type[Any]]:
    for each in cls.__subclasses__():
        yield each
        yield from _all(each)


def related_fields() -> list[tuple[str, relations.PrimaryKeyRelatedField[Any]]]:
    """Every writable field that names another row, of every serializer there is."""
    assert get_resolver().url_patterns  # imports every view
    found = []
    for cls in set(_all(serializers.Serializer)):
        if cls.__module__.split(".")[0] not in PARTS or "tests" in cls.__module__:
            continue
        if issubclass(cls, serializers.ModelSerializer) and not hasattr(cls, "Meta"):
            continue
        for name, field in cls().fields.items():
            field = getattr(field, "child_relation", field)
            if isinstance(field, relations.PrimaryKeyRelatedField) and not field.read_only:
                found.append((f"{cls.__name__}.{name}", field))
    return found


def test_every_field_takes_own_ids_and_refuses_those_of_others(
    tenant: Institution, make_institution: Callable[[str], Institution]
) -> None:
    rows = Rows(tenant)
    other = make_institution("Other")
    checked = []
    for name, field in related_fields():
        rows_of: Any = field.get_queryset()
        model = rows_of.model
        if not issubclass(model, TenantModel):
            continue
        row = rows.of(model)
        assert field.run_validation(str(row.pk)) == row, name
        with (
            tenant_context(other.id),
            pytest.raises(serializers.ValidationError) as refused,
        ):
            field.run_validation(str(row.pk))
        assert refused.value.get_codes() == ["does_not_exist"], name
        checked.append(name)
    assert len(checked) > 25, checked
    assert {"RoomSerializer.building", "ClassDetailSerializer.instructor_ids"} <= set(checked)


def filters() -> Iterator[tuple[Route, str, type[Any]]]:
    """Every filter of a list by another row's id, with that row's model."""
    for route in routes():
        filterset = getattr(route.view, "filterset_class", None)
        if route.method != "get" or route.names_an_object or filterset is None:
            continue
        for name, each in filterset.base_filters.items():
            # The record's are by any table's row: it is asked for by its readers only.
            if isinstance(each, UUIDFilter) and model_of(route) is not Entry:
                yield route, name, _named(model_of(route), name, each)


def _named(model: Any, name: str, each: Any) -> Any:
    """The model whose rows a filter compares with."""
    if name in ("term", "instructor"):
        return {"term": Term, "instructor": Instructor}[name]
    for part in (each.field_name or name).removesuffix("_id").split("__"):
        model = model._meta.get_field(part).related_model or model
    return model


def test_a_filter_by_a_strangers_row_finds_nothing(
    tenant: Institution, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    rows, other = Rows(tenant), make_institution("Other")
    for kind in {model_of(route) for route in routes()}:
        if kind is not None and issubclass(kind, TenantModel):
            rows.of(kind)
    registrar, stranger = log_in(tenant), log_in(other)
    with tenant_context(other.id):
        strange = Rows(other)
    checked = 0
    for route, name, model in filters():
        with tenant_context(other.id):
            row = strange.of(model)
        answer = registrar.get(route.path, {name: str(row.pk)})
        assert (answer.status_code, answer.json()["count"]) == (200, 0), (route, name)
        own = registrar.get(route.path, {name: str(rows.of(model).pk)})
        assert own.status_code == 200
        assert stranger.get(route.path, {name: str(rows.of(model).pk)}).json()["count"] == 0
        checked += own.json()["count"] > 0
    assert checked > 30


def test_exports_and_events_are_among_the_routes_that_strangers_are_refused() -> None:
    named = {r.path for r in routes() if r.names_an_object and model_of(r) is not None}
    for part in ("export", "events"):
        assert any(path.rstrip("/").endswith(part) for path in named), part
