"""Holds answers against the published schema (OpenAPI): every test's client asks here."""

import json
import re
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

Schema = dict[str, Any]


def disagreement(method: str, path: str, status: int, kind: str, body: bytes) -> str | None:
    """What the schema does not say of this answer, or says otherwise; None if it agrees.

    `kind` is the media type. Addresses outside of the schema agree with anything.
    """
    operation = _operation(method.lower(), path)
    if operation is None:
        return None
    responses = operation["responses"]
    documented = responses.get(str(status)) or (
        responses.get("default") if status >= 400 else None
    )
    if documented is None:
        return f"status {status} is not documented"
    contents = documented.get("content", {})
    if not contents:
        return "a body is not documented" if body else None
    content = contents.get(kind)
    if content is None:
        return f"{kind} is not documented"
    if not kind.endswith("json") or "schema" not in content:
        return None
    error = best_match(_validator(json.dumps(content["schema"])).iter_errors(json.loads(body)))
    return None if error is None else f"{error.json_path}: {error.message[:300]}"


def _operation(method: str, path: str) -> Schema | None:
    for pattern, operations in _routes():
        if pattern.fullmatch(path):
            return operations.get(method)
    return None


@cache
def schema() -> Schema:
    document: Schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return document


@cache
def _routes() -> list[tuple[re.Pattern[str], Schema]]:
    paths = sorted(schema()["paths"].items(), key=lambda item: item[0].count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), item) for path, item in paths]


@cache
def _validator(text: str) -> Draft202012Validator:
    components = {"components": schema()["components"]}
    return Draft202012Validator(_nullable({**json.loads(text), **components}))


def _nullable(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` as JSON Schema says it."""
    if isinstance(schema, list):
        return [_nullable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _nullable(value) for name, value in schema.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") is True else plain
