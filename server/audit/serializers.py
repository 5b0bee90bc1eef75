"""How the record looks in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from audit.models import Action, Entry
from audit.registry import entity_of_table, name_path, recorded_models
from audit.selectors import named_in

KINDS = sorted(model._meta.model_name or "" for model in recorded_models().values())
"""Names of all things and parts of things that have a history."""


class EntrySerializer(serializers.ModelSerializer[Entry]):
    """One change. `kind` is the part that changed, `entity` what it is a part of."""

    entity = serializers.SerializerMethodField()
    kind = serializers.SerializerMethodField()
    object_name = serializers.SerializerMethodField()
    actor_name = serializers.SerializerMethodField()
    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)
    names = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            "id",
            "at",
            "action",
            "entity",
            "object",
            "object_name",
            "kind",
            "row",
            "version",
            "before",
            "after",
            "names",
            "actor",
            "actor_name",
            "via",
            "reason",
            "request",
        ]

    @extend_schema_field(serializers.ChoiceField(KINDS))
    def get_entity(self, entry: Entry) -> str:
        return entity_of_table(entry.table)

    @extend_schema_field(serializers.ChoiceField(KINDS))
    def get_kind(self, entry: Entry) -> str:
        model = recorded_models().get(entry.table)
        return (model._meta.model_name or "") if model else entry.table

    def get_object_name(self, entry: Entry) -> str:
        named: dict[Any, str] = self.context.get("object_names", {})
        states: list[dict[str, Any]] = [entry.after or {}, entry.before or {}]
        column = name_path(entity_of_table(entry.table))
        said = next((state[column] for state in states if state.get(column)), "")
        return named.get(entry.object) or (str(said) if entry.row == entry.object else "")

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_names(self, entry: Entry) -> dict[str, str]:
        """What the ids among its values are called now."""
        named: dict[Any, str] = self.context.get("object_names", {})
        return {str(key): named[key] for key in named_in(entry) if named.get(key)}

    def get_actor_name(self, entry: Entry) -> str:
        return str(self.context.get("actor_names", {}).get(entry.actor, ""))


class RecentSerializer(serializers.Serializer[Any]):
    """Of changes that came together the newest that tells, and how many objects changed."""

    newest = EntrySerializer()
    action = serializers.ChoiceField(Action.choices, help_text="Of the objects themselves.")
    count = serializers.IntegerField()


class RestoreSerializer(serializers.Serializer[Any]):
    """The version that is overwritten; none for what is gone."""

    version = serializers.IntegerField(required=False, min_value=1)
