"""All figures of a card in one sitting: docs/benchmarks/gpu.md says how they are read.

Moves a second of the card beside one core and beside all, the same with one thing changed at
a time, and costs at equal wall time.
"""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from horarium import hardware
from horarium.arrays import Arrays, compile_problem
from horarium.bench import results
from horarium.bench.instances import name_of
from horarium.formats import read_problem
from horarium.gpu.card import Card, GpuError
from horarium.kernels import anneal as annealing
from horarium.problem import Problem
from horarium.progress import ProgressTracker
from horarium.search.local import TRIES, LocalSearch
from horarium.search.schedule import Cooling, minus_logs
from horarium.solve import solve
from horarium.stop import Budget

if TYPE_CHECKING:
    from horarium.gpu.population import Shape

CONSTRUCTION = 2_000_000
"""Iterations for the timetable from which all speeds are measured."""

STEPS, ROUNDS = 1_000_000, 2_000
"""Steps of a core, and rounds of each timetable of the card, that are timed."""

MIX = np.array([370, 550, 1020, 1024, 1024])
"""Cumulative shares of moves of classes; the same for card and core."""

THREADS = 32, 64, 128, 256
PER_MULTIPROCESSOR = 1, 2, 4, 8


def measure(
    files: Sequence[Path], time_limit: float, seeds: int, rounds: int = ROUNDS
) -> dict[str, Any]:
    """Everything about these problem files. Raises GpuError without a usable card."""
    card = Card()
    report = {
        "device": {"name": card.name, "multiprocessors": card.multiprocessors},
        "cards": [asdict(gpu) for gpu in hardware.gpus()],
        "at": results.now(),
        "commit": results.commit(),
        "machine": results.machine(),
        "time_limit": time_limit,
    }
    instances = {}
    for file in files:
        problem = read_problem(file)
        instances[name_of(file)] = {
            "moves_per_second": speeds(problem, card, rounds),
            "costs": costs(problem, time_limit, seeds),
        }
    return report | {"instances": instances, "registers": _registers(card)}


class Start:
    """A first timetable, and a temperature in the middle of its cooling."""

    def __init__(self, problem: Problem) -> None:
        self.arrays: Arrays = compile_problem(problem)
        self.search = self.fresh(1)
        rises = np.zeros(2000, np.int64)
        state = self.search.state
        found = annealing.probe(self.arrays.data, state, rises, 100_000)
        self.cooling = Cooling.of(rises[:found])

    def fresh(self, seed: int) -> LocalSearch:
        budget = Budget(None, CONSTRUCTION)
        search = LocalSearch(self.arrays, seed, budget, ProgressTracker(budget))
        search.construct()
        return search

    @property
    def temperature(self) -> int:
        return self.cooling.middle


def speeds(problem: Problem, card: Card, rounds: int) -> dict[str, int]:
    """Moves a second of wall time, by what was changed.

    `card` is the search as it is. The others differ in one thing: at no temperature hardly a
    move is accepted, so that nobody waits for one being made; moves of one kind diverge less;
    numbers of threads and of timetables change how much memory is asked for at once, and how
    much of each multiprocessor is occupied.
    """
    from horarium.gpu.population import Shape

    start = Start(problem)
    found = {"one core": _core(start, 1), "all cores": _core(start, os.cpu_count() or 1)}
    usual = Shape()
    found["card"] = _card(start, card, usual, rounds)
    found["card, no temperature"] = _card(start, card, usual, rounds, temperature=0)
    alone = np.array([1024] * annealing.MOVES)
    found["card, one kind"] = _card(start, card, usual, rounds, mix=alone)
    for threads in THREADS:
        shape = Shape(None, threads)
        found[f"card, {threads} threads"] = _card(start, card, shape, rounds)
    for each in PER_MULTIPROCESSOR:
        shape = Shape(each * card.multiprocessors)
        found[f"card, {each} timetables a multiprocessor"] = _card(start, card, shape, rounds)
    return found


def costs(problem: Problem, time_limit: float, seeds: int) -> list[dict[str, Any]]:
    """Each seed by the card, and by all cores together, in the same wall time."""
    found = []
    for seed in range(1, seeds + 1):
        for solver, threads in (("gpu", 1), ("local_search", os.cpu_count() or 1)):
            began = time.monotonic()
            given = {"solver": solver, "threads": threads, "seed": seed}
            result = solve(problem, time_limit=time_limit, **given)  # type: ignore[arg-type]
            found.append(
                {
                    **given,
                    "hard": result.score.hard,
                    "total": result.score.total,
                    "iterations": result.iterations,
                    "fallback": result.fallback,
                    "seconds": round(time.monotonic() - began, 2),
                    "first_feasible_seconds": result.first_feasible_seconds,
                }
            )
    return found


def _core(start: Start, threads: int) -> int:
    """So many searches side by side, a thread each."""
    searches = [start.fresh(seed) for seed in range(1, threads + 1)]

    def anneal(search: LocalSearch, steps: int) -> None:
        stats = np.zeros((annealing.MOVES + 1, 2), np.int64)
        given = TRIES, start.temperature, start.cooling.price, minus_logs(), steps, stats
        annealing.anneal(start.arrays.data, search.state, search.best, MIX, *given)

    with ThreadPoolExecutor(threads) as pool:

        def all_of(steps: int) -> None:
            list(pool.map(lambda search: anneal(search, steps), searches))

        return _timed(all_of, STEPS, threads)


def _card(
    start: Start,
    card: Card,
    shape: "Shape",
    rounds: int,
    mix: np.ndarray = MIX,
    temperature: int | None = None,
) -> int:
    """0 where the card has no room for this shape."""
    from horarium.gpu.population import Population

    search = start.search
    try:
        many = Population(card, start.arrays.data, search.state, search.best, 1, shape)
        warm = start.temperature if temperature is None else temperature
        heat = np.full(many.size, warm)

        def all_of(steps: int) -> None:
            many.anneal(mix, TRIES, heat, start.cooling.price, steps)

        return _timed(all_of, rounds, many.size * many.threads)
    except GpuError:
        return 0


def _timed(work: Callable[[int], None], steps: int, width: int) -> int:
    """Moves a second of wall time, after a tenth of the steps that is not timed."""
    work(max(1, steps // 10))
    began = time.monotonic()
    work(steps)
    return round(steps * width / (time.monotonic() - began))


def _registers(card: Card) -> dict[str, int]:
    """Of a thread in each kernel: what decides how many fit on a multiprocessor."""
    if card.simulated:
        return {}
    from horarium.gpu import kernels

    found = kernels.anneal.get_regs_per_thread()
    return {"anneal": max(found.values(), default=0)}


def table(report: Mapping[str, Any]) -> str:
    """Each instance's speeds, as times one core, and its costs by seed."""
    lines = [f"{report['device']['name']}, commit {report['commit'] or '?'}"]
    for name, found in report["instances"].items():
        one = found["moves_per_second"]["one core"]
        lines += ["", name]
        for what, speed in found["moves_per_second"].items():
            lines.append(f"  {what:<40}{speed:>16,}{speed / one:>10.2f}")
        for run in found["costs"]:
            cost = run["total"] if run["hard"] == 0 else f"hard {run['hard']}"
            note = f"  ({run['fallback']})" if run["fallback"] else ""
            lines.append(f"  seed {run['seed']:<4}{run['solver']:<14}{cost:>12}{note}")
    return "\n".join(lines)


def write(file: Path, report: Mapping[str, Any]) -> None:
    """The whole report as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(report, indent=2) + "\n")
