import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from generator.ends import end_document, failure
from generator.openapi import document
from generator.schemas import GenerateRequest
from horarium_contracts import schema

PROFILE = {"name": "balanced", "weights": {"room_fit": 1.5, "fairness": 0}}
JOB = "7b1c9f3e-5e0c-4b43-9b4e-111111111111"


def valid_by_contract(value: Any) -> bool:
    validator = jsonschema.Draft202012Validator(
        schema("generate"), format_checker=jsonschema.FormatChecker()
    )
    return bool(validator.is_valid(value))


def valid_here(value: Any) -> bool:
    try:
        GenerateRequest.model_validate_json(json.dumps(value))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"kind": "variant"},
        {"kind": "selection"},
        {"version": 2},
        {"attempt": 0},
        {"problem": "abc"},
        {"job": "not a uuid"},
        {"surprise": 1},
        {"variants": 5},
        {"variants": None},
        {"variants": 0},
        {"variants": 11},
        {"options": {"seed": 1}},
        {"options": {"seed": -1, "time_limit": 5}},
        {"options": {"seed": 1, "time_limit": 0}},
        {"options": {"seed": 1, "time_limit": 86401}},
        {"options": {"seed": 1, "time_limit": 0.5, "threads": 0}},
        {"options": {"seed": 1, "time_limit": 5, "memory_mb": 127}},
        {"options": {"seed": 1, "time_limit": 5, "initial": None}},
        {"options": {"seed": 1, "time_limit": 5, "initial": "f" * 64, "solver": "auto"}},
        {"options": {"seed": 1, "time_limit": 5, "surprise": 1}},
        {"options": {"seed": 1, "time_limit": 5, "profile": None}},
        {"options": {"seed": 1, "time_limit": 5, "profile": PROFILE}},
        {"options": {"seed": 1, "time_limit": 5, "profile": {"name": "x"}}},
        {"options": {"seed": 1, "time_limit": 5, "profile": {**PROFILE, "name": ""}}},
        {"options": {"seed": 1, "time_limit": 5, "profile": {"weights": {"room_fit": -1}}}},
    ],
)
def test_the_model_takes_exactly_what_the_contract_takes(
    change: dict[str, Any], request_of: Callable[..., dict[str, Any]]
) -> None:
    request = {**request_of(), **change}
    assert valid_here(request) == valid_by_contract(request)


def test_the_model_and_the_contract_name_the_same_fields() -> None:
    contract = schema("generate")["properties"]
    assert set(contract) == set(GenerateRequest.model_fields)
    options = GenerateRequest.model_fields["options"].annotation
    assert options is not None
    assert set(contract["options"]["properties"]) == set(options.model_fields)


@pytest.mark.parametrize(
    ("outcome", "error"), [("cancelled", None), ("failed", failure("solver_crashed", status=1))]
)
def test_the_ends_that_the_service_tells_follow_the_contract(
    outcome: str, error: dict[str, Any] | None
) -> None:
    end = end_document(JOB, 1, outcome, error=error)
    without_result = {**schema("callback")}
    without_result["properties"] = {
        name: part for name, part in without_result["properties"].items() if name != "result"
    }
    jsonschema.validate(end, without_result)


def test_the_committed_openapi_document_is_the_services() -> None:
    committed = Path(__file__).parents[1] / "openapi.json"
    assert committed.read_text() == document(), (
        "run: python -m generator.openapi > generator/openapi.json"
    )
