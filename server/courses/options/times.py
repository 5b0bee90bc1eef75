"""The times that follow from a term: its hours and days, less breaks and holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil
from typing import NamedTuple

from campus.models import Term
from courses.models import Part
from courses.options.hours import Hours, only, overlap

FEWEST_PATTERNS = 5
"""Days side by side are proposed only where days apart give fewer choices than this."""


class Shape(NamedTuple):
    """A class's week: so many meetings of so many minutes."""

    meetings: int
    minutes: int


@dataclass(frozen=True)
class TeachingWeek:
    """When a term teaches. `breaks` are hours, `holidays` first and last days."""

    term: Term
    breaks: tuple[Hours, ...] = ()
    holidays: tuple[tuple[date, date], ...] = ()

    @property
    def start(self) -> int:
        start = self.term.teaching_start
        return self.term.day_start if start is None else start

    @property
    def end(self) -> int:
        end = self.term.teaching_end
        whole = self.term.day_start + self.term.slots_per_day * self.term.slot_minutes
        return whole if end is None else end

    @property
    def period(self) -> int:
        return self.term.period_minutes or self.term.slot_minutes

    @property
    def hour(self) -> int:
        return self.term.hour_minutes or self.period

    @property
    def days(self) -> list[int]:
        """The days of the week on which teaching happens, the first being 0."""
        bits = self.term.teaching_days or "1" * self.term.days
        return [day for day, bit in enumerate(bits) if bit == "1"]

    def minutes(self) -> int:
        """Minutes of a week within which classes may lie, breaks taken off."""
        whole = len(self.days) * (self.end - self.start)
        return whole - sum(
            max(0, min(start + length, self.end) - max(start, self.start))
            for _, days, start, length in self.breaks
            for day in self.days
            if days[day] == "1"
        )

    def teaches(self, week: int, day: int, start: int, end: int) -> bool:
        """Whether it teaches at these minutes of a day of a week, holidays aside."""
        then = (only(self.term.weeks, week), only(self.term.days, day), start, end - start)
        within = day in self.days and self.start <= start and end <= self.end
        return within and not any(overlap(then, pause) for pause in self.breaks)

    def hours(self) -> tuple[Hours, ...]:
        """Every single hour in which it may teach."""
        return self.times(Shape(1, min(self.hour, self.end - self.start)))

    def shape(
        self, part: str, hours: float | None, week_minutes: int | None, meetings: int | None
    ) -> Shape | None:
        """How a part's hours lie in a week; None where nobody says how many they are."""
        most = max(1, len(self.days))
        if week_minutes:
            number = meetings or (1 if part == Part.LAB else round(week_minutes / self.hour))
            number = min(max(1, number), most)
            return Shape(number, ceil(week_minutes / number))
        if not hours:
            return None
        number = min(meetings or (1 if part == Part.LAB else ceil(hours)), most)
        each = hours / number
        periods = ceil(each)
        return Shape(
            number, (periods - 1) * self.period + round(self.hour * (each - periods + 1))
        )

    def times(self, shape: Shape) -> tuple[Hours, ...]:
        """Every pattern of days and start; a week stays while one of its meetings does."""
        if shape not in self._known:
            self._known[shape] = tuple(self._times(shape))
        return self._known[shape]

    def _times(self, shape: Shape) -> Iterable[Hours]:
        starts = range(self.start, self.end - shape.minutes + 1, self.period)
        for days in _patterns(self.days, shape.meetings):
            bits = "".join("1" if day in days else "0" for day in range(self.term.days))
            weeks = "".join(
                "1" if any(self._taught(week, day) for day in days) else "0"
                for week in range(self.term.weeks)
            )
            if "1" not in weeks:
                continue
            for start in starts:
                hours = (weeks, bits, start, shape.minutes)
                if not any(overlap(hours, pause) for pause in self.breaks):
                    yield hours

    def _taught(self, week: int, day: int) -> bool:
        first = self.term.first_day
        if first is None or not self.holidays:
            return True
        on = first + timedelta(weeks=week, days=day)
        return not any(start <= on <= end for start, end in self.holidays)

    @cached_property
    def _known(self) -> dict[Shape, tuple[Hours, ...]]:
        return {}


def _patterns(days: list[int], meetings: int) -> list[tuple[int, ...]]:
    """Choices of so many days, those with free days between them first."""
    choices = list(combinations(days, meetings))
    by_neighbours: dict[int, list[tuple[int, ...]]] = {}
    for choice in choices:
        beside = sum(b - a == 1 for a, b in pairwise(choice))
        by_neighbours.setdefault(beside, []).append(choice)
    proposed: list[tuple[int, ...]] = []
    for beside in sorted(by_neighbours):
        if len(proposed) >= FEWEST_PATTERNS:
            break
        proposed += by_neighbours[beside]
    return proposed
