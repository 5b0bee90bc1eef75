"""Checking documents against the committed JSON schemas, fast and with a place in errors.

A schema is compiled once into nested functions. Only the keywords that the
schemas of problem and solution use are known; any other is refused when the
schema is compiled, so that none is silently ignored.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

Check = Callable[[Any], None]
Schema = Mapping[str, Any]

_NOTES = {"$schema", "$id", "$defs", "title", "description", "default"}
_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


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
            return lambda value: definitions[name](value)
        checks = [
            make(schema, compile_one)
            for keyword, make in _KEYWORDS.items()
            if keyword in schema
        ]
        unknown = schema.keys() - _KEYWORDS.keys() - _PARTS - _NOTES
        if unknown:
            raise NotImplementedError(f"schema keywords {sorted(unknown)}")
        return checks[0] if len(checks) == 1 else partial(_all, checks)

    for name, schema in root.get("$defs", {}).items():
        definitions[name] = compile_one(schema)
    return compile_one(root)


def _all(checks: list[Check], value: Any) -> None:
    for check in checks:
        check(value)


Compile = Callable[[Schema], Check]


def _type(schema: Schema, compile_one: Compile) -> Check:
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    tests = [_TYPES[name] for name in names]
    children = [
        make(schema, compile_one)
        for keyword, make in (("object", _object), ("array", _array))
        if keyword in names
    ]

    def check(value: Any) -> None:
        if not any(test(value) for test in tests):
            raise SchemaError("wrong_type", f"must be {' or '.join(names)}")
        for child in children:
            child(value)

    return check


def _object(schema: Schema, compile_one: Compile) -> Check:
    required = schema.get("required", ())
    known = {name: compile_one(part) for name, part in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties", True)
    check_other = compile_one(others) if isinstance(others, dict) else None

    def check(value: Any) -> None:
        if not isinstance(value, dict):
            return
        for name in required:
            if name not in value:
                raise SchemaError("missing_field", f"{name} is missing")
        for name, item in value.items():
            check_item = known.get(name, check_other)
            if check_item is None:
                if others is False:
                    raise SchemaError("unexpected_field", f"{name[:40]!r} does not belong here")
                continue
            try:
                check_item(item)
            except SchemaError as error:
                raise error.under(name[:40]) from None

    return check


def _array(schema: Schema, compile_one: Compile) -> Check:
    check_item = compile_one(schema.get("items", {}))
    least = schema.get("minItems", 0)

    def check(value: Any) -> None:
        if not isinstance(value, list):
            return
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
    return _enum({"enum": [schema["const"]]}, _)


def _enum(schema: Schema, _: Compile) -> Check:
    allowed = schema["enum"]

    def check(value: Any) -> None:
        if isinstance(value, bool) or value not in allowed:
            names = ", ".join(map(str, allowed))
            raise SchemaError("not_allowed", f"must be one of {names}")

    return check


def _pattern(schema: Schema, _: Compile) -> Check:
    pattern = re.compile(schema["pattern"].replace("$", r"\Z"))

    def check(value: Any) -> None:
        if isinstance(value, str) and not pattern.search(value):
            raise SchemaError(
                "bad_text", f"{value[:40]!r} does not look like {pattern.pattern}"
            )

    return check


def _min_length(schema: Schema, _: Compile) -> Check:
    least = schema["minLength"]

    def check(value: Any) -> None:
        if isinstance(value, str) and len(value) < least:
            raise SchemaError("bad_text", "must not be empty")

    return check


def _minimum(schema: Schema, _: Compile) -> Check:
    least = schema["minimum"]

    def check(value: Any) -> None:
        if isinstance(value, int | float) and value < least:
            code = "negative_number" if value < 0 else "out_of_range"
            raise SchemaError(code, f"must be at least {least}")

    return check


def _format(schema: Schema, _: Compile) -> Check:
    if schema["format"] != "date":
        raise NotImplementedError(f"schema format {schema['format']}")

    def check(value: Any) -> None:
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            raise SchemaError("bad_text", "must be a date such as 2026-09-01") from None

    return check


_KEYWORDS: dict[str, Callable[[Schema, Compile], Check]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _min_length,
    "minimum": _minimum,
    "format": _format,
}
_PARTS = {"properties", "required", "additionalProperties", "items", "minItems"}
