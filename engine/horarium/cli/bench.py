"""`horarium bench`: how good the timetables of problems are, and how fast the search is."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from horarium.bench import compare, growth, instances, plot, quality, report, results
from horarium.bench.results import Row
from horarium.cli.options import Commands, one_of, seconds, whole
from horarium.formats.files import write_bytes
from horarium.problem import ProblemError
from horarium.solvers import AUTO, known
from horarium.university.presets import PRESETS

_DAY = 86_400
DATA = "HORARIUM_DATASETS"


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "bench", help="measure quality and speed", description=__doc__, allow_abbrev=False
    )
    parts = parser.add_subparsers(required=True, metavar="WHAT")
    _add_quality(parts)
    _add_compare(parts)
    _add_growth(parts)
    _add_resolving(parts)
    _add_speed(parts)
    _add_gpu(parts)
    _add_questions(parts)
    _add_report(parts)


def _add_quality(parts: Commands) -> None:
    parser = parts.add_parser(
        "quality",
        help="solve instances with several seeds",
        description="Solve instances with several seeds, each run pinned to its own cores; "
        "what the results file has already is not made again.",
        allow_abbrev=False,
    )
    _add_plan(parser, seeds=1)
    parser.set_defaults(run=run_quality)


def _add_compare(parts: Commands) -> None:
    parser = parts.add_parser(
        "compare",
        help="solve the same with several solvers",
        description="Solve instances, or universities that are made, with several solvers "
        "and the same seeds; tell how they compare seed by seed.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--solvers", metavar="NAMES", type=_several("solver", known()), required=True
    )
    _add_presets(parser, [], "universities to make, instead of files in --data")
    _add_plan(parser, seeds=5)
    parser.add_argument("--write", metavar="FILE", help="the table, as Markdown")
    parser.set_defaults(run=run_compare)


def _add_growth(parts: Commands) -> None:
    parser = parts.add_parser(
        "growth",
        help="how time and memory rise with the size",
        description="Time to the first valid timetable and memory over universities of "
        "several sizes, beside n log n.",
        allow_abbrev=False,
    )
    _add_presets(parser, list(growth.SIZES), "universities to make, of several sizes")
    _add_runs(parser, seeds=3)
    parser.add_argument("--write", metavar="FILE", help="the table, with an SVG beside it")
    parser.set_defaults(run=run_growth)


def _add_resolving(parts: Commands) -> None:
    parser = parts.add_parser(
        "resolve",
        help="how soon a lost room or instructor is made up for",
        description="Search for a timetable, then solve again without a room, or with an "
        "instructor away on a day: how long that takes, and how many classes move.",
        allow_abbrev=False,
    )
    parser.add_argument("--preset", choices=PRESETS, default="yardstick")
    parser.add_argument(
        "--first",
        metavar="S",
        type=seconds(_DAY),
        default=120.0,
        help="seconds for the timetable that is changed",
    )
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=seconds(_DAY),
        default=9.0,
        help="seconds for each change",
    )
    parser.add_argument(
        "--losses", metavar="N", type=whole(1, 100), default=3, help="of each kind"
    )
    parser.add_argument("--threads", metavar="N", type=whole(1, 1024))
    parser.add_argument("--write", metavar="FILE", help="the table, as Markdown")
    parser.set_defaults(run=run_resolving)


def _add_presets(
    parser: argparse.ArgumentParser, default: Sequence[str], explanation: str
) -> None:
    kind = _several("preset", PRESETS)
    parser.add_argument(
        "--presets", metavar="NAMES", type=kind, default=default, help=explanation
    )


def _add_plan(parser: argparse.ArgumentParser, seeds: int) -> None:
    """What is solved, how often, and where the rows go."""
    parser.add_argument("--data", metavar="FOLDER", help=f"of problem files (or {DATA})")
    parser.add_argument(
        "--instances", metavar="NAMES", default="", help="comma-separated, also comp* (all)"
    )
    _add_runs(parser, seeds)


def _add_runs(parser: argparse.ArgumentParser, seeds: int) -> None:
    """How often and how long each is solved, and where the rows go."""
    parser.add_argument("--seeds", metavar="N", type=whole(1, 1000), default=seeds)
    parser.add_argument("--time-limit", metavar="S", type=seconds(_DAY), default=60.0)
    parser.add_argument("--threads", metavar="N", type=whole(1, 1024), default=1)
    parser.add_argument(
        "--cores", metavar="LIST", default="", help="as 0,1 (default: all of this process)"
    )
    parser.add_argument("--results", metavar="FILE", default="benchmark.jsonl")


def _several(what: str, names: Iterable[str]) -> Callable[[str], list[str]]:
    one = one_of(what, names)
    return lambda text: [one(name) for name in text.split(",")]


def _add_speed(parts: Commands) -> None:
    parser = parts.add_parser(
        "speed",
        help="moves a second",
        description="Moves a second at fixed iterations, on problems that are made.",
        allow_abbrev=False,
    )
    parser.add_argument("--baseline", metavar="FILE", help="speeds to compare with")
    parser.add_argument("--write", action="store_true", help="write the baseline anew")
    parser.set_defaults(run=run_speed)


def _add_gpu(parts: Commands) -> None:
    parser = parts.add_parser(
        "gpu",
        help="a card beside one core and all cores",
        description="Moves a second, what limits them, and costs at equal wall time, of the "
        "first NVIDIA card of this machine.",
        allow_abbrev=False,
    )
    parser.add_argument("problems", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--seeds", metavar="N", type=whole(1, 1000), default=3)
    parser.add_argument("--time-limit", metavar="S", type=seconds(_DAY), default=300.0)
    parser.add_argument("--rounds", metavar="N", type=whole(1, 1_000_000), default=2000)
    parser.add_argument("--write", metavar="FILE", help="figures to commit")
    parser.set_defaults(run=run_gpu)


def _add_questions(parts: Commands) -> None:
    parser = parts.add_parser(
        "questions",
        help="how soon questions about a timetable are answered",
        description="Latencies of check, heat and suggest on a university that is made, "
        "by default while a search runs beside.",
        allow_abbrev=False,
    )
    parser.add_argument("--preset", choices=PRESETS, default="yardstick")
    parser.add_argument("--calls", metavar="N", type=whole(1, 100_000), default=200)
    parser.add_argument("--time-limit", metavar="S", type=seconds(_DAY), default=30.0)
    parser.add_argument("--alone", action="store_true", help="without a search beside")
    parser.add_argument("--write", metavar="FILE", help="figures to commit")
    parser.set_defaults(run=run_questions)


def _add_report(parts: Commands) -> None:
    parser = parts.add_parser(
        "report",
        help="tables and curves of a results file",
        description="Write results.md and curves into a folder.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("--results", metavar="FILE", default="benchmark.jsonl")
    parser.add_argument("--data", metavar="FOLDER", help=f"with {instances.KNOWN_FILE}")
    parser.set_defaults(run=run_report)


def run_quality(options: argparse.Namespace) -> int:
    """Exit status 0 when every run of the plan has its row and is valid, else 1."""
    data = _given_data(options)
    rows, complete = _made(options, _found(options, data), [AUTO])
    print(report.markdown(rows, instances.read_known(data / instances.KNOWN_FILE), {}))
    return 0 if complete else 1


def run_compare(options: argparse.Namespace) -> int:
    """Exit status 0 when every run of the plan has its row and is valid, else 1."""
    with tempfile.TemporaryDirectory() as folder:
        if options.presets:
            files: Mapping[str, Path] = compare.universities(options.presets, Path(folder))
        else:
            files = _found(options, _given_data(options))
        rows, complete = _made(options, files, options.solvers)
    text = compare.markdown(rows, options.solvers)
    if options.write:
        write_bytes(Path(options.write), text.encode())
    print(text)
    return 0 if complete else 1


def run_growth(options: argparse.Namespace) -> int:
    """Exit status 0 when every run of the plan has its row and is valid, else 1."""
    with tempfile.TemporaryDirectory() as folder:
        files = compare.universities(options.presets, Path(folder))
        rows, complete = _made(options, files, [AUTO])
    picture = Path(options.write or "growth.md").with_suffix(".svg")
    text = growth.markdown(rows, picture.name)
    if options.write:
        write_bytes(picture, growth.plot(rows).encode())
        write_bytes(Path(options.write), text.encode())
    print(text)
    return 0 if complete else 1


def _given_data(options: argparse.Namespace) -> Path:
    data = _data(options.data)
    if data is None:
        raise ProblemError("no_data", f"name a folder with --data or {DATA}", "bench")
    return data


def _found(options: argparse.Namespace, data: Path) -> Mapping[str, Path]:
    return instances.find(data, [name for name in options.instances.split(",") if name])


def _made(
    options: argparse.Namespace, problems: Mapping[str, Path], solvers: Sequence[str]
) -> tuple[list[Row], bool]:
    """The rows of all runs, those that were missing made now; whether all are valid."""
    file, engine = Path(options.results), results.engine_hash()
    plan = [
        quality.Run(name, path, seed, options.time_limit, options.threads, solver)
        for seed in range(1, options.seeds + 1)
        for name, path in problems.items()
        for solver in solvers
    ]
    left = quality.missing(plan, results.read(file), engine)
    cores = _cores(options.cores)
    print(
        f"{len(plan)} runs, {len(plan) - len(left)} of them made already; "
        f"cores {','.join(map(str, cores))}",
        file=sys.stderr,
    )
    quality.run_all(left, file, cores, _tell)
    keys = {run.key(engine) for run in plan}
    rows = [row for row in results.read(file) if results.key(row) in keys]
    return rows, len(rows) == len(plan) and all(row["hard"] == 0 for row in rows)


def run_speed(options: argparse.Namespace) -> int:
    """Exit status 0."""
    from horarium.bench import speed

    baseline = Path(options.baseline) if options.baseline else None
    if options.write and baseline is None:
        raise ProblemError("no_baseline", "--write needs --baseline", "bench")
    speeds = {name: speed.measure(make()) for name, make in speed.FAMILIES.items()}
    print(speed.table(speeds, speed.read_baseline(baseline) if baseline else {}))
    if options.write and baseline is not None:
        speed.write_baseline(baseline, speeds)
    return 0


def run_gpu(options: argparse.Namespace) -> int:
    """Exit status 0; 1 where there is no usable card, which a line then says."""
    from horarium.bench import gpu
    from horarium.gpu.card import GpuError

    try:
        report = gpu.measure(
            options.problems, options.time_limit, options.seeds, options.rounds
        )
    except GpuError as error:
        print(f"horarium: gpu: {error}", file=sys.stderr)
        return 1
    print(gpu.table(report))
    if options.write:
        gpu.write(Path(options.write), report)
    return 0


def run_questions(options: argparse.Namespace) -> int:
    """Exit status 0."""
    from horarium.bench import questions
    from horarium.university import generate

    found = questions.measure(
        generate(options.preset, seed=1),
        calls=options.calls,
        seconds=options.time_limit,
        searching=not options.alone,
    )
    print(questions.table(found))
    if options.write:
        about = {"preset": options.preset, "calls": options.calls, "alone": options.alone}
        questions.write(Path(options.write), found, about)
    return 0


def run_resolving(options: argparse.Namespace) -> int:
    """Exit status 0 when every timetable is valid, or proved to be impossible, else 1."""
    from horarium.bench import resolving
    from horarium.university import generate

    found = resolving.measure(
        generate(options.preset, seed=1),
        seconds=options.first,
        limit=options.time_limit,
        losses=options.losses,
        threads=options.threads,
    )
    about = (
        f"{options.preset}, seed 1, searched for {options.first:g} s; then "
        f"{options.time_limit:g} s for each change, reading and writing included."
    )
    text = resolving.markdown(found, about)
    if options.write:
        write_bytes(Path(options.write), text.encode())
    print(text)
    return 0 if all(row["hard"] == 0 or row["impossible"] for row in found) else 1


def run_report(options: argparse.Namespace) -> int:
    """Exit status 0 when the files are written."""
    rows = results.newest_engine(results.read(Path(options.results)))
    rows = [row for row in rows if row["solver"] == AUTO]
    if not rows:
        raise ProblemError("no_results", "has no results", options.results)
    data = _data(options.data)
    if data is None:
        hint = f"name the folder of the instances with --data or {DATA}"
        print(f"horarium: no published figures to compare with: {hint}", file=sys.stderr)
    known = instances.read_known(data / instances.KNOWN_FILE) if data else {}
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for (limit, threads), group in report.groups(rows).items():
        name = f"curves-{limit:g}s-{threads}t.svg"
        pictures[limit, threads] = name
        write_bytes(folder / name, plot.curves(group, known).encode())
    write_bytes(folder / "results.md", report.markdown(rows, known, pictures).encode())
    print(folder / "results.md")
    return 0


def _data(given: str | None) -> Path | None:
    folder = given or os.environ.get(DATA)
    return Path(folder) if folder else None


def _cores(given: str) -> list[int]:
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
    if not given:
        return usable
    try:
        cores = [int(core) for core in given.split(",")]
    except ValueError:
        cores = []
    if not cores or not set(cores) <= set(usable):
        names = ",".join(map(str, usable))
        raise ProblemError("bad_cores", f"cores must be some of {names}", "bench")
    return cores


def _tell(row: Row) -> None:
    """One line for each run as it ends."""
    cost = row["error"] or (row["total"] if row["hard"] == 0 else f"hard {row['hard']}")
    solver = "" if row["solver"] == AUTO else f" {row['solver']}"
    print(
        f"{row['instance']:<20}{solver} seed {row['seed']:<3} {row['seconds']:>7.1f} s  {cost}",
        file=sys.stderr,
        flush=True,
    )
