"""The list of error codes is complete, and is found in the sources."""

import ast
import json

import pytest

from stack import error_codes


def codes_of(source: str) -> dict[str, set[str]]:
    tree = ast.parse(source)
    return dict(error_codes._codes(tree, error_codes._raisers([tree])))


def test_the_committed_list_is_what_the_sources_say() -> None:
    committed = json.loads(error_codes.FILE.read_text())
    assert json.loads(error_codes.document()) == committed, (
        "run `make openapi`, then give each new code a sentence in "
        "web/src/messages/en/errors.json"
    )


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("no_times", "engine"),  # a fault that the validation yields
        ("unknown_room", "engine"),  # a code put together from an argument
        ("wrong_type", "engine"),  # the schemas' own error
        ("solver_crashed", "generator"),  # the error of a callback
        ("stale_version", "server"),
        ("result_missing", "server"),  # kept with a solve as a plain dict
        ("bits", "server"),  # a validator of a model
        ("required", "framework"),
    ],
)
def test_each_way_of_making_an_error_is_found(code: str, source: str) -> None:
    assert source in json.loads(error_codes.document())["codes"][code]["sources"]


def test_parameters_are_those_given_beside_the_code() -> None:
    source = (
        "class Refused(Exception):\n"
        "    def __init__(self, code, detail, *, status=400, **parameters): ...\n"
        "raise Refused('late', 'Too late.', status=409, limit=3)\n"
    )
    assert codes_of(source) == {"late": {"limit"}}


def test_a_code_chosen_between_two_is_both() -> None:
    source = (
        "def refuse(code): ...\n"
        "def check(value):\n"
        "    code = 'small' if value < 0 else 'large'\n"
        "    refuse(code)\n"
    )
    assert set(codes_of(source)) == {"small", "large"}
