"""Absolute measures of a timetable: numbers that mean the same for every term.

Formulas in words are in docs/measures.md, in the order of `MEASURES`. A measure
that does not apply (no students, no instructors named) is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from math import ceil
from statistics import fmean, pstdev
from typing import Any

from horarium.constraints.pairs import same_attendees
from horarium.formats.native import time_from_document
from horarium.problem import Problem, Time
from horarium.solution import Placement, Solution


def measure(problem: Problem, solution: Solution) -> dict[str, float]:
    """Every measure that applies, by name, rounded to four decimals."""
    timetable = _Timetable(problem, solution)
    values = {name: formula(timetable) for name, formula in MEASURES.items()}
    return {name: round(value, 4) for name, value in values.items() if value is not None}


@dataclass
class _Timetable:
    """Placed classes, and those of each student that are placed."""

    problem: Problem
    solution: Solution

    @cached_property
    def placements(self) -> Mapping[str, Placement]:
        problem = self.problem
        return {
            id_: placement
            for id_, placement in self.solution.placements.items()
            if id_ in problem.classes
            and (placement.room is None or placement.room in problem.room)
        }

    @cached_property
    def attended(self) -> Sequence[Sequence[str]]:
        """Placed classes of every student who has one."""
        sets = (
            sorted({id_ for id_ in classes if id_ in self.placements})
            for classes in self.solution.students.values()
        )
        return [classes for classes in sets if classes]

    @cached_property
    def conflicts(self) -> Sequence[int]:
        """Pairs of classes that collide, of each student in `attended`."""
        known: dict[tuple[str, str], bool] = {}

        def collide(pair: tuple[str, str]) -> bool:
            if pair not in known:
                a, b = (self.placements[id_] for id_ in pair)
                known[pair] = not same_attendees(self.problem, a, b)
            return known[pair]

        return [sum(map(collide, combinations(classes, 2))) for classes in self.attended]

    @cached_property
    def student_days(self) -> Sequence[tuple[int, float]]:
        """Per student: days on campus in all weeks, and idle slots in them."""
        return [
            _days_and_idle([self.placements[id_].time for id_ in classes])
            for classes in self.attended
        ]

    @cached_property
    def instructors(self) -> Sequence[tuple[Mapping[str, Any], Sequence[Time]]]:
        """Those of the institution who teach something placed, with its times."""
        listed = (self.problem.institution or {}).get("instructors", ())
        taught = (
            (
                one,
                [self.placements[id_].time for id_ in one["classes"] if id_ in self.placements],
            )
            for one in listed
        )
        return [(one, times) for one, times in taught if times]


def _days_and_idle(times: Iterable[Time]) -> tuple[int, float]:
    by_weeks: dict[int, list[Time]] = defaultdict(list)
    for time in times:
        by_weeks[time.weeks].append(time)
    days = idle = 0
    for number, meeting in _alike_weeks(by_weeks):
        for day in _bits(_union(time.days for time in meeting)):
            here = sorted((t.start, t.end) for t in meeting if t.days >> day & 1)
            days += number
            idle += number * _gaps(here)
    return days, idle


def _alike_weeks(by_weeks: Mapping[int, list[Time]]) -> Iterator[tuple[int, list[Time]]]:
    """Number of weeks in which exactly the same classes meet, and their times."""
    alike = Counter(
        tuple(mask for mask in by_weeks if mask >> week & 1) for week in _bits(_union(by_weeks))
    )
    for masks, number in alike.items():
        yield number, list(chain.from_iterable(by_weeks[mask] for mask in masks))


def _gaps(spans: Iterable[tuple[int, int]]) -> int:
    """Slots that lie between spans, which are in order of their starts."""
    total, last = 0, None
    for start, end in spans:
        total += max(0, start - last) if last is not None else 0
        last = end if last is None else max(last, end)
    return total


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _bits(mask: int) -> Iterator[int]:
    return (bit for bit in range(mask.bit_length()) if mask >> bit & 1)


# The measures


def _student_conflicts(timetable: _Timetable) -> float | None:
    return sum(timetable.conflicts) if timetable.attended else None


def _students_with_conflicts(timetable: _Timetable) -> float | None:
    if not timetable.attended:
        return None
    return sum(map(bool, timetable.conflicts)) / len(timetable.attended)


def _student_days(timetable: _Timetable) -> float | None:
    if not timetable.attended:
        return None
    weeks = timetable.problem.calendar.weeks
    return fmean(days for days, _ in timetable.student_days) / weeks


def _student_idle_minutes(timetable: _Timetable) -> float | None:
    days = sum(days for days, _ in timetable.student_days)
    if not days:
        return None
    idle = sum(idle for _, idle in timetable.student_days)
    return idle / days * timetable.problem.calendar.slot_minutes


def _seat_fill(timetable: _Timetable) -> float | None:
    """Where nobody is enrolled, a class counts its limit."""
    problem = timetable.problem
    heads = Counter(chain.from_iterable(timetable.attended))
    taken = seats = 0
    for id_, placement in timetable.placements.items():
        if placement.room is None:
            continue
        students = heads[id_] if timetable.attended else problem.classes[id_].limit or 0
        slots = _weekly_slots(placement.time)
        taken += students * slots
        seats += problem.room[placement.room].capacity * slots
    return taken / seats if seats else None


def _peak_share(timetable: _Timetable) -> float | None:
    problem = timetable.problem
    offered: set[tuple[int, int]] = set()
    for cls in problem.classes.values():
        for option in cls.times:
            offered.update(_hours(problem, option.time))
    used: Counter[tuple[int, int]] = Counter()
    for placement in timetable.placements.values():
        weeks = placement.time.weeks.bit_count()
        for hour in _hours(problem, placement.time):
            used[hour] += weeks
    if not used:
        return None
    busiest = used.most_common(ceil(len(offered | used.keys()) / 5))
    return sum(count for _, count in busiest) / used.total()


def _hours(problem: Problem, time: Time) -> Iterator[tuple[int, int]]:
    """Day and hour of the clock of every hour that the time touches."""
    calendar = problem.calendar
    first = (calendar.day_start + time.start * calendar.slot_minutes) // 60
    last = (calendar.day_start + time.end * calendar.slot_minutes - 1) // 60
    return ((day, hour) for day in _bits(time.days) for hour in range(first, last + 1))


def _instructor_penalty(timetable: _Timetable) -> float | None:
    calendar = timetable.problem.calendar
    penalties, meetings = 0, 0
    for one, times in timetable.instructors:
        wishes = [
            (time_from_document(entry, calendar), entry.get("penalty", 0))
            for entry in one.get("preferences", ())
        ]
        for time in times:
            meetings += time.days.bit_count()
            penalties += sum(
                penalty * (wish.days & time.days).bit_count()
                for wish, penalty in wishes
                if wish.overlaps(time)
            )
    return penalties / meetings if meetings else None


def _instructor_day_spread(timetable: _Timetable) -> float | None:
    if not timetable.instructors:
        return None
    problem = timetable.problem
    teaching = _union(
        option.time.days for cls in problem.classes.values() for option in cls.times
    )
    weeks = problem.calendar.weeks
    spreads = []
    for _, times in timetable.instructors:
        load: Counter[int] = Counter(dict.fromkeys(_bits(teaching), 0))
        for time in times:
            for day in _bits(time.days):
                load[day] += time.length * time.weeks.bit_count()
        spreads.append(pstdev(load.values()) * problem.calendar.slot_minutes / weeks / 60)
    return fmean(spreads)


def _weekly_slots(time: Time) -> int:
    return time.length * time.days.bit_count() * time.weeks.bit_count()


MEASURES: Mapping[str, Callable[[_Timetable], float | None]] = {
    "student_conflicts": _student_conflicts,
    "students_with_conflicts": _students_with_conflicts,
    "student_days": _student_days,
    "student_idle_minutes": _student_idle_minutes,
    "seat_fill": _seat_fill,
    "peak_share": _peak_share,
    "instructor_penalty": _instructor_penalty,
    "instructor_day_spread": _instructor_day_spread,
}
