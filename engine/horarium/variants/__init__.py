"""Variants: several timetables of one problem, each for another profile of the weights.

One common start is made first; from it the variants are searched, as many side by side
as there are cores. They end as timetables that really differ, none of which is worse
than another in every respect.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from horarium import hardware
from horarium.context import MultiDimensionalContextEngine
from horarium.context.reasons import OWN
from horarium.measures import measure
from horarium.problem import Problem
from horarium.profiles import LEAST_DIFFERENT, Profile
from horarium.progress import Sink
from horarium.score import evaluate
from horarium.solution import Solution
from horarium.solve import Result, solve
from horarium.stop import StopRule, never
from horarium.variants.differences import alike, apart, difference, dominated
from horarium.variants.progress import Shared

PREPARE_SHARE, PREPARE_MOST = 0.15, 60.0
"""Of the time limit, and in seconds, what the common start takes at most."""

MEND_SHARE = 0.1
"""Of the time limit, what is kept for variants that came out alike or dominated."""

LEAST_SECONDS = 1.0
"""A variant with less time than this is not begun."""


@dataclass(frozen=True)
class Variant:
    """A timetable made for a profile: its result, scored by the problem's own cost."""

    profile: Profile
    result: Result
    measures: Mapping[str, float]


@dataclass(frozen=True)
class Shortfall:
    """Something that is less than was asked for: a code with parameters."""

    code: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Variants:
    """`differences[i][j]`: share of classes with an alternative that meet at other times."""

    variants: tuple[Variant, ...]
    differences: tuple[tuple[float, ...], ...]
    warnings: tuple[Shortfall, ...]


def solve_profile(
    problem: Problem, *, profile: Profile, others: Sequence[Solution] = (), **options: Any
) -> Result:
    """`solve` for a profile: it searches by the context's cost, and tells the problem's own.

    The times of `others` are avoided where there is a choice. Progress and history hold
    the context's cost in the problem's unit. Raises what `solve` does.
    """
    begun = time.monotonic()
    start = options.get("initial")
    near = MultiDimensionalContextEngine(problem, profile, start).compile()
    if others:
        near = apart(near, others)
    limit, told = options.pop("time_limit", None), options.pop("on_progress", None)
    if limit is not None:
        # The problem's own score is still to be told, which takes about as long as this did.
        limit = max(limit / 2, limit - 2 * (time.monotonic() - begun))

    def report(document: Any) -> None:
        cost, bound = document["cost"], document["bound"]
        components = {name: value // OWN for name, value in document["components"].items()}
        told(
            {
                **document,
                "cost": None if cost is None else cost // OWN,
                "bound": None if bound is None else bound // OWN,
                "components": components,
            }
        )

    found = solve(near, time_limit=limit, on_progress=report if told else None, **options)
    history = tuple((at, hard, cost // OWN) for at, hard, cost in found.history)
    if found.outcome == "infeasible":
        return replace(found, history=history)
    return replace(found, score=evaluate(problem, found.solution), history=history)


def solve_variants(
    problem: Problem,
    profiles: Sequence[Profile],
    *,
    time_limit: float,
    solver: str = "auto",
    seed: int = 0,
    threads: int | None = None,
    memory_mb: int | None = None,
    initial: Solution | None = None,
    on_progress: Sink | None = None,
    stop: StopRule | Callable[[], bool] = never,
    slots: int | None = None,
) -> Variants:
    """A timetable for each profile, within `time_limit` seconds for all of them together.

    `slots` variants are searched side by side; by default as many as the hardware plan
    says. Where the time is too short for all, fewer are made, with a warning. Raises
    what `solve` does, and ProblemError (foreign_history).
    """
    deadline = time.monotonic() + time_limit
    side_by_side = slots or hardware.plan(hardware.detect()).slots
    shared = Shared(on_progress, len(profiles), time_limit)
    given = {"solver": solver, "memory_mb": memory_mb, "stop": stop}
    prepared = solve(
        problem,
        time_limit=min(PREPARE_MOST, PREPARE_SHARE * time_limit),
        seed=seed,
        threads=threads,
        initial=initial,
        on_progress=shared.preparing,
        **{**given, "stop": lambda: stop() or shared.valid},  # type: ignore[arg-type]
    )
    if prepared.outcome == "infeasible":
        made = [Variant(profile, prepared, {}) for profile in profiles[:1]]
        return Variants(tuple(made), ((0.0,),), ())
    left = deadline - time.monotonic()
    keep = MEND_SHARE * time_limit if len(profiles) > 1 else 0.0
    rounds = ceil(len(profiles) / side_by_side)
    fit = max(1, int((left - keep) / LEAST_SECONDS)) * side_by_side
    warnings = []
    if fit < len(profiles):
        asked = {"asked": len(profiles), "made": fit}
        warnings.append(Shortfall("variants_reduced", asked))
        profiles, rounds = profiles[:fit], ceil(fit / side_by_side)
    limit = max(LEAST_SECONDS / 2, (left - keep) / rounds)
    start = prepared.solution

    def search(at: int, others: Sequence[Solution] = (), seconds: float = limit) -> Variant:
        result = solve_profile(
            problem,
            profile=profiles[at],
            others=others,
            time_limit=seconds,
            seed=seed + 1 + at,
            threads=threads,
            initial=start,
            on_progress=shared.of(at),
            **given,
        )
        return Variant(profiles[at], result, measure(problem, result.solution))

    with ThreadPoolExecutor(side_by_side) as pool:
        found = list(pool.map(search, range(len(profiles))))
    _mend(problem, found, search, deadline, stop)
    return _selected(problem, found, warnings)


def _mend(
    problem: Problem,
    found: list[Variant],
    search: Callable[[int, Sequence[Solution], float], Variant],
    deadline: float,
    stop: StopRule | Callable[[], bool],
) -> None:
    """Search again for what came out too alike or dominated, away from the others' times."""
    wrong = sorted({*alike(problem, found), *dominated(found)})
    for done, at in enumerate(wrong):
        seconds = (deadline - time.monotonic()) / (len(wrong) - done)
        if seconds < LEAST_SECONDS / 2 or stop():
            return
        others = [other.result.solution for other in found if other is not found[at]]
        again = search(at, others, seconds)
        attempt = [*found[:at], again, *found[at + 1 :]]
        if again.result.score.valid and (
            len(alike(problem, attempt)) + len(dominated(attempt))
            < len(alike(problem, found)) + len(dominated(found))
        ):
            found[at] = again


def _selected(
    problem: Problem, found: Sequence[Variant], warnings: list[Shortfall]
) -> Variants:
    """Without those that another is better than in every respect; what is alike is said."""
    worse = dominated(found)
    kept = [variant for at, variant in enumerate(found) if at not in worse]
    warnings += [
        Shortfall("variant_dominated", {"variant": at + 1, "profile": found[at].profile.name})
        for at in worse
    ]
    differences = tuple(
        tuple(round(difference(problem, a.result.solution, b.result.solution), 4) for b in kept)
        for a in kept
    )
    for i, row in enumerate(differences):
        for j in range(i):
            if row[j] < LEAST_DIFFERENT:
                pair = {"variant": j + 1, "other": i + 1, "share": row[j]}
                warnings.append(Shortfall("variants_alike", pair))
    return Variants(tuple(kept), differences, tuple(warnings))


__all__ = ["Shortfall", "Variant", "Variants", "solve_profile", "solve_variants"]
