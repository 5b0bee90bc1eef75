"""How far timetables are apart, and which are worse than another in every respect."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from horarium.changes import with_classes
from horarium.context.reasons import OWN
from horarium.measures import MEASURES
from horarium.problem import Class, Problem
from horarium.profiles import AIMS, LEAST_DIFFERENT
from horarium.solution import Solution

if TYPE_CHECKING:
    from horarium.variants import Variant


def difference(problem: Problem, a: Solution, b: Solution) -> float:
    """Of the classes with several times that both place: the share at another time."""
    several = [
        id_
        for id_, cls in problem.classes.items()
        if len(cls.times) > 1 and id_ in a.placements and id_ in b.placements
    ]
    if not several:
        return 0.0
    moved = sum(a.placements[id_].time != b.placements[id_].time for id_ in several)
    return moved / len(several)


def alike(problem: Problem, found: "Sequence[Variant]") -> list[int]:
    """Those that differ too little from one before them."""
    return [
        at
        for at, one in enumerate(found)
        if any(
            difference(problem, one.result.solution, other.result.solution) < LEAST_DIFFERENT
            for other in found[:at]
        )
    ]


def dominated(found: "Sequence[Variant]") -> list[int]:
    """Those that another one is at least as good as in all six measures, and better in one.

    A timetable with fewer hard violations is never dominated by one with more.
    """
    return [
        at
        for at, one in enumerate(found)
        if any(
            other.result.score.hard <= one.result.score.hard
            and dominates(other.measures, one.measures)
            for other in found
            if other is not one
        )
    ]


def dominates(a: Mapping[str, float], b: Mapping[str, float]) -> bool:
    """Whether `a` is at least as good in each of the six measures, and better in one."""
    better = False
    for name in AIMS.values():
        if name not in a or name not in b:
            continue
        gain = b[name] - a[name] if MEASURES[name].better == "lower" else a[name] - b[name]
        if gain < 0:
            return False
        better = better or gain > 0
    return better


def apart(problem: Problem, others: Sequence[Solution]) -> Problem:
    """A profile's problem with a price on the times that other timetables use.

    Each costs a point more than the dearest time of the problem does beside the cheapest:
    enough to give way where there is an alternative, and never a hard rule.
    """
    spread = max(
        (
            max(option.penalty for option in cls.times)
            - min(option.penalty for option in cls.times)
            for cls in problem.classes.values()
        ),
        default=0,
    )
    price = spread + OWN

    def priced(cls: Class) -> Class:
        used = {other.placements[cls.id].time for other in others if cls.id in other.placements}
        return replace(
            cls,
            times=tuple(
                replace(option, penalty=option.penalty + price * (option.time in used))
                for option in cls.times
            ),
        )

    return with_classes(problem, priced)
