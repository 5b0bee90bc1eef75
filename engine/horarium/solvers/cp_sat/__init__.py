"""CPSATSolver: exact on small problems, and piece by piece on others, with OR-Tools CP-SAT.

Of a small problem it proves that a timetable is the best there is, or that there is none,
and tells the bound as it goes. Elsewhere the local search makes a timetable, of which a few
classes at a time are put back exactly. OR-Tools takes seconds to load, so nothing here
imports it at once.

    places          the choices: times and rooms of classes, as literals
    relations       which of two classes' choices break a pair constraint
    sets            constraints over sets of classes, as linear rules
    sectioning      students' classes, and their conflicts
    model           all of it together
    running         one search: workers, limits, stopping within a second
    size            how large a model is, and its memory, told before it is built
    neighbourhoods  a few classes free, the rest held, put back where they cost least
    piecewise       a whole search of neighbourhoods, from the local search's timetable
    requirements    what must hold, as members that can be taken out one by one
    diagnosis       a smallest set of requirements that contradict each other
"""

from horarium.constraints import pairs, sets
from horarium.problem import Problem, ProblemError
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.solver import Solver, Task

KNOWN = frozenset(kind.name for kind in (*pairs.KINDS, *sets.KINDS))
"""The kinds that have a model; registered ones of one's own have none."""


MOST_TERMS = 500_000
"""Literals in the rules of a model up to which it is worth solving as a whole."""


def run(task: Task) -> Solution | None:
    """The best timetable found; of a small problem proved to be, or None: there is none."""
    require_known(task.problem)
    from horarium.solvers.cp_sat.size import library_bytes, model_bytes, model_terms

    place = f"problem {task.problem.name}"
    if model_terms(task.problem) <= MOST_TERMS:
        task.memory.require(model_bytes(task.problem), place)
        from horarium.solvers.cp_sat.running import optimise

        return optimise(task)
    task.memory.require(library_bytes(task.problem), place)
    from horarium.solvers.cp_sat.piecewise import better

    return better(task)


def knows(problem: Problem) -> bool:
    """Whether every constraint has a model."""
    return all(constraint.kind in KNOWN for constraint in problem.constraints)


def require_known(problem: Problem) -> None:
    """Raises ProblemError (kind_not_exact) for a constraint that has no model."""
    for constraint in problem.constraints:
        if constraint.kind not in KNOWN:
            raise ProblemError(
                "kind_not_exact",
                f"{constraint.kind} has no exact model: choose another solver",
                f"constraint {constraint.id or constraint.kind}",
                kind=constraint.kind,
            )


class CPSATSolver(Solver):
    """The solver `cp-sat`, for `horarium.solve` and for `horarium.solvers`."""

    def __init__(self) -> None:
        summary = "OR-Tools CP-SAT: small problems as a whole, others piece by piece"
        super().__init__("cp-sat", summary, run, local.prepare)


SOLVER = CPSATSolver()
