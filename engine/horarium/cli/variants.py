"""Several timetables from one call of `horarium solve`: files, lines, and JSON."""

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from horarium.cli.convert import warn
from horarium.cli.options import profile, whole
from horarium.cli.sentences import as_json, memory_reached, violations_left
from horarium.formats import Loss, write_solution
from horarium.problem import Problem, ProblemError
from horarium.profiles import AIMS, LEAST_DIFFERENT, PROFILES, profiles_for
from horarium.progress import Sink
from horarium.solution import Solution
from horarium.solve import Result
from horarium.stop import StopRule

MOST_VARIANTS = 50

_SCORES = "score_", "fairness_"
"""How measures from 0 to 100, the best, begin."""

_WARNINGS = {
    "variants_reduced": "the time is too short for {asked} variants: only {made} could be made",
    "variants_alike": "variants {variant} and {other} differ in time for {share:.0%} of the "
    f"classes that have an alternative, which is less than {LEAST_DIFFERENT:.0%}",
    "variant_dominated": "a variant for {profile} is left out: another is at least as good "
    "in every measure",
    "variant_failed": "there is no variant for {profile}: {error}",
    "start_kept": "the timetable is the common start of the variants",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """`--variants` and `--profile`."""
    parser.add_argument(
        "--variants",
        metavar="N",
        type=whole(1, MOST_VARIANTS),
        default=1,
        help="timetables of different profiles, written as OUTPUT-1 and on (default: 1); "
        "the time limit covers all of them",
    )
    parser.add_argument(
        "--profile",
        metavar="NAME",
        type=profile,
        help=f"what to care for: {', '.join(PROFILES)}, or weights as 20/25/15/20/10/10 of "
        f"{', '.join(AIMS)}, and a seventh of fairness",
    )


def wanted(options: argparse.Namespace) -> bool:
    """Whether this is no plain solve: the problem's own cost alone, once.

    Raises ProblemError (no_time_limit, own_cost_alone) with options of a plain solve, and
    (not_writable) where several have one place to go.
    """
    several = options.variants > 1 or options.profile is not None
    if several and options.iterations is not None:
        text = "variants and profiles are searched for a time: give --time-limit alone"
        raise ProblemError("no_time_limit", text)
    if several and options.change_weight is not None:
        text = "variants and profiles have costs of their own: leave out --change-weight"
        raise ProblemError("own_cost_alone", text)
    if options.variants > 1 and options.output:
        output = Path(options.output)
        if output.exists() and not output.is_file():
            text = "is no file, so that its variants could not be numbered"
            raise ProblemError("not_writable", text, options.output)
    return several


def run(
    options: argparse.Namespace,
    problem: Problem,
    initial: Solution | None,
    *,
    time_limit: float,
    started: float,
    on_progress: Sink | None,
    stop: StopRule,
) -> int:
    """Exit status 0 when every variant is valid, 1 otherwise, 3 proved infeasible.

    1 also where none could be searched for, and the common start is all there is.
    """
    from horarium.variants import Variant, solve_variants

    early: set[str] = set()

    def write(at: int, result: Result) -> tuple[str, list[Loss]]:
        output = numbered(options.output, at, options.variants)
        seconds = time.monotonic() - started
        losses = write_solution(
            problem, result.solution, output, seconds=seconds, cores=result.threads
        )
        return output, losses

    def on_variant(at: int, variant: Variant) -> None:
        # What follows may take hours, and this is a timetable by itself.
        if options.output and variant.result.score.valid:
            # Where that fails, what is written in the end says so.
            with suppress(OSError, ProblemError):
                early.add(write(at, variant.result)[0])

    profiles = profiles_for(options.variants)
    if options.profile is not None:
        profiles = [options.profile] * options.variants
    made = solve_variants(
        problem,
        profiles,
        time_limit=time_limit,
        solver=options.solver,
        seed=options.seed,
        threads=options.threads,
        memory_mb=options.memory,
        initial=initial,
        on_progress=on_progress,
        on_variant=on_variant,
        stop=stop,
    )
    entries: list[dict[str, Any]] = []
    for at, variant in enumerate(made.variants, start=1):
        result, score = variant.result, variant.result.score
        output = None
        if options.output:
            output, losses = write(at, result)
            warn(losses, output)
        entries.append(
            {
                "profile": variant.profile.name,
                "weights": variant.profile.document(),
                "output": output,
                "total": score.total,
                "hard": score.hard,
                "components": dict(score.components),
                "measures": dict(variant.measures),
            }
        )
    for left_out in early - {entry["output"] for entry in entries}:
        Path(left_out).unlink(missing_ok=True)
    if options.json:
        print(
            as_json(
                variants=entries,
                differences=[list(row) for row in made.differences],
                warnings=[{"code": w.code, "parameters": w.parameters} for w in made.warnings],
                seconds=round(time.monotonic() - started, 3),
            )
        )
    else:
        print("\n".join(_table(entries)))
        if least := _least_different(made.differences):
            print(f"each pair: {least} or more of the classes with a choice at other times")
    for warning in made.warnings:
        print(
            f"horarium: {_WARNINGS[warning.code].format(**warning.parameters)}",
            file=sys.stderr,
        )
    results = [variant.result for variant in made.variants]
    if any(result.memory_reached for result in results):
        print(f"horarium: {memory_reached(options.memory)}", file=sys.stderr)
    if any(result.outcome == "infeasible" for result in results):
        print("horarium: it is proved that no valid timetable exists", file=sys.stderr)
        return 3
    if any(warning.code == "start_kept" for warning in made.warnings):
        return 1
    if all(result.score.valid for result in results):
        return 0
    print(f"horarium: {violations_left(options.problem)}", file=sys.stderr)
    return 1


def _least_different(differences: Sequence[Sequence[float]]) -> str:
    """The least of all pairs, where there is one."""
    pairs = [row[at] for n, row in enumerate(differences) for at in range(n)]
    return f"{min(pairs):.0%}" if pairs else ""


def numbered(output: str, at: int, of: int) -> str:
    """x.json.gz becomes x-1.json.gz, unless it is the only one."""
    if of == 1:
        return output
    path = Path(output)
    stem, dot, ending = path.name.partition(".")
    return str(path.with_name(f"{stem}-{at}{dot}{ending}"))


def _table(entries: list[dict[str, Any]]) -> list[str]:
    """A column for each variant: its cost, the measures that its profile weighs, and scores."""
    rows = [("", [entry["profile"] for entry in entries])]
    rows += [(name, [str(entry[name]) for entry in entries]) for name in ("total", "hard")]
    scores = [name for name in entries[0]["measures"] if name.startswith(_SCORES)]
    for measure in (*AIMS.values(), "student_conflicts", *scores):
        values = [entry["measures"].get(measure) for entry in entries]
        if any(value is not None for value in values):
            rows.append((measure, ["-" if v is None else f"{v:.3f}" for v in values]))
    return [f"{name:<24}" + "".join(f"{value:>19}" for value in row) for name, row in rows]
