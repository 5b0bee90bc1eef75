"""Horarium: university timetabling as a library.

Read a problem, solve it, score it:

    import horarium

    problem = horarium.read_problem("wbg-fal10.xml")
    result = horarium.solve(problem, time_limit=60)
    print(horarium.evaluate(problem, result.solution).total)
"""

from horarium.constraints import KINDS, PairKind, Parameter, SetKind, register
from horarium.formats import read_problem, read_solution
from horarium.problem import Problem, ProblemError
from horarium.score import Score, Violation, evaluate
from horarium.solution import Placement, Solution
from horarium.solve import Result, solve

__version__ = "0.1.0"


__all__ = [
    "KINDS",
    "PairKind",
    "Parameter",
    "Placement",
    "Problem",
    "ProblemError",
    "Result",
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
