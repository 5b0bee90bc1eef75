"""Every JSON body in the OpenAPI document has an example, which its schema allows."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from config.examples import VALUES

DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
ADDRESS = "urn:api"
BODIES = [
    pytest.param(content["application/json"], id=operation["operationId"])
    for path in DOCUMENT["paths"].values()
    for operation in path.values()
    for content in [operation.get("requestBody", {}).get("content", {})]
    if "application/json" in content
]


def nullable(schema: Any) -> Any:
    """As JSON Schema says it: OpenAPI 3.0 has a word of its own for what may be null."""
    if isinstance(schema, list):
        return [nullable(one) for one in schema]
    if not isinstance(schema, dict):
        return f"{ADDRESS}{schema}" if str(schema).startswith("#/") else schema
    inner = {name: nullable(value) for name, value in schema.items()}
    return (
        {"anyOf": [{"type": "null"}, inner]} if inner.pop("nullable", False) is True else inner
    )


RESOURCE = Resource.from_contents(nullable(DOCUMENT), default_specification=DRAFT4)
REGISTRY = Registry().with_resource(ADDRESS, RESOURCE)


@pytest.mark.parametrize("body", BODIES)
def test_what_may_be_sent_is_shown_by_an_example(body: Any) -> None:
    shown = [each["value"] for each in body.get("examples", {}).values()]
    shown += [body["example"]] if "example" in body else []
    assert shown
    for example in shown:
        Draft4Validator(nullable(body["schema"]), registry=REGISTRY).validate(example)


def test_no_value_is_for_a_field_that_nobody_sends() -> None:
    components = DOCUMENT["components"]["schemas"]
    sent = {
        known
        for name, schema in components.items()
        if name.endswith("Request")
        for field in schema.get("properties", {})
        for base in [name.removesuffix("Request").removeprefix("Patched")]
        for known in (field, f"{base}.{field}")
    }
    assert VALUES.keys() <= sent
