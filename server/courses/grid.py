"""Between the institution's minute clock and the slots of a problem document."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd, hypot
from typing import Any

from campus.models import Term
from courses.clock import Clock
from courses.options.hours import Hours
from horarium_contracts import constraint_kinds, walk_metres_per_minute


@dataclass(frozen=True)
class Grid:
    """The slots of a problem document: when they are, and how many a day has."""

    clock: Clock
    slots_per_day: int

    def meeting(self, hours: Hours) -> dict[str, Any]:
        """Hours in minutes as a meeting of the document, in slots."""
        weeks, days, start, length = hours
        return {
            "weeks": weeks,
            "days": days,
            "start": self.clock.slot_at(start),
            "length": self.clock.slots(length),
        }

    def within_day(self, hours: Hours) -> dict[str, Any]:
        """As `meeting`; what lies outside the day is cut off."""
        weeks, days, start, length = hours
        first = max(start, self.clock.day_start)
        last = self.clock.day_start + self.slots_per_day * self.clock.slot_minutes
        return self.meeting((weeks, days, first, min(start + length, last) - first))


def grid_of(term: Term, hours: Iterable[tuple[int, int]], spans: Iterable[int]) -> Grid:
    """The term's own grid, or a finer one where something does not fall on it.

    `hours` are (start minute, length) and `spans` other lengths, in minutes; the
    result expresses each of them exactly.
    """
    hours = set(hours)
    earliest = min((start for start, _ in hours), default=term.day_start)
    base = term.day_start if earliest >= term.day_start else 0
    unit = term.slot_minutes
    for start, length in hours:
        unit = gcd(unit, start - base, length)
    for span in set(spans):
        unit = gcd(unit, span)
    day_end = term.day_start + term.slots_per_day * term.slot_minutes
    latest = max((start + length for start, length in hours), default=0)
    clock = Clock(unit, base)
    return Grid(clock, clock.slots(max(day_end, latest) - base))


def walking_minutes(a: tuple[float, float] | None, b: tuple[float, float] | None) -> float:
    """Minutes on foot between two buildings by their coordinates; 0 where unknown."""
    if a is None or b is None:
        return 0
    return hypot(a[0] - b[0], a[1] - b[1]) / walk_metres_per_minute()


def in_minutes(kind: str, parameters: dict[str, int], unit: int) -> dict[str, int]:
    """A document's constraint parameters with slots turned into minutes."""
    return {name: v * unit if name in _timed(kind) else v for name, v in parameters.items()}


def in_slots(kind: str, parameters: dict[str, int], unit: int) -> dict[str, int]:
    """Stored constraint parameters with minutes turned into slots."""
    return {name: v // unit if name in _timed(kind) else v for name, v in parameters.items()}


def spans(kind: str, parameters: dict[str, int]) -> list[int]:
    """Those of the stored parameters that are minutes."""
    return [value for name, value in parameters.items() if name in _timed(kind)]


def _timed(kind: str) -> set[str]:
    parameters = constraint_kinds()[kind]["parameters"]
    return {p["name"] for p in parameters if p["unit"] == "slots"}
