"""A smallest set of members that still contradict each other."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Unit = TypeVar("Unit")
Proves = Callable[[Sequence[Unit]], bool]
"""Whether it is proved that these contradict each other."""


def smallest(given: Sequence[Unit], units: Sequence[Unit], proves: Proves[Unit]) -> list[Unit]:
    """Those of the units that are needed, beside all that is given, for the contradiction.

    Without any one of them nothing is proved any more. QuickXplain (Junker 2004): about
    2k·log(n/k) proofs for k out of n.
    """
    return _divide(list(given), list(units), proves, fresh=True)


def _divide(
    given: list[Unit], units: list[Unit], proves: Proves[Unit], *, fresh: bool
) -> list[Unit]:
    """`fresh` says that something was added to what is given since it was last asked."""
    if not units or (fresh and proves(given)):
        return []
    if len(units) == 1:
        return units
    first, second = units[: len(units) // 2], units[len(units) // 2 :]
    later = _divide(given + first, second, proves, fresh=True)
    return _divide(given + later, first, proves, fresh=bool(later)) + later


def fewest(given: Sequence[Unit], like: Sequence[Unit], proves: Proves[Unit]) -> list[Unit]:
    """As few of interchangeable units as prove the contradiction beside what is given."""
    most = len(like)
    if most == 1 or not proves([*given, *like[:-1]]):
        return list(like)
    low, high = 0, most - 1
    while low < high:
        middle = (low + high) // 2
        if proves([*given, *like[:middle]]):
            high = middle
        else:
            low = middle + 1
    return list(like[:high])
