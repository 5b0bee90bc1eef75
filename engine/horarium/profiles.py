"""Profiles: what a variant cares for, as weights of six measures; the five are a contract's."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from horarium.problem import ProblemError

_CATALOGUE = json.loads(
    (files("horarium") / "contracts" / "profiles.json").read_text(encoding="utf-8")
)

AIMS: Mapping[str, str] = {aim["name"]: aim["measure"] for aim in _CATALOGUE["aims"]}
"""What a profile weighs, each with the measure that tells how far it was reached."""

MOST_WEIGHT: int = _CATALOGUE["most_weight"]
"""No weight is above it, so that none drowns the others in a number too large to count."""

LEAST_WEIGHTS: float = _CATALOGUE["least_weights"]
"""What the six weights sum to at least."""

MOST_PERCENT = 1000
"""Fairness counts at most ten times as much as all measures together."""

LEAST_DIFFERENT: float = _CATALOGUE["least_different"]
"""Share of the classes with an alternative that two variants should have at other times."""

PREPARE_SHARE: float = _CATALOGUE["time"]["prepare_share"]
PREPARE_MOST: float = _CATALOGUE["time"]["prepare_most"]
"""Of the time limit, and in seconds, what the variants' common start takes at most."""

MEND_SHARE: float = _CATALOGUE["time"]["mend_share"]
"""Of the time limit, what is kept for variants that came out alike or dominated."""

LEAST_SECONDS: float = _CATALOGUE["time"]["least"]
"""A variant with less time than this is not begun."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights in percent, which sum to about 100; that of fairness comes on top.

    Build one with `named`, `of_weights` or `parse`, which check them.
    """

    name: str
    lecturer_preference: int
    student_compactness: int
    room_fit: int
    workload_balance: int
    peak_spreading: int
    continuity: int
    fairness: int = 0

    @property
    def weights(self) -> dict[str, int]:
        """By name of the aim."""
        return {aim: getattr(self, aim) for aim in AIMS}

    def document(self) -> dict[str, int]:
        """All of its weights, as JSON holds them."""
        return {**self.weights, "fairness": self.fairness}


PROFILES: Mapping[str, Profile] = {
    entry["name"]: Profile(entry["name"], **entry["weights"])
    for entry in _CATALOGUE["profiles"]
}
"""The five that variants are made from, in their order."""

BALANCED = PROFILES["balanced"]


def profiles_for(variants: int) -> list[Profile]:
    """A profile for each of so many variants: the five in their order, then again."""
    known = list(PROFILES.values())
    return [known[at % len(known)] for at in range(variants)]


def parse(text: str) -> Profile:
    """A profile from its name, or from six numbers (and fairness) such as 20/25/15/20/10/10.

    Raises ProblemError: unknown_profile, bad_profile, negative_weight, empty_profile.
    """
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    if name in PROFILES:
        return PROFILES[name]
    parts = text.replace(",", "/").split("/")
    if len(parts) == 1:
        names = ", ".join(PROFILES)
        raise ProblemError(
            "unknown_profile",
            f"there is no profile {text[:40]!r}; there are {names}, or six numbers",
            profile=text[:40],
        )
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) not in (len(AIMS), len(AIMS) + 1):
        raise ProblemError(
            "bad_profile",
            f"a profile is six numbers ({', '.join(AIMS)}), and a seventh for fairness, "
            f"not {text[:60]!r}",
            profile=text[:60],
        )
    return of_weights(dict(zip((*AIMS, "fairness"), numbers, strict=False)))


def of_weights(weights: Mapping[str, float], name: str = "own") -> Profile:
    """A profile from weights by name; those absent are 0. They are scaled to sum to 100.

    Raises ProblemError: bad_profile, negative_weight, empty_profile.
    """
    unknown = weights.keys() - {*AIMS, "fairness"}
    if unknown:
        text = f"a profile has no weight {min(unknown)[:40]!r}"
        raise ProblemError("bad_profile", text, profile=min(unknown)[:40])
    for aim, weight in weights.items():
        if not math.isfinite(weight) or not 0 <= weight <= MOST_WEIGHT:
            text = f"the weight of {aim} is {weight}: weights are from 0 to {MOST_WEIGHT:,}"
            raise ProblemError("negative_weight", text, aim=aim, most=MOST_WEIGHT)
    total = sum(weights.get(aim, 0) for aim in AIMS)
    if total < LEAST_WEIGHTS:
        text = f"the weights of a profile's six measures sum to {LEAST_WEIGHTS:g} at least"
        raise ProblemError("empty_profile", text)
    scaled = {
        aim: min(MOST_PERCENT, round(100 * weights.get(aim, 0) / total))
        for aim in (*AIMS, "fairness")
    }
    return Profile(name, **scaled)
