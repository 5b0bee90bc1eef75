"""Every kind of distribution constraint: its name, parameters, meaning and score.

The first 19 kinds are those of ITC-2019 (Müller, Rudová, Müllerová 2025), the
next three the soft constraints of ITC-2007 track 3 (Di Gaspero, McCollum, Schaerf
2007) over any calendar; MaxConcurrent and MaxWeekLoad are ours. A kind of your own
joins them with `register`.
"""

from horarium.constraints import pairs, sets
from horarium.constraints.kind import Kind, PairKind, Parameter, SetKind

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*pairs.KINDS, *sets.KINDS)}


def register(kind: Kind) -> Kind:
    """Add a kind to `KINDS`, so that problems may name it.

    Raises ValueError when the name is taken.
    """
    if kind.name in KINDS:
        raise ValueError(f"the constraint kind {kind.name} exists already")
    KINDS[kind.name] = kind
    return kind


__all__ = ["KINDS", "Kind", "PairKind", "Parameter", "SetKind", "register"]
