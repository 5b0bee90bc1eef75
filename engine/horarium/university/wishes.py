"""When classes may meet, and what it costs: the institution's and the instructors' wishes."""

from collections.abc import Mapping
from random import Random

from horarium.problem import Time, TimeOption
from horarium.university.catalogue import Part
from horarium.university.people import Lecturer
from horarium.university.presets import ALL_WEEKS, LECTURE_MINUTES, SLOT_MINUTES, Size

HOUR = 60 // SLOT_MINUTES
LATE_HOUR = 16
LUNCH_HOUR = 13
SATURDAY = 5

_PATTERNS: Mapping[tuple[int, int], tuple[tuple[int, ...], ...]] = {
    (5, 1): ((0,), (1,), (2,), (3,), (4,)),
    (5, 2): ((0, 2), (1, 3), (2, 4), (0, 3), (1, 4)),
    (5, 3): ((0, 2, 4), (0, 1, 3), (1, 3, 4), (0, 2, 3), (1, 2, 4)),
    (6, 1): ((0,), (1,), (2,), (3,), (4,), (5,)),
    (6, 2): ((0, 2), (1, 3), (2, 4), (0, 3), (1, 4), (2, 5)),
    (6, 3): ((0, 2, 4), (1, 3, 5), (0, 1, 3), (2, 4, 5), (0, 2, 3), (1, 4, 5)),
}
"""Days on which a class meets, by teaching days and meetings a week."""


class Hours:
    """The times at which each kind of part may be put, with their costs."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._plain: dict[Part, tuple[TimeOption, ...]] = {}

    def options(self, part: Part, wishes: tuple[TimeOption, ...]) -> tuple[TimeOption, ...]:
        """Every pattern of days and start, its penalty that of hours and wishes together."""
        plain = self._plain.get(part)
        if plain is None:
            plain = self._plain[part] = self._without_wishes(part)
        if not wishes:
            return plain
        return tuple(
            TimeOption(o.time, o.penalty + sum(wish.minded(o.time) for wish in wishes))
            for o in plain
        )

    def _without_wishes(self, part: Part) -> tuple[TimeOption, ...]:
        hours = self._size.hours
        length = (60 * (part.hours - 1) + LECTURE_MINUTES) // SLOT_MINUTES
        starts = [
            hour
            for index, hour in enumerate(hours)
            if hours[index : index + part.hours] == tuple(range(hour, hour + part.hours))
        ]
        return tuple(
            TimeOption(
                Time(ALL_WEEKS, sum(1 << day for day in days), start * HOUR, length),
                _inconvenience(days, start, part.hours),
            )
            for days in _PATTERNS[self._size.days, part.meetings]
            for start in starts
        )


def _inconvenience(days: tuple[int, ...], start: int, hours: int) -> int:
    """A point a meeting for Saturday, for the late hour, and for teaching over lunch."""
    covered = range(start, start + hours)
    late = any(hour >= LATE_HOUR for hour in covered)
    return (SATURDAY in days) + len(days) * (late + (LUNCH_HOUR in covered))


def make_wishes(
    size: Size, lecturers: tuple[Lecturer, ...], rng: Random
) -> dict[str, tuple[TimeOption, ...]]:
    """By instructor id: half of them mind an early hour, a late one, or a certain day."""
    day_start, day_end = size.hours[0] * HOUR, (size.hours[-1] + 1) * HOUR
    week = (1 << size.days) - 1

    def wish(days: int, start: int, end: int, penalty: int) -> tuple[TimeOption, ...]:
        return (TimeOption(Time(ALL_WEEKS, days, start, end - start), penalty),)

    wishes: dict[str, tuple[TimeOption, ...]] = {}
    for lecturer in lecturers:
        draw = rng.random()
        if draw < 0.2:
            wishes[lecturer.id] = wish(week, day_start, day_start + HOUR, rng.randint(1, 3))
        elif draw < 0.35:
            wishes[lecturer.id] = wish(week, day_end - 2 * HOUR, day_end, rng.randint(1, 3))
        elif draw < 0.5:
            research_day = 1 << rng.randrange(size.days)
            wishes[lecturer.id] = wish(research_day, day_start, day_end, 4)
    return wishes
