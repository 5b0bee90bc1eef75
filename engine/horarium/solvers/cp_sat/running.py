"""One search of CP-SAT, watched: it ends within a second of being asked to."""

import math
import threading
from collections.abc import Callable

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpModel, CpSolver, CpSolverSolutionCallback

from horarium.arrays import compile_problem
from horarium.problem import ProblemError
from horarium.solution import Solution
from horarium.solvers import local
from horarium.solvers.cp_sat.model import Model
from horarium.solvers.cp_sat.sectioning import Sectioning
from horarium.solvers.solver import Task
from horarium.stop import MILLION

ITERATIONS = 1_000_000
"""Iterations of a budget for each unit of CP-SAT's deterministic time."""

LARGEST_COST = 1 << 62
"""CP-SAT adds up no larger costs."""

LOOK = 0.1
"""Seconds between two looks at the stop rule."""

GRACE = 0.8
"""Seconds after which a search that does not end is left behind."""


def solver_for(workers: int, seed: int) -> CpSolver:
    """A quiet solver that leaves signals alone; the same seed and one worker repeat."""
    solver = CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % (1 << 31)
    solver.parameters.catch_sigint_signal = False
    return solver


def watch(
    solver: CpSolver,
    model: CpModel,
    over: Callable[[], bool],
    callback: CpSolverSolutionCallback | None = None,
) -> cp_model.CpSolverStatus:
    """Solve in a thread of its own, so that signals are seen; UNKNOWN when left behind."""
    answers: list[cp_model.CpSolverStatus] = []
    thread = threading.Thread(
        target=lambda: answers.append(solver.solve(model, callback)), daemon=True
    )
    thread.start()
    while thread.is_alive():
        thread.join(LOOK)
        if over():
            solver.stop_search()
            thread.join(GRACE)
            break
    return answers[0] if answers else cp_model.UNKNOWN


class _Found(CpSolverSolutionCallback):
    """Keeps the best timetable, and tells of it."""

    def __init__(self, task: Task, model: Model, students: Sectioning) -> None:
        super().__init__()
        self.best: Solution | None = None
        self.cost = 0
        self.infeasible = False
        self._task = task
        self._model = model
        self._students = students

    def on_solution_callback(self) -> None:
        self.best = Solution(
            self._task.problem.name,
            self._model.placements(self),
            self._students.attended(self),
        )
        self.cost = round(self.objective_value)
        self._task.tracker.bounded(_whole(self.best_objective_bound))
        self._task.tracker.improved(0, self.cost)


def optimise(task: Task) -> Solution | None:
    """Build the model and search it until the budget is used up or nothing is better."""
    tracker, problem = task.tracker, task.problem
    arrays = compile_problem(problem)
    data = arrays.data
    model = Model(
        arrays,
        range(len(arrays.classes)),
        lambda _, times, rooms: data.closed[rooms][:, times].T == 0,
    )
    tracker.enter("construct")
    start = local.constructed(task, arrays)
    model.add_rooms(range(len(problem.rooms)))
    model.add_counting(set(range(len(problem.rooms))))
    model.add_constraints(problem.constraints)
    for c in model.classes:
        model.places.charge(c)
    students = Sectioning(model)
    students.charge()
    model.places.minimise()
    solution = arrays.solution(start)
    model.hint(solution)
    students.hint(solution)
    tracker.enter("search")
    found = _search(task, model, students)
    if found.infeasible:
        return None
    cost, hard = start.value.tolist()
    if found.best is None or (hard, cost) < (0, found.cost):
        return solution
    return found.best


def _search(task: Task, model: Model, students: Sectioning) -> _Found:
    budget, tracker = task.budget, task.tracker
    workers = tracker.threads = 1 if budget.time_limit is None else task.threads
    solver = solver_for(workers, task.seed)
    left = None if budget.iterations is None else budget.iterations - tracker.iterations
    if left is not None:
        solver.parameters.max_deterministic_time = max(0, left) / ITERATIONS
    found = _Found(task, model, students)
    solver.best_bound_callback = lambda bound: tracker.bounded(_whole(bound))

    def over() -> bool:
        tracker.advance(0)
        return budget.used(0) >= MILLION or budget.stop()

    status = watch(solver, model.places.cp, over, found)
    tracker.advance(_iterations(solver, left))
    if status == cp_model.MODEL_INVALID:
        raise ProblemError(
            "number_too_large",
            "its penalties and weights are too large to be added up exactly",
            f"problem {task.problem.name}",
            name="cost",
            maximum=LARGEST_COST,
        )
    found.infeasible = status == cp_model.INFEASIBLE
    if status == cp_model.OPTIMAL:
        tracker.bounded(round(solver.objective_value))
    return found


def _iterations(solver: CpSolver, most: int | None) -> int:
    """The deterministic time of the search, in iterations."""
    try:
        made = int(solver.response_proto.deterministic_time * ITERATIONS)
    except RuntimeError:  # it was left behind
        made = 0
    return made if most is None else min(made, most)


def _whole(bound: float) -> int:
    """A cost is whole: it is at least the next whole number."""
    return math.ceil(bound - 1e-6)
