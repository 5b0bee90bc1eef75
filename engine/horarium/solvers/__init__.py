"""The solvers by name. Another one joins them with `register`."""

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
    automatic = {AUTO: f"{choose(AUTO).name}, whatever the problem"}
    return automatic | {name: solver.summary for name, solver in SOLVERS.items()}


def choose(name: str) -> Solver:
    """The solver of this name; `auto` is the local search, whatever the problem.

    Raises ValueError for an unknown name.
    """
    if name == AUTO:
        return local.SOLVER
    if name not in SOLVERS:
        raise ValueError(f"there is no solver {name!r}; there are {', '.join(known())}")
    return SOLVERS[name]


__all__ = ["AUTO", "SOLVERS", "Solver", "Task", "choose", "known", "register"]
