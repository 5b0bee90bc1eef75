"""A meeting: one placed class as people see it, whichever page or file shows it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ref:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CourseRef:
    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """`weeks` and `days` are bit strings, first week (day) first; times are minutes."""

    class_id: UUID
    course: CourseRef
    part: str
    name: str
    weeks: str
    days: str
    start_minute: int
    length_minutes: int
    room: Ref | None
    instructors: tuple[Ref, ...]
    cohorts: tuple[Ref, ...]
    students: int
    department: Ref | None
    time_pinned: bool = False
    room_pinned: bool = False

    @property
    def end_minute(self) -> int:
        return self.start_minute + self.length_minutes


def positions(bits: str) -> list[int]:
    """Indices at which a bit string has a 1."""
    return [index for index, bit in enumerate(bits) if bit == "1"]


def start_at(first_day: date, week: int, day: int, minute: int) -> datetime:
    """When a meeting begins, on the institution's clock (naive).

    `first_day` is the first day of the term's first week; `week` and `day` count from 0.
    """
    return datetime.combine(first_day, time()) + timedelta(weeks=week, days=day, minutes=minute)
