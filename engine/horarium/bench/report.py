"""A benchmark's rows as Markdown: a table for each time limit, the losses not left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

from horarium.bench.instances import BEST_KNOWN, Known
from horarium.bench.results import Row

Group = tuple[float, int]
"""Time limit and threads."""


def groups(rows: Sequence[Row]) -> Mapping[Group, Mapping[str, list[Row]]]:
    """The rows of each instance, by time limit and threads."""
    grouped: dict[Group, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: (row["instance"], row["seed"])):
        grouped[row["time_limit"], row["threads"]][row["instance"]].append(row)
    return dict(sorted(grouped.items()))


def markdown(rows: Sequence[Row], known: Known, pictures: Mapping[Group, str]) -> str:
    """The whole report; `pictures` names the file of each group's curves."""
    lines = ["# Results", ""]
    for (limit, threads), instances in groups(rows).items():
        many = "one thread" if threads == 1 else f"{threads} threads"
        lines += [f"## {limit:g} s, {many}", ""]
        columns = _columns(known, instances)
        lines += [*_table(instances, known, columns), ""]
        lines += [*_losses(instances, known, columns), ""]
        if picture := pictures.get((limit, threads)):
            lines += [f"![Cost over time]({picture})", ""]
    return "\n".join([*lines, *origin(rows), ""])


def _columns(known: Known, instances: Iterable[str]) -> list[str]:
    """Figures that others reached on any of the instances, in the file's order."""
    found = dict.fromkeys(column for name in instances for column in known.get(name, {}))
    return [column for column in found if column not in (BEST_KNOWN, "lower_bound")]


def _table(
    instances: Mapping[str, list[Row]], known: Known, columns: Sequence[str]
) -> Iterator[str]:
    heads = ["instance", "runs", "mean", "best", "worst", "first valid (s)", "memory (MB)"]
    heads += ["best known", "gap", *(column.replace("_", " ") for column in columns)]
    yield line(heads)
    yield line(["---", *["---:"] * (len(heads) - 1)])
    for name, rows in instances.items():
        figures = known.get(name, {})
        mean = mean_of(rows)
        valid = [row["total"] or 0 for row in rows if _is_valid(row)]
        first = [row["first_feasible_seconds"] for row in rows if _is_valid(row)]
        best = figures.get(BEST_KNOWN)
        yield line(
            [
                name,
                len(rows),
                _invalid(rows) if mean is None else _number(mean),
                min(valid, default="-"),
                max(valid, default="-"),
                _number(max((each for each in first if each is not None), default=None)),
                max(row["memory_mb"] for row in rows),
                _number(best),
                _against(mean, best),
                *(_other(mean, figures.get(column)) for column in columns),
            ]
        )


def _losses(
    instances: Mapping[str, list[Row]], known: Known, columns: Sequence[str]
) -> Iterator[str]:
    """On how many instances the mean is at or below each figure, and where it is not."""
    for column in (BEST_KNOWN, *columns):
        pairs = [
            (name, mean_of(rows), known.get(name, {}).get(column))
            for name, rows in instances.items()
        ]
        behind = [name for name, mean, bar in pairs if bar is not None and _loses(mean, bar)]
        total = sum(bar is not None for _, _, bar in pairs)
        if total:
            where = f"; above on {', '.join(behind)}" if behind else ""
            title = column.replace("_", " ")
            yield f"- at or below *{title}* on {total - len(behind)} of {total}{where}"


def origin(rows: Sequence[Row]) -> Iterator[str]:
    """What the rows were made with and on."""
    yield "## Made with"
    yield ""
    seen = dict.fromkeys(
        (row["version"], row["commit"], row["engine"], tuple(row["machine"].items()))
        for row in rows
    )
    for version, commit, engine, machine in seen:
        facts = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in machine)
        yield f"- engine {version}, commit {commit or 'unknown'}, sources {engine}; {facts}"
    if rows:
        moments = [row["at"] for row in rows]
        yield f"- runs from {min(moments)} to {max(moments)}"


def cost_of(row: Row) -> float:
    """The cost of a run; infinite unless its timetable is valid."""
    return float(row["total"] or 0) if _is_valid(row) else float("inf")


def mean_of(rows: Sequence[Row]) -> float | None:
    """The mean cost; None unless every run gave a valid timetable."""
    if not rows or not all(map(_is_valid, rows)):
        return None
    return fmean(row["total"] or 0 for row in rows)


def _is_valid(row: Row) -> bool:
    return row["total"] is not None and row["hard"] == 0


def _invalid(rows: Sequence[Row]) -> str:
    return f"**{sum(not _is_valid(row) for row in rows)} not valid**"


def _loses(mean: float | None, bar: float) -> bool:
    return mean is None or mean > bar


def _other(mean: float | None, bar: float | None) -> str:
    """Somebody's figure, and in bold where ours is above it."""
    if bar is None:
        return ""
    text = f"{_number(bar)} ({_against(mean, bar)})"
    return f"**{text}**" if _loses(mean, bar) else text


def _against(mean: float | None, bar: float | None) -> str:
    """How far the mean is above (+) or below (-) a figure."""
    if mean is None or bar is None:
        return "-"
    if mean == bar:
        return "="
    return f"{(mean - bar) / bar:+.1%}" if bar else f"{mean - bar:+.1f}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 1):g}" if value < 1e5 else f"{value:.0f}"


def line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
