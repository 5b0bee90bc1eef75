"""A timetable's arrays, for formulas over tens of thousands of students."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from horarium.problem import Problem, Time
from horarium.solution import Placement, Solution
from horarium.teaching import instructors_of

Numbers = NDArray[np.int64]


@dataclass(eq=False)
class Timetable:
    """Placed classes, numbered in the solution's order, and who attends or teaches them."""

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
    def number(self) -> Mapping[str, int]:
        return {id_: at for at, id_ in enumerate(self.placements)}

    @cached_property
    def times(self) -> Sequence[Time]:
        return [placement.time for placement in self.placements.values()]

    @cached_property
    def rooms(self) -> Sequence[str | None]:
        return [placement.room for placement in self.placements.values()]

    @cached_property
    def start(self) -> Numbers:
        return np.array([time.start for time in self.times], np.int64)

    @cached_property
    def end(self) -> Numbers:
        return np.array([time.end for time in self.times], np.int64)

    @cached_property
    def seats(self) -> tuple[Numbers, Numbers]:
        """(student, class) of every placed class that a student attends, by student."""
        number = self.number
        students, classes = [], []
        for student, attended in enumerate(self.solution.students.values()):
            taken = sorted({number[id_] for id_ in attended if id_ in number})
            students += [student] * len(taken)
            classes += taken
        _, packed = np.unique(np.array(students, np.int64), return_inverse=True)
        return packed, np.array(classes, np.int64)

    @cached_property
    def students(self) -> int:
        """How many students have a placed class."""
        return int(self.seats[0][-1]) + 1 if len(self.seats[0]) else 0

    @cached_property
    def heads(self) -> Numbers:
        """Students in each class."""
        return np.bincount(self.seats[1], minlength=len(self.times))

    @cached_property
    def cells(self) -> "Cells":
        return Cells.of(self.times, self.problem.calendar.days)

    @cached_property
    def student_days(self) -> "Days":
        return self.days_of(*self.seats)

    def days_of(self, owners: Numbers, classes: Numbers) -> "Days":
        """The days of whoever attends each of these classes."""
        rows, cell = self.cells.expand(classes)
        owner, classes = owners[rows], classes[rows]
        order = np.lexsort((self.start[classes], cell, owner))
        owner, cell, classes = owner[order], cell[order], classes[order]
        start, end = self.start[classes], self.end[classes]
        first = np.ones(len(order), bool)
        first[1:] = (owner[1:] != owner[:-1]) | (cell[1:] != cell[:-1])
        # The latest end so far on the same day: days are set apart by more than a day's slots.
        apart = np.cumsum(first) * (int(self.end.max(initial=0)) + 1)
        latest = np.maximum.accumulate(end + apart) - apart
        before = np.concatenate([[0], latest[:-1]])
        gap = np.where(first, 0, np.maximum(0, start - before))
        return Days(first, gap, classes, self.cells.weeks[cell], self.problem)

    @cached_property
    def conflicts(self) -> Numbers:
        """Pairs of classes that collide, of each student who has a class."""
        student, cls = self.seats
        bounds = np.searchsorted(student, np.arange(self.students + 1))
        sizes = np.diff(bounds)
        found = np.zeros(self.students, np.int64)
        for size in np.unique(sizes[sizes > 1]).tolist():
            of = np.nonzero(sizes == size)[0]
            taken = cls[bounds[of][:, None] + np.arange(size)]
            a, b = np.array(list(combinations(range(size), 2))).T
            found[of] = self._collide(taken[:, a], taken[:, b]).sum(axis=1)
        return found

    def _collide(self, a: Numbers, b: Numbers) -> Numbers:
        """1 where two classes overlap or leave too little time for the way."""
        classes = len(self.times)
        pairs, back = np.unique(a * classes + b, return_inverse=True)
        a, b = pairs // classes, pairs % classes
        gap = np.maximum(self.start[a] - self.end[b], self.start[b] - self.end[a])
        ways = (max(room.travel.values(), default=0) for room in self.problem.rooms)
        way = max(ways, default=0)
        collide: Numbers = np.zeros(len(pairs), np.int64)
        times, rooms = self.times, self.rooms
        for at in np.nonzero(gap < way)[0].tolist():
            one, two = int(a[at]), int(b[at])
            if times[one].shares_day(times[two]) and (
                gap[at] < 0 or gap[at] < self.problem.travel(rooms[one], rooms[two])
            ):
                collide[at] = 1
        return np.asarray(collide[back], np.int64)

    @cached_property
    def instructors(self) -> Sequence[tuple[Mapping[str, Any], Sequence[Time]]]:
        """Those of the institution who teach something placed, with its times."""
        taught = (
            (
                one,
                [self.placements[id_].time for id_ in one["classes"] if id_ in self.placements],
            )
            for one in instructors_of(self.problem, self.solution)
        )
        return [(one, times) for one, times in taught if times]

    @cached_property
    def teaching_days(self) -> Sequence[int]:
        """Days of the week on which some class could meet."""
        return list(bits(union(time.days for time in self.problem.offered)))


