"""How far a job's variants are apart, and which are worse than another in every respect.

The command line holds its variants to the same two rules.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from horarium_contracts import aim_measures, least_different

Time = tuple[str, str, int, int]
"""Weeks, days, start and length, as a document has them."""

FEWEST = 2
"""A job leaves no variant out that makes the choice smaller than this."""


class Shortfall(TypedDict):
    """Something that is less than was asked for."""

    code: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A variant's timetable: its index, its times by class, and what it is worth."""

    index: int
    times: Mapping[str, Time]
    measures: Mapping[str, float]
    hard: int

    @classmethod
    def of(cls, index: int, solution: Mapping[str, Any], report: Mapping[str, Any]) -> "Made":
        """From a solution document, and the result that it came with."""
        times = {
            placed["id"]: (placed["weeks"], placed["days"], placed["start"], placed["length"])
            for placed in solution["classes"]
        }
        return cls(index, times, report.get("measures", {}), report["score"]["hard"])


def movable(problem: Mapping[str, Any]) -> list[str]:
    """Ids of a problem document's classes that have several times."""
    return [
        cls["id"]
        for course in problem["courses"]
        for config in course["configs"]
        for subpart in config["subparts"]
        for cls in subpart["classes"]
        if len(cls["times"]) > 1
    ]


def shortfalls(made: Sequence[Made], classes: Sequence[str]) -> list[Shortfall]:
    """Of each variant, in their order, whether it is like one before it or dominated.

    `classes` are those that could meet at another time.
    """
    found: list[Shortfall] = []
    for at, one in enumerate(made):
        for other in made[:at]:
            share = difference(one, other, classes)
            if share < least_different():
                about = {"variant": one.index, "other": other.index, "share": round(share, 4)}
                found.append(Shortfall(code="variants_alike", parameters=about))
        winner = _winner(one, made)
        if winner is not None:
            pair = {"variant": one.index, "other": winner.index}
            found.append(Shortfall(code="variant_dominated", parameters=pair))
    return found


def to_leave_out(made: Sequence[Made]) -> set[int]:
    """Indices of the dominated variants that nobody needs: two stay to choose from."""
    worse = [one.index for one in made if _winner(one, made) is not None]
    return set(worse[: max(0, len(made) - FEWEST)])


def still_said(found: Sequence[Shortfall], left_out: Collection[int]) -> list[Shortfall]:
    """What is said when these variants are left out: why, and not what they were like."""
    return [
        one
        for one in found
        if one["code"] == "variant_dominated"
        or not {one["parameters"]["variant"], one["parameters"]["other"]} & {*left_out}
    ]


def settled(
    made: Sequence[Made], replaces: Mapping[int, int], classes: Sequence[str]
) -> list[Made]:
    """The variants that stay: of one and its replacement, the one with fewer shortfalls.

    `replaces` has, by a replacement's index, that of the variant it was ordered for.
    """
    kept = [one for one in made if one.index not in replaces]
    for one in made:
        if one.index not in replaces:
            continue
        at = next((n for n, old in enumerate(kept) if old.index == replaces[one.index]), None)
        if at is None:
            kept.append(one)
            continue
        attempt = [*kept[:at], one, *kept[at + 1 :]]
        fewer = len(shortfalls(attempt, classes)) < len(shortfalls(kept, classes))
        if one.hard <= kept[at].hard and fewer:
            kept = attempt
    return kept


def _winner(one: Made, made: Sequence[Made]) -> Made | None:
    """One that is at least as good in every respect, if there is any."""
    better = (o for o in made if o is not one and o.hard <= one.hard and dominates(o, one))
    return next(better, None)


def difference(one: Made, other: Made, classes: Sequence[str]) -> float:
    """Of the classes that both place: the share that meets at another time."""
    both = [id_ for id_ in classes if id_ in one.times and id_ in other.times]
    moved = sum(one.times[id_] != other.times[id_] for id_ in both)
    return moved / len(both) if both else 0.0


def dominates(one: Made, other: Made) -> bool:
    """Whether `one` is at least as good in each of the measures aimed at, better in one."""
    better = False
    for measure, best in aim_measures().items():
        mine, its = one.measures.get(measure), other.measures.get(measure)
        if mine is None or its is None:
            continue
        gain = mine - its if best == "higher" else its - mine
        if gain < 0:
            return False
        better = better or gain > 0
    return better
