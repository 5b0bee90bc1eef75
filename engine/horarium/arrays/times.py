"""Tables over the distinct times of a problem: gaps, relations, days and cells."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from horarium.kernels import layout
from horarium.kernels.layout import I32, U8Table
from horarium.problem import Calendar, Time


class TimeTables(NamedTuple):
    """Fields of `layout.Data` that depend on the times alone."""

    gap: layout.I16Table
    broken: layout.U16Table
    start: I32
    end: I32
    cell_ptr: I32
    cell: I32
    cell_weeks: I32
    in_cell: U8Table
    day_ptr: I32
    day: I32


def time_tables(times: Sequence[Time], calendar: Calendar) -> TimeTables:
    """Compare every time with every other; a last row and column stand for `nowhen`."""
    start = np.array([t.start for t in times], np.int32)
    end = np.array([t.end for t in times], np.int32)
    days = _bits([t.days for t in times], calendar.days)
    weeks = _bits([t.weeks for t in times], calendar.weeks)
    shares_day, shares_week = _common(days), _common(weeks)
    meets = shares_day & shares_week
    gap = np.maximum(start[None, :] - end[:, None], start[:, None] - end[None, :])
    gap = np.where(meets, np.clip(gap, -32767, layout.NO_GAP - 1), layout.NO_GAP)
    same_hours = _subset(start, end)
    broken = _broken(start, end, days, weeks, gap, same_hours, shares_day, shares_week)
    cells, cell_weeks = _cells(days, weeks)
    cell_ptr, cell = _rows(cells)
    day_ptr, day = _rows(days)
    return TimeTables(
        gap=_bordered(gap.astype(np.int16), layout.NO_GAP),
        broken=_bordered(broken, 0),
        start=np.append(start, 0).astype(np.int32),
        end=np.append(end, 0).astype(np.int32),
        cell_ptr=cell_ptr,
        cell=cell,
        cell_weeks=cell_weeks,
        in_cell=np.vstack([cells, np.zeros((1, cells.shape[1]), bool)]).astype(np.uint8),
        day_ptr=day_ptr,
        day=day,
    )


def closed_table(
    unavailable: Sequence[Sequence[Time]], times: Sequence[Time], calendar: Calendar
) -> U8Table:
    """[room, time] is 1 where the time overlaps one at which the room is unavailable."""
    closed = np.zeros((len(unavailable) + 2, len(times) + 1), np.uint8)
    start = np.array([t.start for t in times])
    end = np.array([t.end for t in times])
    days = _bits([t.days for t in times], calendar.days)
    weeks = _bits([t.weeks for t in times], calendar.weeks)
    for at, offs in enumerate(unavailable):
        for off in offs:
            overlap = (start < off.end) & (off.start < end)
            overlap &= (days & _bits([off.days], calendar.days)).any(axis=1)
            overlap &= (weeks & _bits([off.weeks], calendar.weeks)).any(axis=1)
            closed[at, :-1] |= overlap.astype(np.uint8)
    return closed


def _bits(masks: Sequence[int], width: int) -> np.ndarray:
    """One row of booleans per mask, bit 0 first."""
    return np.array([[m >> i & 1 for i in range(width)] for m in masks], bool).reshape(
        -1, width
    )


def _common(rows: np.ndarray) -> np.ndarray:
    """[i, j]: rows i and j have a bit in common."""
    as_float = rows.astype(np.float32)
    return (as_float @ as_float.T) > 0


def _within(rows: np.ndarray) -> np.ndarray:
    """[i, j]: the bits of row i are among those of row j, or the other way round."""
    as_float = rows.astype(np.float32)
    missing = (as_float @ (1 - as_float).T) > 0
    return ~(missing & missing.T)


def _subset(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """[i, j]: the slots of i lie within those of j, or the other way round."""
    inside = (start[:, None] >= start[None, :]) & (end[:, None] <= end[None, :])
    return inside | inside.T


def _broken(
    start: np.ndarray,
    end: np.ndarray,
    days: np.ndarray,
    weeks: np.ndarray,
    gap: np.ndarray,
    same_hours: np.ndarray,
    shares_day: np.ndarray,
    shares_week: np.ndarray,
) -> np.ndarray:
    """Bit k of [t, u]: pair kind k does not hold for a class at t listed before one at u."""
    before = _precedes(start, end, days, weeks)
    broken = {
        layout.SAME_START: start[:, None] != start[None, :],
        layout.SAME_TIME: ~same_hours,
        layout.DIFFERENT_TIME: (start[:, None] < end[None, :])
        & (start[None, :] < end[:, None]),
        layout.SAME_DAYS: ~_within(days),
        layout.DIFFERENT_DAYS: shares_day,
        layout.SAME_WEEKS: ~_within(weeks),
        layout.DIFFERENT_WEEKS: shares_week,
        layout.OVERLAP: gap >= 0,
        layout.BEFORE: ~before,
        layout.AFTER: ~before.T,
    }
    bits = np.zeros(gap.shape, np.uint16)
    for kind, does_not_hold in broken.items():
        bits |= does_not_hold.astype(np.uint16) << np.uint16(kind)
    return bits


def _precedes(
    start: np.ndarray, end: np.ndarray, days: np.ndarray, weeks: np.ndarray
) -> np.ndarray:
    """[t, u]: the first meeting of t ends before the first meeting of u starts."""
    first = weeks.argmax(axis=1) * days.shape[1] + days.argmax(axis=1)
    earlier: np.ndarray = first[:, None] < first[None, :]
    same: np.ndarray = first[:, None] == first[None, :]
    ends: np.ndarray = end[:, None] <= start[None, :]
    return np.asarray(earlier | (same & ends))


def _cells(days: np.ndarray, weeks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which (class of like weeks, day) each time meets, and the weeks in each such cell.

    Weeks that no time tells apart are one class.
    """
    like, count = np.unique(weeks, axis=1, return_counts=True)
    cells = (like[:, :, None] & days[:, None, :]).reshape(
        len(days), like.shape[1] * days.shape[1]
    )
    return cells, np.repeat(count, days.shape[1]).astype(np.int32)


def _rows(table: np.ndarray) -> tuple[I32, I32]:
    """The columns set in each row, as slices of one array; and an empty last row."""
    ptr = np.zeros(len(table) + 2, np.int32)
    ptr[1:-1] = np.cumsum(table.sum(axis=1))
    ptr[-1] = ptr[-2]
    return ptr, np.nonzero(table)[1].astype(np.int32)


def _bordered(table: np.ndarray, value: int) -> np.ndarray:
    """The table with one more row and column of the value."""
    return np.pad(table, ((0, 1), (0, 1)), constant_values=value)
