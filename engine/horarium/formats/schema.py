"""Checking documents against the committed JSON schemas, fast and with a place in errors.

A schema is compiled once into nested functions. Only the keywords that the
schemas of problem and solution use are known; any other is refused when the
schema is compiled, so that none is silently ignored.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Check = Callable[[Any], None]
Schema = Mapping[str, Any]
Compile = Callable[[Schema], Check]

_NOTES = {"$schema", "$id", "$defs", "title", "description", "default"}
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}
"""The types that the JSON parser gives; bool is told from int by its exact type."""


class SchemaError(ValueError):
    """A document that does not follow its schema; `path` leads to where."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.path = ""

    def under(self, step: str) -> "SchemaError":
        """The same error, seen from one level further out."""
        self.path = (
            f"{step}.{self.path}" if self.path and self.path[0] != "[" else step + self.path
        )
        return self


@cache
def checker(name: str, version: int) -> Check:
    """The check of a document: problem or solution. It raises SchemaError."""
    path = files("horarium") / "contracts" / "schemas" / f"{name}.v{version}.json"
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    return compile_schema(schema)


def compile_schema(root: Schema) -> Check:
    """A function that raises SchemaError for a value that does not follow the schema."""
    definitions: dict[str, Check] = {}

    def compile_one(schema: Schema) -> Check:
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            if name not in definitions:
                definitions[name] = compile_one(root["$defs"][name])
            return definitions[name]
        return _compile(schema, compile_one)

    return compile_one(root)


def _compile(schema: Schema, compile_one: Compile) -> Check:
    known = set().union(*(keywords for keywords, _, _ in _KEYWORDS))
    unknown = schema.keys() - known - {"type"} - _NOTES
    if unknown:
        raise NotImplementedError(f"schema keywords {sorted(unknown)}")
    names = schema.get("type", list(_TYPES))
    names = names if isinstance(names, list) else [names]
    checks: dict[type, tuple[Check, ...]] = {
        kind: tuple(
            make(schema, compile_one)
            for keywords, kinds, make in _KEYWORDS
            if keywords & schema.keys() and kind in kinds
        )
        for name in names
        for kind in _TYPES[name]
    }

    def check(value: Any) -> None:
        parts = checks.get(type(value))
        if parts is None:
            raise SchemaError("wrong_type", f"must be {' or '.join(names)}")
        for part in parts:
            part(value)

    return check


def _object(schema: Schema, compile_one: Compile) -> Check:
    required = frozenset(schema.get("required", ()))
    known = {name: compile_one(part) for name, part in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties", {})
    other = None if others is False else compile_one({} if others is True else others)

    def check(value: dict[str, Any]) -> None:
        if not required <= value.keys():
            missing = min(required - value.keys())
            raise SchemaError("missing_field", f"{missing} is missing")
        name = ""
        try:
            for name, item in value.items():
                check_item = known.get(name, other)
                if check_item is None:
                    break
                check_item(item)
            else:
                return
        except SchemaError as error:
            raise error.under(name[:40]) from None
        raise SchemaError("unexpected_field", f"{name[:40]!r} does not belong here")

    return check


def _array(schema: Schema, compile_one: Compile) -> Check:
    check_item = compile_one(schema.get("items", {}))
    least = schema.get("minItems", 0)

    def check(value: list[Any]) -> None:
        if len(value) < least:
            raise SchemaError("too_short", f"must have at least {least} entries")
        index = 0
        try:
            for item in value:
                check_item(item)
                index += 1
        except SchemaError as error:
            raise error.under(f"[{index}]") from None

    return check


def _const(schema: Schema, _: Compile) -> Check:
    return _one_of([schema["const"]])


def _enum(schema: Schema, _: Compile) -> Check:
    return _one_of(schema["enum"])


def _one_of(allowed: list[Any]) -> Check:
    def check(value: Any) -> None:
        if isinstance(value, bool) or value not in allowed:
            names = ", ".join(map(str, allowed))
            raise SchemaError("not_allowed", f"must be one of {names}")

    return check


def _pattern(schema: Schema, _: Compile) -> Check:
    # In JSON's patterns $ is the very end; in Python's it may precede a line's end.
    search = re.compile(schema["pattern"].replace("$", r"\Z")).search

    def check(value: str) -> None:
        if not search(value):
            raise SchemaError(
                "bad_text", f"{value[:40]!r} does not look like {schema['pattern']}"
            )

    return check


def _min_length(schema: Schema, _: Compile) -> Check:
    least = schema["minLength"]

    def check(value: str) -> None:
        if len(value) < least:
            raise SchemaError("bad_text", "must not be empty")

    return check


def _minimum(schema: Schema, _: Compile) -> Check:
    least = schema["minimum"]

    def check(value: float) -> None:
        if value < least:
            code = "negative_number" if value < 0 else "out_of_range"
            raise SchemaError(code, f"must be at least {least}")

    return check


def _format(schema: Schema, _: Compile) -> Check:
    if schema["format"] != "date":
        raise NotImplementedError(f"schema format {schema['format']}")

    def check(value: str) -> None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise SchemaError("bad_text", "must be a date such as 2026-09-01") from None

    return check


_ANY = frozenset(kind for kinds in _TYPES.values() for kind in kinds)
_KEYWORDS: tuple[tuple[set[str], Collection[type], Callable[[Schema, Compile], Check]], ...] = (
    ({"properties", "required", "additionalProperties"}, {dict}, _object),
    ({"items", "minItems"}, {list}, _array),
    ({"const"}, _ANY, _const),
    ({"enum"}, _ANY, _enum),
    ({"pattern"}, {str}, _pattern),
    ({"minLength"}, {str}, _min_length),
    ({"minimum"}, {int, float}, _minimum),
    ({"format"}, {str}, _format),
)
"""What makes the check of these keywords, and of which types of value."""
