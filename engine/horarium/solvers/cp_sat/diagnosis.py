"""Why there is no timetable: a smallest set of requirements that contradict each other.

A quick construction is tried first. What it cannot place, and what it throws out again
and again on the way, is where a contradiction must be; around that, more and more classes
are looked at exactly, until these alone are proved to contradict each other.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain

import numpy as np

from horarium.arrays import Arrays, compile_problem
from horarium.diagnosis import Diagnosis, Outcome
from horarium.kernels import construct as constructing
from horarium.problem import Problem
from horarium.score import evaluate
from horarium.search.local import INSERTIONS, SAMPLES, pool_of
from horarium.solvers.cp_sat.minimal import Proves, fewest, smallest
from horarium.solvers.cp_sat.proofs import Level, Proofs
from horarium.solvers.cp_sat.requirements import (
    Member,
    alike,
    has_place,
    in_words,
    members_over,
)
from horarium.solvers.cp_sat.seats import Seats
from horarium.stop import StopRule

PATIENCE = 30
"""Rounds of insertions without fewer classes left, after which proofs are tried."""

FIRST = 12
"""Classes of the first proof, besides those that are left; doubled from proof to proof."""


Found = tuple[Outcome, list[Member], bool]
"""The outcome, what contradicts itself, and whether that is surely the least."""


def find(problem: Problem, over: StopRule) -> Diagnosis:
    """What `horarium.diagnose` does, until it is over."""
    arrays = compile_problem(problem)
    outcome, members, minimal = _find(arrays, over)
    return Diagnosis(outcome, in_words(arrays, members), minimal)


def _find(arrays: Arrays, over: Callable[[], bool]) -> Found:
    nowhere = [Member("class", c) for c, cls in enumerate(arrays.classes) if not has_place(cls)]
    if nowhere:
        return "infeasible", nowhere[:1], True
    seats = Seats(arrays, over)
    short = seats.short()
    if short:
        return "infeasible", short, not seats.doubts
    placed: Outcome = "unknown" if seats.doubts else "satisfiable"
    attempt = _Attempt(arrays)
    wanted, patience = FIRST, PATIENCE
    everything = len(arrays.classes)
    proofs = Proofs(arrays, over)
    while not over():
        if attempt.place(patience, over):
            return placed, [], True
        classes = attempt.hardest(wanted)
        members = members_over(arrays, classes)
        for level in ("counting", "exact"):
            if proofs.contradicts(members, level):
                proofs.doubts = False
                core = _least(arrays, members, proofs, level)
                return "infeasible", core, not proofs.doubts
        if len(classes) == everything and not proofs.doubts:
            return placed, [], True
        wanted, patience = 2 * wanted, 2 * patience
    return "unknown", [], True


def _least(
    arrays: Arrays, members: list[Member], proofs: Proofs, proved: Level
) -> list[Member]:
    """Take out members as long as the rest still contradicts itself.

    First by the simplest model that proves it, which is fast, then by the exact one.
    """
    levels: tuple[Level, ...] = ("times", "counting", "exact")
    for level in levels:
        sure = levels.index(level) >= levels.index(proved)
        if sure or proofs.contradicts(members, level):
            members = _least_at(arrays, members, partial(proofs.contradicts, level=level))
    return members


def _least_at(arrays: Arrays, members: list[Member], proves: Proves[Member]) -> list[Member]:
    """First without classes being taken out, so that many of these are alike after that."""
    classes = [member for member in members if member.type == "class"]
    others = [member for member in members if member.type != "class"]
    others = smallest(classes, others, proves)
    groups = [group for group in alike(arrays, [*classes, *others]) if group[0].type == "class"]
    groups = smallest([], groups, lambda some: proves([*chain(*some), *others]))
    for n, group in enumerate(groups):
        rest = [*chain(*groups[:n], *groups[n + 1 :]), *others]
        groups[n] = fewest(rest, group, proves)
    return [*chain(*groups), *others]


class _Attempt:
    """A construction that goes on from call to call, until every class is placed."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._state = arrays.empty(0)
        everything = np.ones(len(arrays.classes), bool)
        self._pool, self._size = pool_of(arrays.data, everything)
        self._weight = np.ones(len(arrays.classes), np.int64)

    def place(self, patience: int, over: Callable[[], bool]) -> bool:
        """True when a timetable was found that the oracle calls valid."""
        least, since = self._size, 0
        while self._size and since < patience and not over():
            self._size = constructing.construct(
                self._arrays.data,
                self._state,
                self._pool,
                self._size,
                self._weight,
                constructing.EJECTION,
                INSERTIONS,
                SAMPLES,
            )
            since = 0 if self._size < least else since + 1
            least = min(least, self._size)
        if self._size:
            return False
        alone = replace(self._arrays.problem, students=())
        found = replace(self._arrays.solution(self._state), students={})
        return evaluate(alone, found).valid

    def hardest(self, count: int) -> list[int]:
        """The classes that are left, and as many more that were the hardest to place."""
        left = self._pool[: self._size].tolist()
        order = np.argsort(-self._weight, kind="stable").tolist()
        others = [c for c in order if c not in set(left)]
        return sorted(left + others[:count])
