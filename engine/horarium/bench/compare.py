"""Solvers beside each other: the same problems, the same seeds, the same time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from horarium.bench.report import cost_of, line, origin
from horarium.bench.results import Row
from horarium.formats import write_problem


def universities(presets: Sequence[str], folder: Path) -> dict[str, Path]:
    """Files of universities that are made, each from seed 1, by the preset's name."""
    from horarium.university import generate

    files = {name: folder / f"{name}.json.gz" for name in presets}
    for name, file in files.items():
        write_problem(generate(name, seed=1), file)
    return files


def markdown(rows: Sequence[Row], solvers: Sequence[str]) -> str:
    """Each solver against the first one: medians, and on how many seeds it is better.

    A timetable that is not valid is worse than any other.
    """
    lines = ["# Solvers", ""]
    groups: dict[tuple[float, int], dict[str, list[Row]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        groups[row["time_limit"], row["threads"]][row["instance"]].append(row)
    for (limit, threads), instances in sorted(groups.items()):
        many = "one thread" if threads == 1 else f"{threads} threads"
        lines += [f"## {limit:g} s, {many}", "", *_table(instances, solvers), ""]
    return "\n".join([*lines, *origin(rows), ""])


def _table(instances: Mapping[str, list[Row]], solvers: Sequence[str]) -> Iterator[str]:
    heads = ["instance", "solver", "runs", "valid", "median", "best", "worst"]
    heads += [f"better than {solvers[0]}", "first valid (s)", "memory (MB)"]
    yield line(heads)
    yield line(["---", "---", *["---:"] * (len(heads) - 2)])
    for instance, rows in instances.items():
        costs = {
            solver: {row["seed"]: cost_of(row) for row in rows if row["solver"] == solver}
            for solver in solvers
        }
        for solver in solvers:
            own = [row for row in rows if row["solver"] == solver]
            if own:
                yield line([instance, solver, *_figures(own, costs[solver], costs[solvers[0]])])


def _figures(
    rows: Sequence[Row], costs: Mapping[int, float], first: Mapping[int, float]
) -> list[str]:
    valid = sorted(cost for cost in costs.values() if cost < float("inf"))
    begun = [row["first_feasible_seconds"] for row in rows]
    middle = median(costs.values())
    paired = [(costs[seed], first[seed]) for seed in costs if seed in first]
    better, differing = sum(a < b for a, b in paired), sum(a != b for a, b in paired)
    return [
        str(len(rows)),
        str(len(valid)),
        "not valid" if middle == float("inf") else f"{middle:g}",
        f"{valid[0]:g}" if valid else "-",
        f"{valid[-1]:g}" if valid else "-",
        "-" if costs is first else f"{better} of {differing}",
        f"{max((each for each in begun if each is not None), default=0):.1f}",
        str(max(row["memory_mb"] for row in rows)),
    ]
