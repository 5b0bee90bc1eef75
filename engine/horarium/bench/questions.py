"""How soon quick questions are answered, also while a search has the same processor.

Wall time, as who waits feels it, beside processor time, which a busy machine does not
stretch. Classes, times and rooms are drawn at random; the first answers, for which the
problem is compiled, are told apart.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypedDict

from horarium.bench import results
from horarium.formats import write_problem
from horarium.problem import Problem
from horarium.questions import Desk
from horarium.solution import Placement
from horarium.solve import solve

SOLVE_NICENESS = 10
"""As the generation service runs searches."""

AIMS = {"check": 100.0, "suggest": 500.0}
"""Milliseconds within which 95 of 100 answers should come, while a search runs."""


class Latency(TypedDict):
    """Milliseconds."""

    p50: float
    p95: float
    most: float
    processor_p95: float


def measure(
    problem: Problem, *, calls: int, seconds: float, searching: bool
) -> Mapping[str, Latency]:
    """Latencies of each question, of a timetable that was searched for so many seconds."""
    solution = solve(problem, time_limit=seconds, seed=1).solution
    desk, rng = Desk(problem, solution), random.Random(1)
    ids = list(problem.classes)

    def check() -> None:
        cls = problem.classes[rng.choice(ids)]
        room = rng.choice(cls.rooms).room if cls.needs_room else None
        team = cls.instructors[0].instructors if cls.instructors else ()
        desk.check({cls.id: Placement(rng.choice(cls.times).time, room, team)})

    def heat() -> None:
        desk.heat(rng.choice(ids))

    def suggest() -> None:
        desk.suggest(rng.choice(ids))

    questions = {"check": check, "heat": heat, "suggest": suggest}
    found = {"first": _latency([_timed(heat)])}
    with _a_search(problem) if searching else nullcontext():
        for name, ask in questions.items():
            found[name] = _latency([_timed(ask) for _ in range(calls)])
    return found


@contextmanager
def _a_search(problem: Problem) -> Iterator[None]:
    """A search of the same problem beside, as niced as in the service."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json.gz"
        write_problem(problem, file)
        command = [sys.executable, "-m", "horarium.cli", "solve", str(file)]
        search = subprocess.Popen(
            [*command, "--time-limit", "3600", "--output", str(Path(folder) / "out.json")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            os.setpriority(os.PRIO_PROCESS, search.pid, SOLVE_NICENESS)
            yield
        finally:
            search.kill()
            search.wait()


def _timed(ask: Callable[[], None]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - wall, time.process_time() - processor


def _latency(times: list[tuple[float, float]]) -> Latency:
    wall, processor = (sorted(part) for part in zip(*times, strict=True))
    last = len(wall) - 1
    at = last * 95 // 100
    return Latency(
        p50=_ms(wall[last // 2]),
        p95=_ms(wall[at]),
        most=_ms(wall[last]),
        processor_p95=_ms(processor[at]),
    )


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)


def table(found: Mapping[str, Latency]) -> str:
    """A line a question."""
    form = "{:<10} {:>9} {:>9} {:>9} {:>15} {:>6}"
    lines = [form.format("ms", "p50", "p95", "most", "processor p95", "aim")]
    for name, latency in found.items():
        lines.append(form.format(name, *latency.values(), AIMS.get(name, "")))
    return "\n".join(lines)


def write(file: Path, found: Mapping[str, Latency], about: Mapping[str, object]) -> None:
    """Commit these, with what they were measured on."""
    document = {
        "at": results.now(),
        "commit": results.commit(),
        "machine": results.machine(),
        "load": [round(load, 1) for load in os.getloadavg()],
        **about,
        "milliseconds": found,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2) + "\n")
