"""Speed of the engine at a fixed number of iterations: `make bench`, or this file alone.

One thread, one seed, the kernels warmed: so that two runs on one machine differ
by the code alone. Names of presets or paths of problem files may be given.
Quality (gap to the best known, over seeds) is another benchmark.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from horarium.formats import read_problem
from horarium.problem import Problem
from horarium.score import evaluate
from horarium.solve import solve
from horarium.university import generate

ITERATIONS = 2_000_000
DEFAULT = ("demo", "yardstick-quarter")
ROW = "{:<20} {:>8} {:>9} {:>10} {:>12} {:>11} {:>9}"


def main(names: Sequence[str]) -> None:
    print(
        ROW.format(
            "problem", "classes", "students", "solve (s)", "moves/s", "oracle (s)", "cost"
        )
    )
    for name in names or DEFAULT:
        problem = read_problem(Path(name)) if Path(name).is_file() else generate(name, seed=1)
        print(ROW.format(name[-20:], *measure(problem)), flush=True)


def measure(problem: Problem) -> tuple[str, ...]:
    """One row: sizes, seconds of the solve, moves a second, seconds of an evaluation, cost."""
    solve(problem, iterations=1)  # loads the kernels
    result = solve(problem, iterations=ITERATIONS)
    began = time.perf_counter()
    evaluate(problem, result.solution)
    oracle = time.perf_counter() - began
    return (
        str(len(problem.classes)),
        str(len(problem.students)),
        f"{result.seconds:.2f}",
        f"{result.iterations / result.seconds:,.0f}",
        f"{oracle:.3f}",
        str(result.score.total) if result.score.valid else f"hard {result.score.hard}",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
