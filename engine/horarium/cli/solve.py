"""`horarium solve`: the best timetable found within the time limit."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from horarium.changes import moved, near, still_there
from horarium.cli import variants
from horarium.cli.convert import warn
from horarium.cli.options import Commands, listing, one_of, seconds, whole
from horarium.cli.progress import MODES, reporter
from horarium.cli.sentences import as_json, memory_reached, name_some, report, violations_left
from horarium.cli.signals import stop_on_signal
from horarium.formats import read_problem, read_solution, write_solution
from horarium.problem import Problem, ProblemError
from horarium.score import evaluate
from horarium.solve import DEFAULT_SECONDS, solve
from horarium.solvers import AUTO, choose, cp_sat, known

_DAY = 86_400
_LEAST_SECONDS = 0.05


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "solve",
        help="find a timetable",
        description=__doc__,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=listing("solvers", known()),
    )
    parser.add_argument("problem", metavar="PROBLEM", help="ITC-2019, ITC-2007 or native (.gz)")
    parser.add_argument(
        "--solver",
        metavar="NAME",
        type=one_of("solver", known()),
        default=AUTO,
        help="default: auto",
    )
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=seconds(_DAY),
        help="seconds until the file is written (default: 60, none with --iterations)",
    )
    parser.add_argument("--iterations", metavar="N", type=whole(1, 10**15))
    parser.add_argument("--seed", metavar="N", type=whole(0, 2**32 - 1), default=0)
    parser.add_argument("--threads", metavar="N", type=whole(1, 1024))
    parser.add_argument(
        "--memory",
        metavar="MB",
        type=whole(64, 2**24, " MB"),
        help="most memory to use; near it the search ends with its best",
    )
    parser.add_argument(
        "--initial",
        metavar="SOLUTION",
        help="a timetable to start from, also one of an older state of the problem",
    )
    parser.add_argument(
        "--change-weight",
        metavar="W",
        type=whole(1, 10**6),
        help="cost of each class that leaves its time or room of --initial: with a large "
        "one hardly any that could stay; the solver is then cp-sat unless --solver says",
    )
    parser.add_argument(
        "--output", metavar="FILE", help="in the problem's format, or .json; default: none"
    )
    variants.add_options(parser)
    parser.add_argument("--progress", choices=MODES, help="default: bar on a terminal")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0 valid, 1 hard violations left, 3 proved infeasible."""
    several = variants.wanted(options)
    with stop_on_signal() as stop:
        started = time.monotonic() - _process_age()
        problem = _read(options.problem)
        initial = None
        if options.initial:
            initial = read_solution(problem, options.initial, older=True)
            if not initial.placements:
                text = f"places no class of {problem.name}: it is of another problem, or empty"
                raise ProblemError("nothing_placed", text, options.initial)
            if initial.problem != problem.name:
                print(
                    f"horarium: {options.initial} is a timetable of {initial.problem}, not of "
                    f"{problem.name}: it places {len(initial.placements)} of "
                    f"{len(problem.classes)} classes",
                    file=sys.stderr,
                )
        searched, solver = problem, options.solver
        if options.change_weight is not None:
            if initial is None:
                text = "--change-weight says what leaving --initial costs: give that too"
                raise ProblemError("no_initial", text)
            searched = near(problem, initial, options.change_weight)
            if solver == AUTO and cp_sat.knows(problem):
                solver = cp_sat.SOLVER.name
        if options.output:
            _check_output(options.output)
        reading = time.monotonic() - started
        started += _prepare(solver)

        limit = options.time_limit
        if limit is None and options.iterations is None:
            limit = DEFAULT_SECONDS
        if limit is not None:
            # Writing takes about as long as reading did.
            spent = time.monotonic() - started
            limit = max(_LEAST_SECONDS, limit - spent - min(reading, limit / 4))
        before = time.monotonic() - started
        if several and limit is not None:
            with reporter(options.progress) as on_progress:
                return variants.run(
                    options,
                    problem,
                    initial and still_there(problem, initial),
                    time_limit=limit,
                    started=started,
                    on_progress=on_progress,
                    stop=stop,
                )
        with reporter(options.progress) as on_progress:
            result = solve(
                searched,
                solver=solver,
                time_limit=limit,
                iterations=options.iterations,
                seed=options.seed,
                threads=options.threads,
                memory_mb=options.memory,
                initial=initial and still_there(problem, initial),
                on_progress=on_progress,
                stop=stop,
            )
        score = result.score
        if searched is not problem:
            score = evaluate(problem, result.solution)
        # Nothing was found in time: what stands there may be worth more.
        kept = stop() and not score.valid and os.path.isfile(options.output or "")
        if options.output and not kept:
            losses = write_solution(
                problem,
                result.solution,
                options.output,
                seconds=time.monotonic() - started,
                cores=result.threads,
            )
            warn(losses, options.output)
    first_feasible = result.first_feasible_seconds
    if first_feasible is not None:
        first_feasible = round(before + first_feasible, 3)
    left = [] if initial is None else moved(initial, result.solution)
    changes: dict[str, Any] = {}
    if options.change_weight is not None:
        changes = {"moved": len(left), "moved_classes": left}
    if options.json:
        print(
            as_json(
                **changes,
                total=score.total,
                hard=score.hard,
                components=dict(score.components),
                seconds=round(time.monotonic() - started, 3),
                first_feasible_seconds=first_feasible,
                iterations=result.iterations,
            )
        )
    else:
        print("\n".join(report(score)))
        if changes:
            names = f": {name_some(left)}" if left else ""
            print(f"moved  {len(left)} of {len(problem.classes)} classes{names}")
        if not options.output:
            print("horarium: without --output the timetable is not kept", file=sys.stderr)
    if result.memory_reached:
        print(f"horarium: {memory_reached(options.memory)}", file=sys.stderr)
    if result.outcome == "infeasible":
        print("horarium: it is proved that no valid timetable exists", file=sys.stderr)
        return 3
    if kept:
        text = "interrupted before a valid timetable was found: the file was left as it was"
        print(f"horarium: {options.output}: {text}", file=sys.stderr)
    elif not score.valid:
        print(f"horarium: {violations_left(options.problem)}", file=sys.stderr)
    return 0 if score.valid else 1


def _read(file: str) -> Problem:
    """The problem; of one that merely contradicts itself it is said how to find out where."""
    try:
        return read_problem(file)
    except ProblemError as error:
        read_problem(file, contradictions=True)
        text = f"{error.text} (all that contradicts it: horarium diagnose {file})"
        raise ProblemError(error.code, text, error.place, **error.parameters) from error


def _prepare(solver: str) -> float:
    """Let the solver do what is done once; the seconds that this took do not count."""
    begun = time.monotonic()
    choose(solver).prepare()
    return time.monotonic() - begun


def _check_output(output: str) -> None:
    """Find out before the search, not after it, that its result could not be written."""
    folder = Path(output).parent
    if not folder.is_dir():
        raise ProblemError("no_folder", "the folder does not exist", str(folder))
    if Path(output).is_dir() or not os.access(folder, os.W_OK):
        raise ProblemError("not_writable", "cannot be written", output)


def _process_age() -> float:
    """Seconds since this process started, 0 where the system does not say."""
    try:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        uptime = float(Path("/proc/uptime").read_text().split()[0])
        return max(0.0, uptime - int(fields[19]) / os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0
