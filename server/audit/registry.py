"""Which tables' changes belong to which entity's history."""

from functools import cache

from django.apps import apps
from django.db import models

from accounts.recording import Recorded


@cache
def recorded_models() -> dict[str, type[models.Model]]:
    """Each table that records its changes, with its model."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if getattr(model, "recorded", Recorded(actions=())).actions
    }


def owner_of(model: type[models.Model]) -> type[models.Model]:
    """The model in whose history the rows of this one appear: mostly itself."""
    recorded: Recorded = model.recorded  # type: ignore[attr-defined]
    if not recorded.part_of:
        return model
    owner: type[models.Model] = model._meta.get_field(recorded.part_of).related_model  # type: ignore[assignment]
    return owner


@cache
def entities() -> dict[str, type[models.Model]]:
    """The entities that have a history, by name."""
    return {
        model._meta.model_name or "": model
        for model in recorded_models().values()
        if owner_of(model) is model
    }


@cache
def name_path(entity: str) -> str:
    """The column that its rows are known by, if need be of another; "" where there is none."""
    model = entities().get(entity)
    columns = {field.name for field in model._meta.concrete_fields} if model else set()
    named: str = model.recorded.named if model else ""  # type: ignore[attr-defined]
    return named if named.split("__")[0] in columns else ""


@cache
def naming_columns(table: str) -> dict[str, str]:
    """The columns of a table whose values are ids, with the entity that they name.

    Without the institution, which is that of the whole record.
    """
    model = recorded_models().get(table)
    return {
        field.attname: field.related_model._meta.model_name or ""  # type: ignore[union-attr]
        for field in (model._meta.concrete_fields if model else ())
        if field.is_relation and field.name != "institution"
    }


@cache
def parts_of(model: type[models.Model]) -> list[type[models.Model]]:
    """The models whose rows are parts of this one's."""
    return [
        part
        for part in recorded_models().values()
        if part is not model and owner_of(part) is model
    ]


def ends_of(part: type[models.Model]) -> list[str]:
    """The columns of a part that name what it is a part of, its owner's first."""
    recorded: Recorded = part.recorded  # type: ignore[attr-defined]
    names = [name for name in (recorded.part_of, recorded.also_of) if name]
    return [part._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]


def entity_of_table(table: str) -> str:
    model = recorded_models().get(table)
    return (owner_of(model)._meta.model_name or "") if model else ""


def tables_of(entity: str) -> list[str]:
    model = entities()[entity]
    return [model._meta.db_table, *(part._meta.db_table for part in parts_of(model))]
