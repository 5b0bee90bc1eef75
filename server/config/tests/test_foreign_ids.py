"""No field of any serializer takes the id of another institution's row."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import get_resolver
from rest_framework import relations, serializers

from accounts.models import Institution
from accounts.tenancy import TenantModel, tenant_context
from config.tests.routes import Rows

pytestmark = pytest.mark.django_db

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
