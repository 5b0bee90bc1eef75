"""Horarium: university timetabling as a library.

Read a problem, solve it, score it:

    import horarium

    problem = horarium.read_problem("wbg-fal10.xml")
    result = horarium.solve(problem, time_limit=60)
    print(horarium.evaluate(problem, result.solution).total)
"""

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from horarium.constraints import KINDS, PairKind, Parameter, SetKind, register
from horarium.formats import read_problem, read_solution
from horarium.problem import Problem, ProblemError
from horarium.score import Score, Violation, evaluate
from horarium.solution import Placement, Solution

if TYPE_CHECKING:
    from horarium.solve import solve

__version__ = "0.1.0"


class _Package(ModuleType):
    """This package, with `solve` imported when first asked for.

    Search brings NumPy and Numba with it, which reading and scoring do without.
    A property, because importing the module `horarium.solve` would otherwise put
    the module in the function's place.
    """

    @property
    def solve(self) -> Callable[..., Any]:
        return import_module("horarium.solve").solve  # type: ignore[no-any-return]

    @solve.setter
    def solve(self, module: ModuleType) -> None: ...


sys.modules[__name__].__class__ = _Package

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
