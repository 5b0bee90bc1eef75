"""The solvers by name. Another one joins them with `register`."""

from horarium.problem import Problem
from horarium.solution import Solution
from horarium.solvers import cp_sat, genetic, gpu, hierarchical, local
from horarium.solvers.solver import Solver, Task

SOLVERS: dict[str, Solver] = {
    solver.name: solver
    for solver in (
        local.SOLVER,
        cp_sat.SOLVER,
        hierarchical.SOLVER,
        genetic.SOLVER,
        genetic.ONE_PARENT,
        gpu.SOLVER,
    )
}

AUTO = "auto"

LARGE = 1000
"""Classes of a university from which on `auto` is the hierarchical solver."""

LONG = 45.0
"""Seconds that this takes at least: in less its stages are in the search's way."""


def register(solver: Solver) -> Solver:
    """Add a solver, so that `solve(solver=name)` finds it.

    Raises ValueError when the name is taken.
    """
    if solver.name in (*SOLVERS, AUTO):
        raise ValueError(f"the solver {solver.name} exists already")
    SOLVERS[solver.name] = solver
    return solver


def known() -> dict[str, str]:
    """A line on every solver, by the name that chooses it."""
    automatic = (
        f"{hierarchical.SOLVER.name} for {LARGE} classes and more of departments, with at "
        f"least {LONG:.0f} s and nothing to start from; else {local.SOLVER.name}"
    )
    return {AUTO: automatic} | {name: solver.summary for name, solver in SOLVERS.items()}


def choose(
    name: str,
    problem: Problem,
    *,
    time_limit: float | None = None,
    initial: Solution | None = None,
) -> Solver:
    """The solver of this name; `auto` is the one that was measured to be the better here.

    The time limit is in seconds. Raises ValueError for an unknown name.
    """
    if name == AUTO:
        staged = (
            initial is None
            and time_limit is not None
            and time_limit >= LONG
            and len(problem.classes) >= LARGE
            and hierarchical.has_departments(problem)
        )
        return hierarchical.SOLVER if staged else local.SOLVER
    if name not in SOLVERS:
        raise ValueError(f"there is no solver {name!r}; there are {', '.join(known())}")
    return SOLVERS[name]


__all__ = ["AUTO", "SOLVERS", "Solver", "Task", "choose", "known", "register"]
