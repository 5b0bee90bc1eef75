"""Horarium: university timetabling as a library.

Read a problem, solve it, score it:

    import horarium

    problem = horarium.read_problem("wbg-fal10.xml")
    result = horarium.solve(problem, time_limit=60)
    print(horarium.evaluate(problem, result.solution).total)
"""

from typing import TYPE_CHECKING, Any

from horarium.constraints import KINDS, PairKind, Parameter, SetKind, register
from horarium.formats import read_problem, read_solution
from horarium.problem import Problem, ProblemError
from horarium.score import Score, Violation, evaluate
from horarium.solution import Placement, Solution

if TYPE_CHECKING:
    from horarium.solve import solve

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`solve` is imported when first asked for: it brings NumPy and Numba with it."""
    if name == "solve":
        from horarium.solve import solve

        return solve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "KINDS",
    "PairKind",
    "Parameter",
    "Placement",
    "Problem",
    "ProblemError",
    "Score",
    "SetKind",
    "Solution",
    "Violation",
    "__version__",
    "evaluate",
    "read_problem",
    "read_solution",
    "register",
    "solve",
]
