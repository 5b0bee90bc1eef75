"""Groups of classes that are alike in everything, and how any two of them are paired."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from horarium.kernels.layout import Data

Pairs = dict[int, tuple[int, int]]
"""Hard weight and soft cost of meeting at the same time, by the other class."""


def pair_weights(data: Data) -> list[Pairs]:
    """For each class the others it must or should not meet at the same time with."""
    found: list[Pairs] = []
    for runs in pairwise(data.run_ptr.tolist()):
        own: Pairs = {}
        for run in range(*runs):
            hard, soft = int(data.run_hard[run]), int(data.run_soft[run])
            for o in data.pair_other[slice(*data.pair_ptr[run : run + 2])].tolist():
                before = own.get(o, (0, 0))
                own[o] = before[0] + hard, before[1] + soft
        found.append(own)
    return found


def find_groups(data: Data, pairs: Sequence[Pairs]) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """(group of each class, classes of each group): those that could change places.

    Alike are options and their costs, sets, and how they are paired with all others
    and among each other.
    """
    group = np.zeros(len(pairs), np.int32)
    members: list[list[int]] = []
    by_options: dict[object, list[int]] = {}
    for c in range(len(pairs)):
        t, r = slice(*data.time_ptr[c : c + 2]), slice(*data.room_ptr[c : c + 2])
        key = (
            data.opt_time[t].tobytes(),
            data.opt_time_cost[t].tobytes(),
            data.opt_room[r].tobytes(),
            data.opt_room_cost[r].tobytes(),
            frozenset(data.in_set[data.in_ptr[c] : data.in_ptr[c + 1]].tolist()),
        )
        for k in by_options.setdefault(key, []):
            if _alike(pairs, members[k], c):
                group[c] = k
                members[k].append(c)
                break
        else:
            group[c] = len(members)
            by_options[key].append(len(members))
            members.append([c])
    return group, [tuple(classes) for classes in members]


def _alike(pairs: Sequence[Pairs], members: Sequence[int], c: int) -> bool:
    """Whether class c is paired as the members are, and with them as they are."""
    one = members[0]
    weight = pairs[one].get(c)
    if len(members) > 1 and weight != pairs[one].get(members[1]):
        return False
    theirs = {o: w for o, w in pairs[one].items() if o != c}
    return theirs == {o: w for o, w in pairs[c].items() if o != one}


def between_groups(
    group: np.ndarray, members: Sequence[tuple[int, ...]], pairs: Sequence[Pairs]
) -> tuple[np.ndarray, np.ndarray]:
    """Hard weight and soft cost of two groups' classes; on the diagonal, of two of its own."""
    hard = np.zeros((len(members), len(members)), np.int64)
    soft = np.zeros_like(hard)
    for g, classes in enumerate(members):
        for o, (weight, cost) in pairs[classes[0]].items():
            hard[g, group[o]] = weight
            soft[g, group[o]] = cost
    return hard, soft
