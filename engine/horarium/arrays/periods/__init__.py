"""Problems of periods: recognised by their structure, and their arrays.

The family is that of curriculum-based timetabling (ITC-2007 track 3): two times
are the same or do not overlap, each meets on one day of every week; no travel
matters and no student is to be sectioned; pairs of classes must or should not
meet at the same time; sets keep minimum working days, compactness, one room.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.periods.grid import SETS, build_grid, empty_table
from horarium.arrays.periods.groups import between_groups, find_groups, pair_weights
from horarium.kernels import layout
from horarium.kernels.layout import Data, State
from horarium.kernels.periods import moves
from horarium.kernels.periods.layout import (
    FREE,
    GAP,
    HARD,
    MARGIN,
    BestPlaces,
    Grid,
    Timetable,
)

_MOST_GROUPS = 4000
_COSTLIEST = 1 << 16
"""Larger tables, or costs that could sum up to `NEVER`, are left to the general kernels."""


@dataclass(frozen=True)
class PeriodArrays:
    """A problem of periods, compiled; `period_of` holds the period of each time."""

    arrays: Arrays
    grid: Grid
    period_of: np.ndarray

    def table(self, state: State, seed: int) -> Timetable | None:
        """The timetable of a state; None when two classes share a room, or one has none."""
        data, grid = self.arrays.data, self.grid
        if (state.time_option < 0).any():
            return None
        table = empty_table(data, grid, self.period_of, seed)
        places = zip(self.period_of[state.time].tolist(), state.room.tolist(), strict=True)
        for c, (period, room) in enumerate(places):
            if table.owner[period * (grid.rooms + 1) + room] != FREE:
                return None
            moves.put(grid, table, c, period, room)
        table.total[:] = state.total[0], state.total[1] + state.total[2]
        return table

    def no_places(self) -> BestPlaces:
        """Where the best places are kept: any timetable is better than what it holds."""
        classes = len(self.grid.group)
        best: BestPlaces = BestPlaces.of(
            period=np.zeros(classes, np.int32),
            room=np.zeros(classes, np.int32),
            value=np.full(2, 1 << 60, np.int64),
        )
        return best

    def options(self, table: Timetable | BestPlaces) -> tuple[np.ndarray, np.ndarray]:
        """Time and room options of the classes where they are."""
        data = self.arrays.data
        periods = self.period_of[data.opt_time]
        return (
            _positions(data.time_ptr, periods, table.period),
            _positions(data.room_ptr, data.opt_room, table.room),
        )


def compile_periods(arrays: Arrays) -> PeriodArrays | None:
    """The problem's tables as one of periods, or None when it is not one."""
    data = arrays.data
    if not _has_periods(arrays) or not _has_only_known_costs(data):
        return None
    pairs = pair_weights(data)
    group, members = find_groups(data, pairs)
    if len(members) > _MOST_GROUPS:
        return None
    hard, soft = between_groups(group, members, pairs)
    if hard.max(initial=0) > HARD:
        return None
    period_of, day = _number_periods(data)
    grid = build_grid(data, period_of, day, group, members, hard, soft)
    return PeriodArrays(arrays, grid, period_of)


def _has_periods(arrays: Arrays) -> bool:
    """Whether times are the same or apart, and each is on one day in all weeks."""
    data = arrays.data
    if not len(arrays.times):
        return False
    gap = data.gap[:-1, :-1].copy()
    np.fill_diagonal(gap, 0)
    cells, days = np.diff(data.cell_ptr)[:-1], np.diff(data.day_ptr)[:-1]
    weeks = data.cell_weeks[data.cell]
    return bool(
        (gap >= 0).all()
        and (cells == 1).all()
        and (days == 1).all()
        and (weeks == arrays.problem.calendar.weeks).all()
    )


def _has_only_known_costs(data: Data) -> bool:
    """Whether the grid knows all that matters, and no cost is huge."""
    attend = data.run_kind == layout.ATTEND
    apart = ((data.run_kind == layout.GAP) & (data.run_limit <= 0)) | attend
    kinds = [kind for group in SETS.values() for kind in group]
    costs = (
        data.opt_time_cost,
        data.opt_room_cost,
        data.run_soft,
        data.set_penalty * data.set_weight,
    )
    return bool(
        data.teams == 1
        and not len(data.request_course)
        and apart.all()
        and not (attend.any() and data.travel.any())
        and np.isin(data.set_kind, kinds).all()
        and not data.set_hard.any()
        and sum(int(cost.max(initial=0)) for cost in costs) <= _COSTLIEST
    )


def _number_periods(data: Data) -> tuple[np.ndarray, np.ndarray]:
    """(the period of each time, the day of each period or -1 where there is none)."""
    times = len(data.gap) - 1
    day_of = data.day[data.day_ptr[:times]]
    period_of = np.zeros(times, np.int32)
    day: list[int] = [-1] * MARGIN
    last = -1
    for t in np.lexsort((data.start[:times], day_of)).tolist():
        if last >= 0 and (day_of[last] != day_of[t] or data.end[last] != data.start[t]):
            day += [-1] * GAP
        period_of[t] = len(day)
        day.append(int(day_of[t]))
        last = t
    return period_of, np.array(day + [-1] * MARGIN, np.int32)


def _positions(ptr: np.ndarray, values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Where in its slice of the values each row's wanted one is."""
    rows = zip(pairwise(ptr.tolist()), wanted.tolist(), strict=True)
    return np.array(
        [low + values[low:high].tolist().index(value) for (low, high), value in rows], np.int32
    )
