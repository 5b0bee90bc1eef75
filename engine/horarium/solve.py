"""Solving, from a problem to a checked timetable: read this first.

A solver (see `horarium.solvers`) searches until the budget is used up; what it
found is scored by the oracle, which shares no code with the search.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from horarium.memory import MemoryLimit
from horarium.problem import Problem
from horarium.progress import BestSink, ProgressTracker, Sink
from horarium.score import Score, evaluate
from horarium.solution import Solution
from horarium.solvers import Task, choose
from horarium.stop import Budget, StopRule, never

DEFAULT_SECONDS = 60.0


@dataclass(frozen=True)
class Result:
    """A timetable, its score by the oracle, and how it was found.

    `history` holds [seconds, hard violations, cost] at improvements. The outcome
    is `infeasible` only when it is proved that no valid timetable exists.
    `memory_reached` says that the search ended early for want of memory; `fallback` is the
    code of why it went on, or ended, otherwise than was asked: that, or gpu_unavailable.
    """

    solution: Solution
    score: Score
    outcome: Literal["valid", "violations", "infeasible"]
    seconds: float
    first_feasible_seconds: float | None
    iterations: int
    solver: str
    seed: int
    threads: int
    memory_reached: bool
    fallback: str | None
    history: tuple[tuple[float, int, int], ...]


def solve(
    problem: Problem,
    *,
    solver: str = "auto",
    time_limit: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    memory_mb: int | None = None,
    initial: Solution | None = None,
    on_progress: Sink | None = None,
    on_best: BestSink | None = None,
    stop: StopRule | Callable[[], bool] = never,
) -> Result:
    """Find the best timetable within the time limit (seconds), the iterations, or both.

    Without either it takes 60 seconds; the very first solve of an installation also
    compiles its kernels, before the clock starts. `stop` is asked many times a second, from
    any thread; `on_progress` gets progress documents, about four a second, and
    `on_best` the best timetable so far, at improvements half a minute apart. With
    iterations, one thread and no time limit, equal seeds give equal timetables.
    Within `memory_mb` it uses fewer threads, or ends early with its best.
    Raises ValueError for an unknown solver or a budget that is not positive, and
    ProblemError for what the solver cannot search, or not in so little memory.
    """
    chosen = choose(solver)
    if time_limit is None and iterations is None:
        time_limit = DEFAULT_SECONDS
    limits = (time_limit, iterations, threads, memory_mb)
    if any(limit is not None and not limit > 0 for limit in limits):
        raise ValueError("time limit, iterations, threads and memory must be positive")
    chosen.prepare()
    memory = MemoryLimit(memory_mb)
    budget = Budget(time_limit, iterations, lambda: stop() or memory.over())
    tracker = ProgressTracker(budget, (on_progress,) if on_progress else (), on_best)
    tracker.enter("start")
    task = Task(problem, budget, tracker, seed, threads or 1, memory, initial)
    found = chosen.run(task)
    tracker.enter("finish")
    solution = found or Solution(problem.name, {})
    score = evaluate(problem, solution)
    tracker.finished(score.hard, score.total, score.components)
    return Result(
        solution=solution,
        score=score,
        outcome="infeasible" if found is None else "valid" if score.valid else "violations",
        seconds=round(budget.elapsed(), 3),
        first_feasible_seconds=tracker.first_feasible if score.valid else None,
        iterations=tracker.iterations,
        solver=chosen.name,
        seed=seed,
        threads=tracker.threads,
        memory_reached=memory.reached,
        fallback="memory_reached" if memory.reached else tracker.fallback,
        history=tuple(tracker.history),
    )
