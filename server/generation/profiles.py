"""What the variants of a job care for: profiles of weights."""

from itertools import cycle, islice
from typing import TypedDict

from horarium_contracts import profiles


class Profile(TypedDict):
    """Weights by aim, from 0 on, not all of them 0."""

    name: str
    weights: dict[str, float]


def usual_profiles(variants: int) -> list[Profile]:
    """One for each variant: the contract's in their order, then again from the first."""
    known = [Profile(name=name, weights={**weights}) for name, weights in profiles().items()]
    return list(islice(cycle(known), variants))
