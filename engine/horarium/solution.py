"""A timetable: times and rooms of classes, and the classes of students."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from horarium.problem import Time


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a class meets; `room` is None for a class that needs none.

    `instructors` teach it, where the class has a choice of them.
    """

    time: Time
    room: str | None = None
    instructors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Solution:
    """Placements by class id (absent: unplaced) and classes by student id.

    Nothing here is checked against a problem: `score.evaluate` does that.
    """

    problem: str
    placements: Mapping[str, Placement]
    students: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
