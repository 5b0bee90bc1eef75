"""Which times or places of two classes break a pair constraint, and which times exclude.

The tables are those of the kernels; what the kinds mean is in `horarium.constraints`.
"""

from collections.abc import Iterator

import numpy as np

from horarium.arrays.pairs import CHECKS
from horarium.kernels import layout
from horarium.kernels.layout import Data

_BITS = {kind: check for kind, check in CHECKS.items() if check < layout.GAP}
"""Where the kernels' table of two times has the kinds that these alone decide."""

ROOM_KINDS = ("SameRoom", "DifferentRoom")
EXCLUSIVE = ("NotOverlap", "SameAttendees", "MinGap", "DifferentTime", "DifferentDays")
"""Kinds under which any classes that meet at one moment break it, two by two."""


def bad_times(
    data: Data, kind: str, limit: int, ones: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """[i, j]: times ones[i] and others[j], in the list's order, break the kind in any rooms."""
    at = np.ix_(ones, others)
    if kind in _BITS:
        return np.asarray(data.broken[at] >> _BITS[kind] & 1, bool)
    gap = data.gap[at].astype(np.int64)
    if kind == "WorkDay":
        last = np.maximum(data.end[ones][:, None], data.end[others][None, :])
        first = np.minimum(data.start[ones][:, None], data.start[others][None, :])
        return np.asarray((last - first > limit) & (gap != layout.NO_GAP))
    least = limit if kind == "MinGap" else 0
    return np.asarray((gap < least) & (gap != layout.NO_GAP))


def bad_rooms(kind: str, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """[i, j]: rooms ones[i] and others[j] break SameRoom or DifferentRoom."""
    same: np.ndarray = ones[:, None] == others[None, :]
    return same if kind == "DifferentRoom" else ~same


def too_far(
    data: Data,
    times: np.ndarray,
    rooms: np.ndarray,
    other_times: np.ndarray,
    other_rooms: np.ndarray,
) -> np.ndarray:
    """[i, j]: between two places, both times and rooms, there is no time to walk."""
    gap = data.gap[np.ix_(times, other_times)]
    return np.asarray((gap < data.travel[np.ix_(rooms, other_rooms)]) & (gap >= 0))


def moments(data: Data, kind: str, limit: int, times: np.ndarray) -> Iterator[np.ndarray]:
    """Sets of the times that share a moment, day or hour of day that classes exclude there.

    Every two times that break the exclusive kind are together in one of the sets; of
    intervals these are the maximal cliques, each found where an interval begins.
    """
    if kind == "DifferentDays":
        days = [data.day[data.day_ptr[t] : data.day_ptr[t + 1]] for t in times]
        for day in range(data.days):
            own = np.array([day in those for those in days], bool)
            if own.any():
                yield times[own]
        return
    end = data.end + min(limit, 1 << 20) if kind == "MinGap" else data.end
    if kind == "DifferentTime":
        yield from _stabbed(data.start, end, times)
        return
    seen: set[bytes] = set()
    for cell in range(data.in_cell.shape[1]):
        own = times[data.in_cell[times, cell] > 0]
        for clique in _stabbed(data.start, end, own):
            if clique.tobytes() not in seen:
                seen.add(clique.tobytes())
                yield clique


def _stabbed(start: np.ndarray, end: np.ndarray, times: np.ndarray) -> Iterator[np.ndarray]:
    """The maximal sets of intervals with a common point."""
    starts = np.unique(start[times])
    for n, s in enumerate(starts):
        clique = times[(start[times] <= s) & (end[times] > s)]
        following = starts[n + 1] if n + 1 < len(starts) else 1 << 30
        if (end[clique] <= following).any():
            yield clique