@dataclass(frozen=True)
class Cells:
    """When classes meet, as (weeks that no class tells apart, day): one cell for each.

    `weeks` is how many weeks a cell stands for. The cells of class c are
    `cell[ptr[c]:ptr[c + 1]]`.
    """

    ptr: Numbers
    cell: Numbers
    weeks: Numbers

    @classmethod
    def of(cls, times: Sequence[Time], days: int) -> "Cells":
        masks = {time.weeks for time in times}
        alike = Counter(
            frozenset(mask for mask in masks if mask >> week & 1) for week in bits(union(masks))
        )
        by_mask = {
            mask: [group for group, members in enumerate(alike) if mask in members]
            for mask in masks
        }
        met = [
            [group * days + day for group in by_mask[time.weeks] for day in bits(time.days)]
            for time in times
        ]
        return cls(
            np.cumsum([0, *map(len, met)]),
            np.array([cell for cells in met for cell in cells], np.int64),
            np.repeat(np.array(list(alike.values()), np.int64), days),
        )

    def expand(self, classes: Numbers) -> tuple[Numbers, Numbers]:
        """A row for each cell of each class: its position in `classes`, and the cell."""
        count = self.ptr[classes + 1] - self.ptr[classes]
        rows = np.repeat(np.arange(len(classes)), count)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
        return rows, self.cell[np.repeat(self.ptr[classes], count) + within]


@dataclass(frozen=True)
class Days:
    """Meetings of several people in the order of their days; `first` begins a day.

    `gap` holds the idle slots before each meeting, `weeks` in how many weeks it is.
    """

    first: NDArray[np.bool_]
    gap: Numbers
    classes: Numbers
    weeks: Numbers
    problem: Problem

    @property
    def count(self) -> int:
        """Days with a class, over all people and weeks."""
        return int(self.weeks[self.first].sum())

    @property
    def idle(self) -> int:
        """Idle slots, over all people and weeks."""
        return int((self.gap * self.weeks).sum())

    def walked(self, rooms: Sequence[str | None]) -> int:
        """Slots of way between consecutive classes of a day, over all people and weeks."""
        inside = np.nonzero(~self.first)[0]
        if not len(inside):
            return 0
        pairs = self.classes[inside - 1] * len(rooms) + self.classes[inside]
        distinct, at = np.unique(pairs, return_inverse=True)
        weeks = np.bincount(at, weights=self.weeks[inside]).astype(np.int64)
        total = 0
        for pair, times in zip(distinct.tolist(), weeks.tolist(), strict=True):
            here, there = rooms[pair // len(rooms)], rooms[pair % len(rooms)]
            total += int(times) * self.problem.travel(here, there)
        return total


def union(masks: Any) -> int:
    """The bits that any of the masks has."""
    result = 0
    for mask in masks:
        result |= mask
    return result


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    return (bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def hours(problem: Problem, time: Time) -> Iterator[tuple[int, int]]:
    """Day and hour of the clock of every hour that the time touches."""
    clock = problem.calendar.clock_hours(time.start, time.end)
    return ((day, hour) for day in bits(time.days) for hour in clock)
