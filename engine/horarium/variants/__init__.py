"""Variants: several timetables of one problem, each for another profile of the weights.

One common start is made first; from it the variants are searched, as many side by side
as there are cores. They end as timetables that really differ, none of which is worse
than another in every respect.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from typing import Any

from horarium import hardware
from horarium.context.learning import refuse_foreign
from horarium.measures import measure
from horarium.problem import Problem, ProblemError
from horarium.profiles import (
    LEAST_DIFFERENT,
    LEAST_SECONDS,
    MEND_SHARE,
    PREPARE_MOST,
    PREPARE_SHARE,
    Profile,
)
from horarium.progress import Sink
from horarium.solution import Solution
from horarium.solve import Result, solve
from horarium.stop import StopRule, never
from horarium.variants.differences import alike, difference, dominated
from horarium.variants.profile import solve_profile
from horarium.variants.progress import Shared


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
    on_variant: Callable[[int, Variant], None] | None = None,
    stop: StopRule | Callable[[], bool] = never,
    slots: int | None = None,
) -> Variants:
    """A timetable for each profile, within `time_limit` seconds for all of them together.

    `slots` variants are searched side by side; by default as many as the hardware plan
    says. Where the time is too short for all, fewer are made, with a warning, and what cannot
    be searched costs no more than itself: where nothing can, the common start is kept.
    `on_variant` gets each as soon as there is one, with its number from 1, in the threads that
    search: in the end it may be another, or left out. Raises
    what `solve` does for the start, and ProblemError (foreign_history).
    """
    refuse_foreign(problem)
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
        shared.finished(prepared.score)
        return Variants((Variant(profiles[0], prepared, {}),), ((0.0,),), ())
    left = deadline - time.monotonic()
    keep = MEND_SHARE * time_limit if len(profiles) > 1 else 0.0
    rounds = ceil(len(profiles) / side_by_side)
    fit = max(1, int((left - keep) / LEAST_SECONDS)) * side_by_side
    warnings = []
    if fit < len(profiles):
        asked = {"asked": len(profiles), "made": fit}
        warnings.append(Shortfall("variants_reduced", asked))
        profiles, rounds = profiles[:fit], ceil(fit / side_by_side)
        shared.variants = fit
    limit = max(LEAST_SECONDS / 2, (left - keep) / rounds)
    start = prepared.solution

    def search(
        at: int, others: Sequence[Solution] = (), seconds: float = limit
    ) -> Variant | ProblemError:
        if stop():
            return ProblemError("interrupted", "interrupted before it was searched for")
        try:
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
        except ProblemError as error:
            return error
        variant = Variant(profiles[at], result, measure(problem, result.solution))
        if on_variant is not None and not others:
            on_variant(at + 1, variant)
        return variant

    with ThreadPoolExecutor(side_by_side) as pool:
        ended = dict(enumerate(pool.map(search, range(len(profiles)))))
    found = {at: one for at, one in ended.items() if isinstance(one, Variant)}
    warnings += [
        Shortfall("variant_failed", {"profile": profiles[at].name, "error": str(one)})
        for at, one in ended.items()
        if isinstance(one, ProblemError)
    ]
    if not found:
        found = {0: Variant(profiles[0], prepared, measure(problem, start))}
        warnings.append(Shortfall("start_kept", {}))
    _mend(problem, found, search, deadline, stop)
    made = _selected(problem, list(found.values()), warnings)
    scores = (variant.result.score for variant in made.variants)
    shared.finished(min(scores, key=lambda score: (score.hard, score.total)))
    return made


def _mend(
    problem: Problem,
    found: dict[int, Variant],
    search: Callable[[int, Sequence[Solution], float], Variant | ProblemError],
    deadline: float,
    stop: StopRule | Callable[[], bool],
) -> None:
    """Search again for what came out too alike or dominated, away from the others' times.

    `found` holds variants by the number that `search` knows them by.
    """
    wrong = sorted({*_faults(problem, found)})
    for done, at in enumerate(wrong):
        seconds = (deadline - time.monotonic()) / (len(wrong) - done)
        if seconds < LEAST_SECONDS / 2 or stop():
            return
        others = [other.result.solution for n, other in found.items() if n != at]
        again = search(at, others, seconds)
        if isinstance(again, ProblemError) or not again.result.score.valid:
            continue
        if len(_faults(problem, {**found, at: again})) < len(_faults(problem, found)):
            found[at] = again


def _faults(problem: Problem, found: Mapping[int, Variant]) -> list[int]:
    """Numbers of those that are too alike, and of those that are dominated."""
    numbers, variants = list(found), list(found.values())
    return [numbers[at] for at in (*alike(problem, variants), *dominated(variants))]


def _selected(
    problem: Problem, found: Sequence[Variant], warnings: list[Shortfall]
) -> Variants:
    """Without those that another is better than in every respect; what is alike is said.

    Warnings number the variants that stay.
    """
    worse = dominated(found)
    kept = [variant for at, variant in enumerate(found) if at not in worse]
    warnings += [
        Shortfall("variant_dominated", {"profile": found[at].profile.name}) for at in worse
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
