"""Pair constraints as runs of like ones per class: with which others it must keep what."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from horarium.arrays.teams import instructor_numbers
from horarium.kernels import layout
from horarium.kernels.layout import I8, I32, I64
from horarium.problem import Constraint, Problem

# Number of a kind in the lists: those of `layout`, with kinds that share a check kept apart.
CHECKS: Mapping[str, int] = {
    "SameStart": layout.SAME_START,
    "SameTime": layout.SAME_TIME,
    "DifferentTime": layout.DIFFERENT_TIME,
    "SameDays": layout.SAME_DAYS,
    "DifferentDays": layout.DIFFERENT_DAYS,
    "SameWeeks": layout.SAME_WEEKS,
    "DifferentWeeks": layout.DIFFERENT_WEEKS,
    "Overlap": layout.OVERLAP,
    "Precedence": layout.BEFORE,
    "NotOverlap": layout.GAP,
    "MinGap": layout.GAP,
    "SameAttendees": layout.ATTEND,
    "WorkDay": layout.WORK_DAY,
    "SameRoom": layout.SAME_ROOM,
    "DifferentRoom": layout.DIFFERENT_ROOM,
}
PAIR_KINDS = tuple(CHECKS)
_MIRRORED = {layout.BEFORE: layout.AFTER, layout.AFTER: layout.BEFORE}


class PairLists(NamedTuple):
    """Fields of `layout.Data`: the runs of each class, hard ones first, then the others."""

    run_ptr: I32
    run_kind: I8
    run_limit: I32
    run_hard: I32
    run_soft: I64
    run_taught_by: I32
    pair_ptr: I32
    pair_other: I32


def pair_lists(problem: Problem, number: Mapping[str, int]) -> PairLists:
    """List every constrained pair once from each side; `number` gives a class's number.

    Equal constraints on one pair are merged: their soft costs add up, and of
    required ones only the strictest counts, since a broken pair counts once a kind.
    """
    rows = [row for c in problem.constraints for row in _expand(problem, c, number)]
    kinds = len(PAIR_KINDS)
    table = np.concatenate(rows, axis=1) if rows else np.zeros((7, 0), np.int64)
    low, high, whose, check, limit, hard, soft = _merge(table)
    whose = whose // kinds - 1
    mirrored = check.copy()
    for before, after in _MIRRORED.items():
        mirrored[check == before] = after
    one = np.concatenate([low, high])
    other = np.concatenate([high, low])
    whose, limit, hard, soft = (np.tile(column, 2) for column in (whose, limit, hard, soft))
    kind = np.concatenate([check, mirrored]) + layout.TAUGHT * (whose >= 0)
    order = np.lexsort((other, soft, limit, whose, kind, -hard, one))
    begins = np.zeros(len(order), bool)
    begins[:1] = True
    for column in (one, kind, whose, limit, hard, soft):
        begins[1:] |= np.diff(column[order]) != 0
    first = order[begins]
    return PairLists(
        run_ptr=np.searchsorted(one[first], np.arange(len(number) + 1)).astype(np.int32),
        run_kind=kind[first].astype(np.int8),
        run_limit=limit[first].astype(np.int32),
        run_hard=hard[first].astype(np.int32),
        run_soft=soft[first].astype(np.int64),
        run_taught_by=whose[first].astype(np.int32),
        pair_ptr=np.append(np.nonzero(begins)[0], len(order)).astype(np.int32),
        pair_other=other[order].astype(np.int32),
    )


def lists_pairs(problem: Problem, constraint: Constraint) -> bool:
    """Whether its pairs are listed: it is about pairs, and breaking it matters."""
    matters = constraint.required or constraint.penalty * problem.weights.distribution
    return constraint.kind in CHECKS and bool(matters)


def _expand(
    problem: Problem, constraint: Constraint, number: Mapping[str, int]
) -> Iterator[np.ndarray]:
    """Rows low, high, kind's number, check, limit, hard, soft of a constraint's pairs.

    Each instructor has numbers of kinds of its own, after those that are nobody's.
    """
    if len(constraint.classes) < 2 or not lists_pairs(problem, constraint):
        return
    check = CHECKS[constraint.kind]
    soft = 0 if constraint.required else constraint.penalty * problem.weights.distribution
    whose = instructor_numbers(problem)[constraint.taught_by] + 1 if constraint.taught_by else 0
    classes = np.array([number[id] for id in constraint.classes], np.int64)
    first, second = np.triu_indices(len(classes), 1)
    one, two = classes[first], classes[second]
    checks = np.full(len(one), check, np.int64)
    if check in _MIRRORED:
        checks[one > two] = _MIRRORED[check]
    yield np.array(
        [
            np.minimum(one, two),
            np.maximum(one, two),
            np.full(len(one), PAIR_KINDS.index(constraint.kind) + len(PAIR_KINDS) * whose),
            checks,
            np.full(len(one), min((*constraint.parameters, 0)[0], layout.NO_GAP)),
            np.full(len(one), int(constraint.required)),
            np.full(len(one), soft),
        ]
    )[:, one != two]


def _merge(table: np.ndarray) -> np.ndarray:
    """Merge rows of like pair, kind and limit; drop required ones with a stricter one."""
    hard = table[:, table[5] > 0]
    # A larger MinGap and a smaller WorkDay are the stricter ones.
    strict = np.where(hard[3] == layout.GAP, -hard[4], hard[4])
    hard = hard[:, np.lexsort((strict, hard[3], hard[2], hard[1], hard[0]))]
    hard = hard[:, _first_of_runs(hard[:4])]
    table = np.concatenate([hard, table[:, table[5] == 0]], axis=1)
    table = table[:, np.lexsort((table[4], table[3], table[2], table[1], table[0]))]
    first = _first_of_runs(table[:5])
    merged = table[:, first]
    if table.shape[1]:
        at = np.nonzero(first)[0]
        merged[5] = np.add.reduceat(table[5], at)
        merged[6] = np.add.reduceat(table[6], at)
    return merged


def _first_of_runs(keys: np.ndarray) -> np.ndarray:
    """Marks the columns that differ from the one before them."""
    first = np.ones(keys.shape[1], bool)
    first[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    return first
