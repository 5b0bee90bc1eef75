"""The kernels' arrays of a problem of periods."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from horarium.kernels import layout
from horarium.kernels.layout import Data
from horarium.kernels.periods.layout import (
    CLOSED,
    FREE,
    NEVER,
    SHARE_COMPACT,
    SHARE_DAYS,
    SHARE_ROOM,
    SOFT,
    Grid,
    Timetable,
)

SETS = {
    SHARE_COMPACT: (layout.COMPACT, layout.COMPACT_GRID),
    SHARE_DAYS: (layout.MIN_DAYS,),
    SHARE_ROOM: (layout.STABLE_ROOM,),
}


def build_grid(
    data: Data,
    period_of: np.ndarray,
    day: np.ndarray,
    group: np.ndarray,
    members: Sequence[Sequence[int]],
    hard: np.ndarray,
    soft: np.ndarray,
) -> Grid:
    """Tables by group; what is alike for the classes of a group is read from its first."""
    first = np.array([classes[0] for classes in members])
    compact, compact_in = _sets(data, first, SHARE_COMPACT)
    spread, spread_in = _sets(data, first, SHARE_DAYS)
    stable, stable_in = _sets(data, first, SHARE_ROOM)
    cost = data.set_penalty * data.set_weight
    # Equal sets of meetings are one, at the sum of their costs.
    compact_in, like = np.unique(compact_in, axis=1, return_inverse=True)
    relation = hard + SOFT * (soft > 0)
    for bit, within in (
        (SHARE_COMPACT, compact_in),
        (SHARE_DAYS, spread_in),
        (SHARE_ROOM, stable_in),
    ):
        relation += bit * _common(within)
    other_ptr, other = _rows((hard > 0) | (soft > 0))
    owner = np.repeat(np.arange(len(members)), np.diff(other_ptr))
    compact_ptr, compact_list = _rows(compact_in)
    member_ptr, member = _rows(compact_in.T)
    spread_ptr, spread_list = _rows(spread_in)
    stable_ptr, stable_list = _rows(stable_in)
    grid: Grid = Grid.of(
        periods=len(day),
        rooms=data.travel.shape[0] - 2,
        groups=len(members),
        days=data.days,
        day=day,
        movable=data.movable,
        group=group,
        **_options(data, first, period_of),
        relation=relation.ravel(),
        soft=soft.ravel() if soft.any() else np.zeros(1),
        other_ptr=other_ptr,
        other=other,
        other_hard=hard[owner, other],
        other_soft=soft[owner, other],
        own_hard=hard.diagonal().copy(),
        own_soft=soft.diagonal().copy(),
        compact_ptr=compact_ptr,
        compact=compact_list,
        member_ptr=member_ptr,
        member=member,
        compact_cost=np.bincount(like.ravel(), cost[compact], compact_in.shape[1]),
        spread_ptr=spread_ptr,
        spread=spread_list,
        spread_limit=data.set_limit[spread],
        spread_cost=cost[spread],
        stable_ptr=stable_ptr,
        stable=stable_list,
        stable_cost=cost[stable],
    )
    return grid


def empty_table(data: Data, grid: Grid, period_of: np.ndarray, seed: int) -> Timetable:
    """A timetable in which no class is anywhere yet."""
    width, rooms = grid.periods, grid.rooms
    classes = len(grid.group)
    time_cost = np.full((grid.groups, width), NEVER, np.int64)
    for c in range(classes):
        low, high = data.time_ptr[c : c + 2]
        at = period_of[data.opt_time[low:high]]
        time_cost[grid.group[c], at] = data.opt_time_cost[low:high]
    owner = np.full((rooms + 1, width), FREE, np.int32)
    closed = np.zeros((rooms, width), bool)
    closed[:, period_of] = data.closed[:rooms, : len(period_of)]
    owner[:rooms][closed] = CLOSED
    leave = np.where(time_cost < NEVER, grid.own_soft[:, None] - time_cost, 0)
    # While nothing is anywhere, whoever came would be alone.
    alone = [
        grid.compact_cost[grid.compact[low:high]].sum()
        for low, high in pairwise(grid.compact_ptr)
    ]
    entry = time_cost + np.array(alone)[:, None]
    table: Timetable = Timetable.of(
        period=np.full(classes, -1, np.int32),
        room=np.full(classes, -1, np.int32),
        owner=owner.T.ravel(),
        clash=np.zeros(grid.groups * width, np.int32),
        entry=entry.ravel(),
        leave=leave.ravel(),
        met=np.zeros(len(grid.compact_cost) * width, np.int32),
        on_day=np.zeros(len(grid.spread_cost) * grid.days, np.int32),
        days_used=np.zeros(len(grid.spread_cost), np.int32),
        in_room=np.zeros(len(grid.stable_cost) * rooms + 1, np.int32),
        rooms_used=np.zeros(len(grid.stable_cost), np.int32),
        total=np.zeros(2, np.int64),
        rng=np.array([seed & ((1 << 64) - 1)], np.uint64),
        scratch=np.zeros(16, np.int32),
    )
    return table


def _sets(data: Data, first: np.ndarray, share: int) -> tuple[np.ndarray, np.ndarray]:
    """(numbers of the sets of a kind, which groups are in which of them)."""
    chosen = np.nonzero(np.isin(data.set_kind, SETS[share]))[0]
    within = np.zeros((len(first), len(data.set_kind)), bool)
    for g, c in enumerate(first.tolist()):
        within[g, data.in_set[data.in_ptr[c] : data.in_ptr[c + 1]]] = True
    return chosen, within[:, chosen]


def _options(data: Data, first: np.ndarray, period_of: np.ndarray) -> dict[str, np.ndarray]:
    """Periods and rooms that each group offers, and what each room costs it."""
    rooms = data.travel.shape[0] - 2
    room_cost = np.full((len(first), rooms + 1), NEVER, np.int64)
    periods = [period_of[data.opt_time[slice(*data.time_ptr[c : c + 2])]] for c in first]
    offered = [data.opt_room[slice(*data.room_ptr[c : c + 2])] for c in first]
    for g, c in enumerate(first):
        room_cost[g, offered[g]] = data.opt_room_cost[slice(*data.room_ptr[c : c + 2])]
    return {
        "period_ptr": np.cumsum([0, *map(len, periods)]),
        "option_period": np.concatenate(periods),
        "room_ptr": np.cumsum([0, *map(len, offered)]),
        "option_room": np.concatenate(offered),
        "room_cost": room_cost.ravel(),
    }


def _common(within: np.ndarray) -> np.ndarray:
    """[g, h]: 1 when the groups have a set in common."""
    rows = within.astype(np.float32)
    return ((rows @ rows.T) > 0).astype(np.int64)


def _rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The columns set in each row, as slices of one array."""
    return np.cumsum([0, *table.sum(axis=1)]), np.nonzero(table)[1]
