"""Speed at a fixed number of iterations: what two runs differ by is the code alone.

A move is a candidate with its full delta over every constraint kind present.
One thread, one seed, kernels compiled; problems are made, so no data are needed.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypedDict, TypeVar

from horarium.bench import results
from horarium.problem import Problem
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import random_lectures, random_problem
from horarium.university import generate

Result = TypeVar("Result")

ITERATIONS = 2_000_000
REPEATS = 3

FAMILIES: Mapping[str, Callable[[], Problem]] = {
    "lectures": lambda: random_lectures(1),
    "every-kind": lambda: random_problem(1, classes=200),
    "demo": lambda: generate("demo", seed=1),
    "yardstick-quarter": lambda: generate("yardstick-quarter", seed=1),
}
"""Problems of periods (ITC-2007), with every constraint kind (ITC-2019), universities."""


class Speed(TypedDict):
    """Medians: moves a second of a whole solve, seconds to compile the arrays and to score.

    `kernels` are moves a second of each kind of move alone.
    """

    moves_per_second: int
    kernels: Mapping[str, int]
    compile_seconds: float
    score_seconds: float


def measure(problem: Problem, iterations: int = ITERATIONS) -> Speed:
    """Solve it a few times; the median of each."""
    from horarium.arrays import compile_problem
    from horarium.bench import kernels

    solve(problem, iterations=1)  # loads the kernels
    compiling, searching, scoring = [], [], []
    for _ in range(REPEATS):
        whole, result = _timed(lambda: solve(problem, iterations=iterations))
        compiling.append(_timed(lambda: compile_problem(problem))[0])
        scoring.append(_timed(partial(evaluate, problem, result.solution))[0])
        alone = max(1e-6, whole - compiling[-1] - scoring[-1])
        searching.append(result.iterations / alone)
    return Speed(
        moves_per_second=round(median(searching)),
        kernels=kernels.moves_per_second(problem, iterations // 5),
        compile_seconds=round(median(compiling), 4),
        score_seconds=round(median(scoring), 4),
    )


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds of processor time, which a busy machine does not stretch, and what it gave."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def table(speeds: Mapping[str, Speed], baseline: Mapping[str, Speed]) -> str:
    """A line a family, with how many times as fast as the baseline it is."""
    form = "{:<20} {:>12} {:>9} {:>12} {:>10}"
    lines = [form.format("family", "moves/s", "x before", "compile (s)", "score (s)")]
    for name, speed in speeds.items():
        before = baseline.get(name)
        moves = speed["moves_per_second"]
        ratio = f"{moves / before['moves_per_second']:.2f}" if before else "-"
        lines.append(
            form.format(
                name, f"{moves:,}", ratio, speed["compile_seconds"], speed["score_seconds"]
            )
        )
    own = [{name: speed["kernels"] for name, speed in of.items()} for of in (speeds, baseline)]
    return "\n".join([*lines, "", "each move alone, a second", _by_move(*own)])


def _by_move(
    speeds: Mapping[str, Mapping[str, int]], before: Mapping[str, Mapping[str, int]]
) -> str:
    """A line a family, a column a move, and in brackets how many times as fast as before."""
    names = list(dict.fromkeys(name for speed in speeds.values() for name in speed))
    lines = [_line("family", names)]
    for family, speed in speeds.items():
        cells = []
        for name in names:
            moves, was = speed.get(name), before.get(family, {}).get(name)
            text = "-" if moves is None else f"{moves:,}"
            cells.append(f"{text} ({moves / was:.2f})" if moves and was else text)
        lines.append(_line(family, cells))
    return "\n".join(lines)


def _line(family: str, cells: Iterable[str]) -> str:
    return f"{family:<20}" + "".join(f"{cell:>20}" for cell in cells)


def read_baseline(file: Path) -> Mapping[str, Speed]:
    """The committed speeds; empty without a file."""
    if not file.is_file():
        return {}
    speeds: Mapping[str, Speed] = json.loads(file.read_text())["families"]
    return speeds


def write_baseline(file: Path, speeds: Mapping[str, Speed]) -> None:
    """Commit these, with what they were measured on."""
    document = {
        "at": results.now(),
        "commit": results.commit(),
        "machine": results.machine(),
        "iterations": ITERATIONS,
        "families": speeds,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2) + "\n")
