"""Between the slots of a problem document and the institution's minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any


@dataclass(frozen=True, slots=True)
class Clock:
    """Slot 0 starts at minute `day_start` of the day; each lasts `slot_minutes`."""

    slot_minutes: int
    day_start: int

    @classmethod
    def of(cls, problem: Mapping[str, Any]) -> "Clock":
        """The clock of a problem document."""
        time = problem["time"]
        return cls(time.get("slot_minutes", 1), time.get("day_start", 0))

    def minutes(self, slots: int) -> int:
        return slots * self.slot_minutes

    def minute_of(self, slot: int) -> int:
        """Minute of the day at which a slot starts."""
        return self.day_start + slot * self.slot_minutes

    def slots(self, minutes: float) -> int:
        """The slots that cover these minutes."""
        return ceil(minutes / self.slot_minutes)

    def slot_at(self, minute: int) -> int:
        """The slot in which this minute of the day lies."""
        return (minute - self.day_start) // self.slot_minutes
