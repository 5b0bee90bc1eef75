"""Horarium: university timetabling as a library.

Read a problem, solve it, score it:

    import horarium

    problem = horarium.read_problem("wbg-fal10.xml")
    result = horarium.solve(problem, time_limit=60)
    print(horarium.evaluate(problem, result.solution).total)
"""

from typing import TYPE_CHECKING, Any

from horarium.constraints import KINDS, PairKind, Parameter, SetKind
from horarium.diagnosis import Diagnosis, Requirement, diagnose
from horarium.extensions import load_installed, register
from horarium.formats import read_problem, read_solution
from horarium.moves import Move
from horarium.problem import Constraint, Problem, ProblemError
from horarium.score import Score, Violation, evaluate
from horarium.solution import Placement, Solution
from horarium.solve import Result, solve
from horarium.solvers import Solver, Task
from horarium.solvers.cp_sat import CPSATSolver
from horarium.solvers.gpu import GPUAcceleratedScheduler

if TYPE_CHECKING:
    from horarium.context import MultiDimensionalContextEngine

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What brings NumPy with it is imported when it is asked for."""
    if name == "MultiDimensionalContextEngine":
        from horarium.context import MultiDimensionalContextEngine

        return MultiDimensionalContextEngine
    raise AttributeError(name)


__all__ = [
    "KINDS",
    "CPSATSolver",
    "Constraint",
    "Diagnosis",
    "GPUAcceleratedScheduler",
    "Move",
    "MultiDimensionalContextEngine",
    "PairKind",
    "Parameter",
    "Placement",
    "Problem",
    "ProblemError",
    "Requirement",
    "Result",
    "Score",
    "SetKind",
    "Solution",
    "Solver",
    "Task",
    "Violation",
    "__version__",
    "diagnose",
    "evaluate",
    "load_installed",
    "read_problem",
    "read_solution",
    "register",
    "solve",
]
