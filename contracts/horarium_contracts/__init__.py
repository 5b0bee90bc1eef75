"""What Horarium's parts say to each other, in one place.

`documents/` holds the language-neutral truth: JSON schemas by version, the
catalogues of constraint kinds, profiles and solvers, and the pace of walking. The
engine packages that folder as its own data; `redis_keys`, `signing` and `limits` are
for the two services that share a Redis, a secret and a patience.

A document keeps its version while what is added may be left out and be ignored. What
takes something away, demands more, or changes a meaning is a new version, and the one
before stays readable.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

_DOCUMENTS = files(__name__) / "documents"


@cache
def schema(name: str, version: int = 1) -> dict[str, Any]:
    """The JSON schema of a document: problem, solution, progress, generate, checkpoint
    or callback.

    Raises FileNotFoundError for a name or version that does not exist.
    """
    return _read(f"schemas/{name}.v{version}.json")


@cache
def constraint_kinds() -> dict[str, dict[str, Any]]:
    """Constraint kinds by name: scope, parameters with units, message key."""
    return {kind["name"]: kind for kind in _read("constraint_kinds.json")["kinds"]}


@cache
def profiles() -> dict[str, dict[str, int]]:
    """Weights by aim of each of the profiles that variants are made from, by name, in order."""
    return {entry["name"]: entry["weights"] for entry in _read("profiles.json")["profiles"]}


@cache
def aims() -> tuple[str, ...]:
    """What a profile weighs, in order; fairness can be weighed besides."""
    return tuple(aim["name"] for aim in _read("profiles.json")["aims"])


@cache
def aim_measures() -> dict[str, str]:
    """The measure of each aim, with which values of it are better: `lower` or `higher`."""
    return {aim["measure"]: aim["better"] for aim in _read("profiles.json")["aims"]}


@cache
def most_weight() -> int:
    """The most that one weight of a profile may be."""
    most: int = _read("profiles.json")["most_weight"]
    return most


@cache
def least_weights() -> float:
    """What the weights of a profile's six measures sum to at least."""
    least: float = _read("profiles.json")["least_weights"]
    return least


@cache
def least_different() -> float:
    """Share of the classes with several times that two variants should have at other times."""
    share: float = _read("profiles.json")["least_different"]
    return share


@cache
def variant_time() -> dict[str, float]:
    """How the time for several variants is shared.

    `prepare_share` of it, `prepare_most` seconds at most, is for their common start,
    `mend_share` of it for those that come out alike or dominated; a search of less than
    `least` seconds is not worth its beginning.
    """
    time: dict[str, float] = _read("profiles.json")["time"]
    return time


@cache
def solvers() -> tuple[str, ...]:
    """Names of the solvers that a job can ask for, the usual one first."""
    return tuple(_read("solvers.json")["solvers"])


@cache
def walk_metres_per_minute() -> int:
    """How fast people walk between buildings, wherever travel follows from coordinates."""
    metres: int = _read("travel.json")["walk_metres_per_minute"]
    return metres


def _read(path: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_DOCUMENTS / path).read_text(encoding="utf-8"))
    return document
