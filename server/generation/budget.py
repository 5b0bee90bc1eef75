"""How a job's time budget is shared: first the preparation, the rest among the variants.

All values are seconds of wall time.
"""

from math import ceil

from horarium_contracts import variant_time

PREPARE_SHARE = variant_time()["prepare_share"]
PREPARE_MOST = variant_time()["prepare_most"]
LEAST = variant_time()["least"]
"""Shorter limits would be spent on starting the process."""

MEND_SHARE = variant_time()["mend_share"]
"""Kept for variants that come out too near to others."""

HANDING_OVER = 1.5
"""What each round of variants takes besides solving: to start, to deliver, to store."""


def prepare_limit(budget: float) -> float:
    """Time limit of the preparation: a share of the budget, at most a minute."""
    return max(LEAST, min(PREPARE_MOST, PREPARE_SHARE * budget))


def variant_limit(budget: float, spent: float, variants: int, slots: int) -> float:
    """Time limit of each variant when `slots` of them are solved at a time.

    `spent` is what the preparation took. The variants run in rounds of `slots`,
    so that the last round still ends within the budget, with some of it kept where there
    is more than one.
    """
    rounds = ceil(variants / max(1, min(slots, variants)))
    kept = MEND_SHARE * budget if variants > 1 else 0.0
    return max(LEAST, (budget - kept - spent) / rounds - HANDING_OVER)


def replacement_limit(
    left: float, limit: float, *, failed: bool, waiting: int = 1
) -> float | None:
    """Time limit of a variant ordered anew, when `left` of the budget remains; None: no time.

    For one that came to nothing there is always a quarter of what it had itself; for
    one that is too near to another, its share of what is left for all that are `waiting`.
    """
    seconds = min(limit, left / max(1, waiting) - HANDING_OVER)
    if failed:
        return max(LEAST, seconds, limit / 4)
    return seconds if seconds >= LEAST else None
