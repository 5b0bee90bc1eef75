"""Lists are filtered by what other systems know their rows by."""

from typing import Any

import pytest

from accounts.viewsets import EntityViewSet
from config.tests.routes import routes

LISTS: set[Any] = {
    route.view
    for route in routes()
    if issubclass(route.view, EntityViewSet)
    and "external_id"
    in route.view.serializer_class._declared_fields
    | dict.fromkeys(route.view.serializer_class.Meta.fields)
}


def test_there_are_such_lists() -> None:
    assert len(LISTS) > 20


@pytest.mark.parametrize("view", sorted(LISTS, key=str))
def test_a_row_is_found_by_its_external_id(view: Any) -> None:
    named = getattr(view, "filterset_fields", ())
    chosen = getattr(view, "filterset_class", None)
    filters = chosen.base_filters if chosen else named
    assert "external_id" in filters
