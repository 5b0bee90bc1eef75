"""One variant: a search by a profile's cost, told and scored in the problem's own."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from horarium.context import MultiDimensionalContextEngine
from horarium.context.reasons import OWN
from horarium.problem import Problem
from horarium.profiles import Profile
from horarium.progress import Progress
from horarium.score import evaluate
from horarium.solution import Solution
from horarium.solve import Result, solve
from horarium.variants.differences import apart


def solve_profile(
    problem: Problem, *, profile: Profile, others: Sequence[Solution] = (), **options: Any
) -> Result:
    """`solve` for a profile: it searches by the context's cost, and tells the problem's own.

    The times of `others` are avoided where there is a choice. Progress and history hold
    the context's cost in the problem's unit, the last document the problem's own. Raises
    what `solve` does.
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
    last: list[Progress] = []

    def report(document: Progress) -> None:
        if document["phase"] == "done":
            last.append(document)
        else:
            told(_in_points(document))

    found = solve(near, time_limit=limit, on_progress=report if told else None, **options)
    score = evaluate(problem, found.solution)
    own = {"hard": score.hard, "cost": score.total, "components": score.components}
    for document in last:
        told({**document, **own, "bound": None})  # the bound was that of the profile's cost
    history = tuple((at, hard, cost // OWN) for at, hard, cost in found.history)
    return replace(found, score=score, history=history)


def _in_points(document: Progress) -> Progress:
    """With the context's cost in the problem's unit."""
    cost, bound = document["cost"], document["bound"]
    return {
        **document,
        "cost": None if cost is None else cost // OWN,
        "bound": None if bound is None else bound // OWN,
        "components": {name: value // OWN for name, value in document["components"].items()},
    }
