"""Every route of the API with what it asks for, from the resolver, and rows to ask about."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.access import Plan
from accounts.models import Department, Institution, User
from accounts.tenancy import TenantModel, platform_context
from audit.models import Entry
from campus.models import Student, Term
from timetables.models import Timetable


@dataclass(frozen=True)
class Route:
    """`path` has `{id}` where an object is named; `action` is the view's method."""

    path: str
    method: str
    view: Any
    action: str

    @property
    def names_an_object(self) -> bool:
        return "{id}" in self.path


def routes() -> list[Route]:
    """All under /api/v1, in every method that their views answer."""
    return [
        Route(path, method, view, _handler(callback, method))
        for path, callback in _walk(get_resolver())
        if path.startswith("/api/v1/")
        for view in [callback.cls]
        for method in sorted(getattr(callback, "actions", None) or view.http_method_names)
        if method in view.http_method_names and hasattr(view, _handler(callback, method))
        if method not in ("options", "head")
    ]


def others() -> list[str]:
    """The paths that are not under /api/v1."""
    return [path for path, _ in _walk(get_resolver()) if not path.startswith("/api/v1/")]


def _handler(callback: Any, method: str) -> str:
    return str((getattr(callback, "actions", None) or {}).get(method, method))


def _walk(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            path = path.replace("<slug:kind>", "students")
            path = re.sub(r"\(\?P<\w+>[^)]*\)|<\w+:\w+>", "{id}", path)
            yield path.replace("^", "").replace("$", ""), pattern.callback
        else:
            yield from _walk(pattern, path)


def model_of(route: Route) -> type[models.Model] | None:
    """What the objects are that the route names."""
    if "/terms/" in route.path:
        return Term
    if "/people/" in route.path:
        return Student
    if "/timetables/" in route.path:
        return Timetable
    form = getattr(route.view, "serializer_class", None)
    return getattr(getattr(form, "Meta", None), "model", None)


def objects(rows: "Rows") -> dict[Any, Any]:
    """An object of each kind that routes name, by the model."""
    made: dict[Any, Any] = {}
    for model in {model_of(route) for route in routes() if route.names_an_object}:
        if model is Entry:
            rows.of(Department)
            made[model] = Entry.objects.filter(table="accounts_department").first()
        elif model is not None:
            made[model] = rows.of(model)
    return made


SHAPES = {
    "solver": {
        "name": "annealing",
        "seed": 1,
        "engine_version": "1",
        "seconds": 1.0,
        "iterations": 1,
        "first_feasible_seconds": None,
        "threads": None,
        "host": None,
    }
}
"""What fields without a shape in the database hold all the same."""

NEEDED = {("Notification", "term")}
"""Fields that may be empty each, and of which a row needs one all the same."""


class Rows:
    """One row of each model of an institution, made with what it needs when first asked for."""

    def __init__(self, institution: Institution) -> None:
        self.institution = institution
        self._made: dict[type[models.Model], models.Model] = {type(institution): institution}

    def of(self, model: type[models.Model]) -> models.Model:
        if model not in self._made:
            self._made[model] = self._make(model)
        return self._made[model]

    def _make(self, model: type[models.Model]) -> models.Model:
        if model is User:
            return User.objects.create_user(f"{uuid.uuid4()}@example.org")
        values: dict[str, Any] = {}
        if issubclass(model, TenantModel):
            values["institution"] = self.institution
        for field in model._meta.concrete_fields:
            if field.name in SHAPES and isinstance(field, models.JSONField):
                values[field.name] = SHAPES[field.name]
            optional = (model.__name__, field.name) not in NEEDED and (
                field.null or field.has_default() or getattr(field, "auto_now_add", False)
            )
            if field.name in values or optional or getattr(field, "auto_now", False):
                continue
            values[field.name] = self._value(field)
        if model is Plan:
            with platform_context():
                return Plan.objects.create(**values)
        return model._base_manager.create(**values)

    def _value(self, field: Any) -> Any:
        if field.related_model is not None:
            return self.of(field.related_model)
        if field.flatchoices:
            return field.flatchoices[0][0]
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return timezone.localdate()
        if isinstance(field, models.EmailField):
            return f"{uuid.uuid4()}@example.org"
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        if isinstance(field, models.BinaryField):
            return b""
        if isinstance(field, models.CharField | models.TextField):
            return uuid.uuid4().hex[:50] if field.unique else "" if field.blank else "1"
        return [] if field.get_internal_type() == "ArrayField" else 1
