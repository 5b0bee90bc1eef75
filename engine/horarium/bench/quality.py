"""Runs of `horarium solve` as its users would start it, side by side on cores of their own."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from horarium import __version__
from horarium.bench import results
from horarium.bench.results import Row
from horarium.problem import ProblemError
from horarium.solvers import AUTO

CURVE_POINTS = 80


@dataclass(frozen=True)
class Run:
    """One solve of the plan."""

    instance: str
    file: Path
    seed: int
    time_limit: float
    threads: int
    solver: str = AUTO

    def key(self, engine: str) -> results.Key:
        """That of its row, made by this state of the engine."""
        what = self.instance, self.seed, self.time_limit, self.threads
        return *what, self.solver, engine


def missing(runs: Iterable[Run], rows: Sequence[Row], engine: str) -> list[Run]:
    """The runs that no row answers yet."""
    done = {results.key(row) for row in rows}
    return [run for run in runs if run.key(engine) not in done]


def run_all(
    runs: Sequence[Run], file: Path, cores: Sequence[int], tell: Callable[[Row], None]
) -> None:
    """Make the runs, as many at a time as have their threads' cores; append a row for each.

    Raises ProblemError (engine_changed) once the engine's sources are no longer those
    of the first run: rows of two engines make no table.
    """
    waiting: queue.SimpleQueue[Run] = queue.SimpleQueue()
    for run in runs:
        waiting.put(run)
    width = max((run.threads for run in runs), default=1)
    groups = [cores[i : i + width] for i in range(0, len(cores), width)]
    groups = [group for group in groups if len(group) == width] or [list(cores)]
    engine, lock = results.engine_hash(), threading.Lock()
    failures: list[BaseException] = []
    stopped = threading.Event()

    def work(group: Sequence[int]) -> None:
        try:
            while not stopped.is_set():
                run = waiting.get_nowait()
                if hasattr(os, "sched_setaffinity"):
                    os.sched_setaffinity(0, group)  # of this thread and what it starts
                if results.engine_hash() != engine:
                    raise ProblemError(
                        "engine_changed",
                        "the engine's sources changed since the benchmark began; start it "
                        "anew, best from a checkout of its own",
                        "bench",
                    )
                row = execute(run, engine, stopped)
                with lock:
                    if not stopped.is_set():
                        results.append(file, row)
                        tell(row)
        except queue.Empty:
            pass
        except BaseException as error:
            failures.append(error)
            stopped.set()

    workers = [threading.Thread(target=work, args=(group,)) for group in groups]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            worker.join()
    except BaseException:
        stopped.set()
        for worker in workers:
            worker.join()
        raise
    if failures:
        raise failures[0]


def execute(run: Run, engine: str, stopped: threading.Event) -> Row:
    """Solve once in a process of its own, and watch its progress."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *(sys.executable, "-m", "horarium.cli", "solve", str(run.file.resolve())),
            *("--solver", run.solver),
            *("--time-limit", str(run.time_limit), "--seed", str(run.seed)),
            *("--threads", str(run.threads), "--progress", "jsonl", "--json"),
            *("--output", str(Path(folder) / "solution.json")),
        ]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder
        )
        try:
            curve, said = _watch(process, stopped)
            answer = process.stdout.read() if process.stdout else ""
            status, memory = _ended(process)
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
    result: dict[str, Any] = json.loads(answer) if status in (0, 1, 3) and answer else {}
    return Row(
        instance=run.instance,
        seed=run.seed,
        time_limit=run.time_limit,
        threads=run.threads,
        solver=run.solver,
        engine=engine,
        total=result.get("total"),
        hard=result.get("hard"),
        components=result.get("components", {}),
        seconds=result.get("seconds", 0.0),
        first_feasible_seconds=result.get("first_feasible_seconds"),
        iterations=result.get("iterations", 0),
        memory_mb=memory,
        curve=_thinned(curve),
        error="" if result else said or f"ended with status {status}",
        at=results.now(),
        version=__version__,
        commit=results.commit(),
        machine=results.machine(),
    )


def _watch(
    process: "subprocess.Popen[str]", stopped: threading.Event
) -> tuple[list[list[float]], str]:
    """The improvements that it tells of, and the last line that is no progress."""
    curve: list[list[float]] = []
    said = ""
    for line in process.stderr or ():
        if stopped.is_set():
            process.terminate()
        if not line.startswith("{"):
            said = line.strip()
            continue
        document = json.loads(line)
        hard, cost = document["hard"], document["cost"]
        if cost is not None and (not curve or [hard, cost] < curve[-1][1:]):
            curve.append([round(document["elapsed"], 2), hard, cost])
    return curve, said


def _ended(process: "subprocess.Popen[str]") -> tuple[int, int]:
    """Exit status, and the most megabytes that the process occupied."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss // 1024


def _thinned(curve: list[list[float]]) -> list[list[float]]:
    while len(curve) > CURVE_POINTS:
        curve = curve[:-1:2] + curve[-1:]
    return curve
