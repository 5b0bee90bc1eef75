"""Set constraints: kinds, limits, costs, members, and where each class is a member."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from horarium.arrays.teams import instructor_numbers
from horarium.arrays.times import TimeTables
from horarium.constraints import KINDS
from horarium.kernels import layout
from horarium.kernels.layout import I8, I32, I64
from horarium.problem import Class, Constraint, Problem

_COUNTS: Mapping[str, int] = {
    "MaxDays": layout.MAX_DAYS,
    "MaxDayLoad": layout.MAX_DAY_LOAD,
    "MaxBreaks": layout.MAX_BREAKS,
    "MaxBlock": layout.MAX_BLOCK,
    "MaxConcurrent": layout.MAX_CONCURRENT,
    "MinimumWorkingDays": layout.MIN_DAYS,
    "CurriculumCompactness": layout.COMPACT,
    "RoomStability": layout.STABLE_ROOM,
    "MaxWeekLoad": layout.MAX_WEEK_LOAD,
}
SET_KINDS = tuple(_COUNTS)
_WEEKLY = {name for name in SET_KINDS if KINDS[name].weekly}  # type: ignore[union-attr]
_GRID_LIMIT = 1 << 16
_ALL = 1 << 40
"""Above every excess: one member may lessen all of it."""


class SetLists(NamedTuple):
    """Fields of `layout.Data`, one entry per set constraint, then members."""

    set_kind: I8
    set_limit: I32
    set_gap: I32
    set_hard: I32
    set_penalty: I64
    set_weight: I64
    set_weeks: I64
    set_ptr: I32
    set_member: I32
    set_taught_by: I32
    in_ptr: I32
    in_set: I32
    in_position: I32
    set_count_ptr: I64
    set_reach: I64


def set_lists(problem: Problem, number: Mapping[str, int], times: TimeTables) -> SetLists:
    """Every set constraint of `counted_sets`."""
    chosen = counted_sets(problem)
    whose = instructor_numbers(problem)
    members = [list(dict.fromkeys(number[id] for id in c.classes)) for c in chosen]
    ptr = np.cumsum([0, *map(len, members)])
    member = np.array([m for group in members for m in group], np.int32)
    owner = np.repeat(np.arange(len(chosen)), np.diff(ptr))
    order = np.argsort(member, kind="stable")
    kinds = [_count_kind(problem, c, times) for c in chosen]
    weeks = _weeks(times)
    return SetLists(
        set_kind=np.array(kinds, np.int8),
        set_limit=np.array([_limit(problem, c) for c in chosen], np.int32),
        set_gap=np.array([_parameter(c, 1) for c in chosen], np.int32),
        set_hard=np.array([int(c.required) for c in chosen], np.int32),
        set_penalty=np.array([0 if c.required else c.penalty for c in chosen], np.int64),
        set_weight=np.full(len(chosen), problem.weights.distribution, np.int64),
        set_weeks=np.array(
            [problem.calendar.weeks if c.kind in _WEEKLY else 1 for c in chosen], np.int64
        ),
        set_ptr=ptr.astype(np.int32),
        set_member=member,
        set_taught_by=np.array([whose.get(c.taught_by, -1) for c in chosen], np.int32),
        in_ptr=np.searchsorted(member[order], np.arange(len(number) + 1)).astype(np.int32),
        in_set=owner[order].astype(np.int32),
        in_position=order.astype(np.int32),
        set_count_ptr=_count_ptr(problem, chosen, kinds, times),
        set_reach=np.array(
            [_reach(c, kind, times, weeks) for c, kind in zip(chosen, kinds, strict=True)],
            np.int64,
        ),
    )


def counted_sets(problem: Problem) -> list[Constraint]:
    """Every set constraint that is required or costs something, in the arrays' order."""
    return [
        c
        for c in problem.constraints
        if c.kind in _COUNTS and (c.required or c.penalty * problem.weights.distribution)
    ]


def _parameter(constraint: Constraint, at: int) -> int:
    return constraint.parameters[at] if at < len(constraint.parameters) else 0


def _limit(problem: Problem, constraint: Constraint) -> int:
    """What may be used; of days that are required and that no week has, one is asked for."""
    limit = _parameter(constraint, 0)
    if constraint.kind == "MinimumWorkingDays" and constraint.required:
        return min(limit, problem.calendar.days + 1)
    return limit


def _count_kind(problem: Problem, constraint: Constraint, times: TimeTables) -> int:
    """How the set is counted: compactness on a grid where all meetings are equally long."""
    kind = _COUNTS[constraint.kind]
    if kind == layout.COMPACT:
        length = _common_length([problem.classes[id] for id in constraint.classes])
        if length and _grid_size(times, length) <= _GRID_LIMIT:
            return layout.COMPACT_GRID
    return kind


def _common_length(classes: Sequence[Class]) -> int:
    """The length of all times of the classes, 0 when they differ."""
    lengths = {option.time.length for cls in classes for option in cls.times}
    return lengths.pop() if len(lengths) == 1 else 0


def _grid_size(times: TimeTables, length: int) -> int:
    return len(times.cell_weeks) * (int(times.end.max()) + 4 * length)


def _weeks(times: TimeTables) -> np.ndarray:
    """For each time, how often it meets: its days, over all its weeks."""
    before = np.concatenate([[0], np.cumsum(times.cell_weeks[times.cell], dtype=np.int64)])
    return np.asarray(before[times.cell_ptr[1:]] - before[times.cell_ptr[:-1]])


def _reach(constraint: Constraint, kind: int, times: TimeTables, weeks: np.ndarray) -> int:
    """The most by which one member that moves can lessen the set's excess.

    Known where that is all of what the member's meetings add: in a set of the whole
    institution the excess is far more.
    """
    if kind in (layout.MAX_DAYS, layout.MIN_DAYS):
        return int(np.diff(times.day_ptr).max(initial=0))
    if kind in (layout.MAX_DAY_LOAD, layout.MAX_WEEK_LOAD):
        return int((weeks * (times.end - times.start)).max(initial=0))
    if kind == layout.MAX_CONCURRENT:
        width = _parameter(constraint, 1)
        return int(
            (weeks * ((times.end - 1) // width - times.start // width + 1)).max(initial=0)
        )
    return _ALL


def _count_ptr(
    problem: Problem, chosen: Sequence[Constraint], kinds: Sequence[int], times: TimeTables
) -> I64:
    """Where each set's counters begin; their number depends on how it is counted."""
    sizes = {
        layout.MAX_DAYS: problem.calendar.days + 1,
        layout.MIN_DAYS: problem.calendar.days + 1,
        layout.MAX_DAY_LOAD: len(times.cell_weeks),
        layout.MAX_BREAKS: len(times.cell_weeks),
        layout.MAX_BLOCK: len(times.cell_weeks),
        layout.COMPACT: len(times.cell_weeks),
        layout.MAX_WEEK_LOAD: len(times.cell_weeks) // problem.calendar.days,
        layout.STABLE_ROOM: len(problem.rooms) + 1,
    }
    counts = []
    for constraint, kind in zip(chosen, kinds, strict=True):
        if kind == layout.COMPACT_GRID:
            length = _common_length([problem.classes[id] for id in constraint.classes])
            counts.append(_grid_size(times, length))
        elif kind == layout.MAX_CONCURRENT:
            spans = (int(times.end.max(initial=1)) - 1) // _parameter(constraint, 1) + 1
            counts.append(len(times.cell_weeks) * spans)
        else:
            counts.append(sizes.get(kind, 0))
    return np.cumsum([0, *counts]).astype(np.int64)
