"""CPSATSolver: exact on small problems, with OR-Tools CP-SAT.

It proves that a timetable is the best there is, or that there is none, and tells the
bound as it goes. OR-Tools takes seconds to load, so nothing here imports it at once.

    places        the choices: times and rooms of classes, as literals
    relations     which of two classes' choices break a pair constraint
    sets          constraints over sets of classes, as linear rules
    sectioning    students' classes, and their conflicts
    model         all of it together
    running       one search: workers, limits, stopping within a second
    size          the memory that a model takes, told before it is built
    requirements  what must hold, as members that can be taken out one by one
    diagnosis     a smallest set of requirements that contradict each other
    repair        some classes of a timetable placed anew, the others where they are
"""

from horarium.constraints import pairs, sets
from horarium.problem import Problem, ProblemError
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.solver import Solver, Task

KNOWN = frozenset(kind.name for kind in (*pairs.KINDS, *sets.KINDS))
"""The kinds that have a model; registered ones of one's own have none."""


def run(task: Task) -> Solution | None:
    """The best timetable found, proved to be if the budget lasts; None: there is none."""
    require_known(task.problem)
    from horarium.solvers.cp_sat.size import model_bytes

    task.memory.require(model_bytes(task.problem), f"problem {task.problem.name}")
    from horarium.solvers.cp_sat.running import optimise

    return optimise(task)


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
        summary = "exact on small problems, by OR-Tools CP-SAT: proofs and bounds"
        super().__init__("cp-sat", summary, run, local.prepare)


SOLVER = CPSATSolver()
