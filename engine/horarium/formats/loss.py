"""What a format cannot hold of a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from horarium.problem import Calendar


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of an element that was left out or changed on writing, as a code.

    Codes end in `_dropped` (left out), `_changed` (written differently) or
    `_added` (the format brings it along).
    """

    code: str
    element: str
    id: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """One line of a conversion report."""
        return {
            "code": self.code,
            "element": self.element,
            "id": self.id,
            "parameters": dict(self.parameters),
        }


def clock_losses(calendar: Calendar, slot_minutes: int, day_start: int) -> list[Loss]:
    """What is lost where a format fixes the length of a slot and the start of the day."""
    if (calendar.slot_minutes, calendar.day_start) == (slot_minutes, day_start):
        return []
    clock = {"slot_minutes": calendar.slot_minutes, "day_start": calendar.day_start}
    return [Loss("clock_dropped", "problem", parameters=clock)]
