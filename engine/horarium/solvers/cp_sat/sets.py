"""Set constraints as linear rules: each kind counts how far the set is from holding.

A count may be larger than the truth where that is allowed, never smaller: what is
minimised, or must be 0, then equals it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from horarium.problem import Constraint
from horarium.solvers.cp_sat.places import Places

Excess = list[tuple[int, IntVar]]
"""Weeks, and what one such week has too much."""

MOST = 1 << 40
"""No excess of slots is larger."""


class Meeting(NamedTuple):
    """A class may meet from `start` to `end` on a day: it does if one of its literals holds."""

    owner: int
    start: int
    end: int
    literals: list[IntVar]


class _Count:
    """A set constraint under construction; a required one has no excess at all."""

    def __init__(self, places: Places, classes: Sequence[int], constraint: Constraint) -> None:
        self.places = places
        self.cp = places.cp
        self.classes = classes
        self.parameters = constraint.parameters
        self.required = constraint.required

    def flag(self) -> IntVar:
        """An excess of 0 or 1."""
        return self.cp.new_constant(0) if self.required else self.cp.new_bool_var("")

    def over(self, literals: Sequence[IntVar], amounts: Sequence[int], free: int) -> IntVar:
        """How much the amounts of the true literals sum up to beyond what is free."""
        total = sum(amounts) - free
        if total <= 0:
            return self.cp.new_constant(0)
        over = self.cp.new_int_var(0, 0 if self.required else min(total, MOST), "")
        self.cp.add(
            LinearExpr.weighted_sum([*literals, over], [*amounts, -1]) <= max(-MOST, free)
        )
        return over

    def days(self) -> Iterator[tuple[list[list[IntVar]], list[IntVar]]]:
        """For each day of the week, the literals by class that meet then, and all of them."""
        data = self.places.data
        by_day: dict[int, list[list[IntVar]]] = defaultdict(list)
        for c in self.classes:
            own: dict[int, list[IntVar]] = defaultdict(list)
            for t, literal in zip(*self.places.times(c), strict=True):
                for day in data.day[data.day_ptr[t] : data.day_ptr[t + 1]]:
                    own[int(day)].append(literal)
            for day, literals in own.items():
                by_day[day].append(literals)
        for _, groups in sorted(by_day.items()):
            yield groups, [literal for group in groups for literal in group]

    def cells(self) -> Iterator[tuple[int, list[Meeting]]]:
        """For each day of a week: how many weeks are like it, and what may meet then."""
        data = self.places.data
        cells: dict[int, dict[tuple[int, int, int], list[IntVar]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for c in self.classes:
            for t, literal in zip(*self.places.times(c), strict=True):
                key = c, int(data.start[t]), int(data.end[t])
                for cell in data.cell[data.cell_ptr[t] : data.cell_ptr[t + 1]]:
                    cells[int(cell)][key].append(literal)
        for cell, found in sorted(cells.items()):
            meetings = [Meeting(*key, literals) for key, literals in found.items()]
            yield int(data.cell_weeks[cell]), sorted(meetings, key=lambda m: (m.start, m.owner))

    def at_least(self, flag: IntVar, given: Sequence[IntVar], unless: Sequence[IntVar]) -> None:
        """The flag is set when one of `given` holds and none of `unless` does."""
        signs = [1] * len(given) + [-1] * (len(unless) + 1)
        self.cp.add(LinearExpr.weighted_sum([*given, *unless, flag], signs) <= 0)


def _max_days(count: _Count) -> Excess:
    used = []
    for groups, _ in count.days():
        day = count.cp.new_bool_var("")
        for group in groups:
            count.cp.add(LinearExpr.sum(group) <= day)
        used.append(day)
    return [(1, count.over(used, [1] * len(used), count.parameters[0]))]


def _missing_days(count: _Count) -> Excess:
    wanted = count.parameters[0]
    used = []
    for _, literals in count.days():
        day = count.cp.new_bool_var("")
        count.cp.add(LinearExpr.sum(literals) >= day)
        used.append(day)
    missing = count.cp.new_int_var(0, 0 if count.required else wanted, "")
    count.cp.add(LinearExpr.sum([*used, missing]) >= wanted)
    return [(1, missing)]


def _day_load(count: _Count) -> Excess:
    excess = []
    for weeks, meetings in count.cells():
        literals = [literal for m in meetings for literal in m.literals]
        lengths = [m.end - m.start for m in meetings for _ in m.literals]
        excess.append((weeks, count.over(literals, lengths, count.parameters[0])))
    return excess


def _week_load(count: _Count) -> Excess:
    """Weeks that no time tells apart are one, as in the kernels' cells."""
    data = count.places.data
    load: dict[int, list[tuple[IntVar, int]]] = defaultdict(list)
    for c in count.classes:
        for t, literal in zip(*count.places.times(c), strict=True):
            length = int(data.end[t] - data.start[t])
            for cell in data.cell[data.cell_ptr[t] : data.cell_ptr[t + 1]]:
                load[int(cell) // data.days].append((literal, length))
    excess = []
    for like, entries in sorted(load.items()):
        literals, lengths = zip(*entries, strict=True)
        over = count.over(literals, lengths, count.parameters[0])
        excess.append((int(data.cell_weeks[like * data.days]), over))
    return excess


def _concurrent(count: _Count) -> Excess:
    most, width = count.parameters
    excess = []
    for weeks, meetings in count.cells():
        spans: dict[int, list[IntVar]] = defaultdict(list)
        for m in meetings:
            for span in range(m.start // width, (m.end - 1) // width + 1):
                spans[span] += m.literals
        excess += [
            (weeks, count.over(literals, [1] * len(literals), most))
            for literals in spans.values()
        ]
    return excess


def _breaks(count: _Count) -> Excess:
    breaks, gap = count.parameters
    excess = []
    for weeks, meetings in count.cells():
        begins = []
        for start in sorted({m.start for m in meetings}):
            begin = count.cp.new_bool_var("")
            before = _reaching(meetings, start, gap)
            for m in meetings:
                if m.start == start:
                    count.at_least(begin, m.literals, before)
            begins.append(begin)
        excess.append((weeks, count.over(begins, [1] * len(begins), breaks + 1)))
    return excess


def _blocks(count: _Count) -> Excess:
    """A block that begins at `start` is followed, meeting by meeting, till it is too long."""
    length, gap = count.parameters
    excess = []
    for weeks, meetings in count.cells():
        for start in sorted({m.start for m in meetings}):
            first = [m for m in meetings if m.start == start]
            last = max(start + length, *(m.end for m in first)) + gap
            rest = [m for m in meetings if start < m.start <= last]
            if not any(m.end - start > length for m in first + rest):
                continue
            too_long = count.flag()
            inside = {m[:3]: count.cp.new_bool_var("") for m in first + rest}
            before = _reaching(meetings, start, gap)
            for m in first:
                count.at_least(inside[m[:3]], m.literals, before)
            for m in rest:
                for earlier in first + rest:
                    if (
                        earlier.owner != m.owner
                        and earlier.start <= m.start <= earlier.end + gap
                        and earlier is not m
                    ):
                        both = [*m.literals, inside[earlier[:3]]]
                        count.cp.add(LinearExpr.sum(both) - inside[m[:3]] <= 1)
                if m.end - start > length:
                    count.cp.add_implication(inside[m[:3]], too_long)
            for m in first:
                if m.end - start > length:
                    for other in first + rest:
                        if other.owner != m.owner:
                            both = [inside[m[:3]], inside[other[:3]]]
                            count.cp.add(LinearExpr.sum(both) - too_long <= 1)
            excess.append((weeks, too_long))
    return excess


def _reaching(meetings: Sequence[Meeting], start: int, gap: int) -> list[IntVar]:
    """Literals of the meetings before `start` that leave no break before it."""
    return [
        literal for m in meetings if m.start < start <= m.end + gap for literal in m.literals
    ]


def _isolated(count: _Count) -> Excess:
    excess = []
    for weeks, meetings in count.cells():
        for m in meetings:
            near = [
                literal
                for other in meetings
                if other.owner != m.owner and (other.end == m.start or other.start == m.end)
                for literal in other.literals
            ]
            alone = count.flag()
            count.at_least(alone, m.literals, near)
            excess.append((weeks, alone))
    return excess


def _rooms(count: _Count) -> Excess:
    by_room: dict[int, list[IntVar]] = defaultdict(list)
    for c in count.classes:
        for room, literal in zip(*count.places.rooms(c), strict=True):
            if room < len(count.places.arrays.problem.rooms):
                by_room[int(room)].append(literal)
    used = [count.places.any_of(literals) for literals in by_room.values()]
    return [(1, count.over(used, [1] * len(used), 1))]


_COUNTS: dict[str, Callable[[_Count], Excess]] = {
    "MaxDays": _max_days,
    "MaxDayLoad": _day_load,
    "MaxConcurrent": _concurrent,
    "MaxBreaks": _breaks,
    "MaxBlock": _blocks,
    "MinimumWorkingDays": _missing_days,
    "CurriculumCompactness": _isolated,
    "RoomStability": _rooms,
    "MaxWeekLoad": _week_load,
}
SHRINKING = (
    "MaxDays",
    "MaxDayLoad",
    "MaxWeekLoad",
    "MaxConcurrent",
    "MaxBlock",
    "RoomStability",
)
"""Kinds that hold among some of the classes whenever they hold among all."""


def add_set(
    places: Places, constraint: Constraint, classes: Sequence[int], weeks: int, weight: int
) -> None:
    """Require the constraint, or add what it costs: penalty * excess // weeks * weight."""
    excess = _COUNTS[constraint.kind](_Count(places, classes, constraint))
    if constraint.required:
        return
    if weeks == 1:
        places.costs += [(n * constraint.penalty * weight, amount) for n, amount in excess]
        return
    amounts = [amount for _, amount in excess]
    most = sum(n * constraint.penalty * _largest(amount) for n, amount in excess)
    cost = places.cp.new_int_var(0, most // weeks, "")
    places.cp.add(
        LinearExpr.weighted_sum(
            [*amounts, cost], [*(n * constraint.penalty for n, _ in excess), -weeks]
        )
        <= weeks - 1
    )
    places.costs.append((weight, cost))


def _largest(variable: IntVar) -> int:
    domain: Sequence[int] = variable.proto.domain
    return int(np.max(list(domain)))
