"""Growth: how time to a first valid timetable and memory rise with the university's size."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log
from statistics import median
from typing import NamedTuple

from horarium.bench.report import line, origin
from horarium.bench.results import Row
from horarium.university.presets import PRESETS

SIZES = ("yardstick-quarter", "yardstick", "yardstick-double", "purdue")
"""The presets that are compared, the smallest first."""

WIDTH, HEIGHT, MARGIN = 380, 230, 56


class Point(NamedTuple):
    """A preset: its enrolments, and medians over the seeds of its runs."""

    preset: str
    enrolments: int
    seconds: float
    megabytes: float


def points(rows: Sequence[Row]) -> list[Point]:
    """Of the presets all of whose runs found a valid timetable, the smallest first."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["instance"], []).append(row)
    found = []
    for name, own in grouped.items():
        seconds = [row["first_feasible_seconds"] for row in own]
        known = [each for each in seconds if each is not None]
        if len(known) == len(own):
            memory = median(row["memory_mb"] for row in own)
            found.append(Point(name, PRESETS[name].enrolments, median(known), memory))
    return sorted(found, key=lambda point: point.enrolments)


def allowed(first: float, smallest: int, enrolments: int) -> float:
    """What n log n makes of the smallest one's figure."""
    return first * enrolments * log(enrolments) / (smallest * log(smallest))


def markdown(rows: Sequence[Row], picture: str) -> str:
    """The figures beside what n log n allows, from the smallest preset on."""
    found = points(rows)
    heads = ["preset", "enrolments", "first valid (s)", "n log n", "memory (MB)", "n log n"]
    table = [line(heads), line(["---", *["---:"] * (len(heads) - 1)])]
    for point in found:
        small = found[0]
        cells: list[object] = [point.preset, f"{point.enrolments:,}"]
        for own, first in (
            (point.seconds, small.seconds),
            (point.megabytes, small.megabytes),
        ):
            most = allowed(first, small.enrolments, point.enrolments)
            cells += [_bold(f"{own:.1f}", round(own, 1) > round(most, 1)), f"{most:.1f}"]
        table.append(line(cells))
    missing = sorted({row["instance"] for row in rows} - {point.preset for point in found})
    lines = ["# Growth", "", *table, ""]
    if missing:
        lines += [f"**Not valid in time: {', '.join(missing)}.**", ""]
    return "\n".join([*lines, f"![Growth]({picture})", "", *origin(rows), ""])


def _bold(text: str, loses: bool) -> str:
    return f"**{text}**" if loses else text


def plot(rows: Sequence[Row]) -> str:
    """Both figures over the enrolments, beside the curve of n log n, as an SVG."""
    found = points(rows)
    panels = (
        ("first valid timetable, s", {p.enrolments: p.seconds for p in found}),
        ("memory, MB", {p.enrolments: p.megabytes for p in found}),
    )
    names = {p.enrolments: p.preset for p in found}
    drawn = [
        f'<g transform="translate({at * WIDTH} 0)">{_panel(title, figures, names)}</g>'
        for at, (title, figures) in enumerate(panels)
        if figures
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT}" '
        f'width="{2 * WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="11">\n'
        f'<rect width="{2 * WIDTH}" height="{HEIGHT}" fill="white"/>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _panel(title: str, figures: Mapping[int, float], names: Mapping[int, str]) -> str:
    sizes = sorted(figures)
    curve = {n: allowed(figures[sizes[0]], sizes[0], n) for n in sizes}
    high = max(*figures.values(), *curve.values(), 1e-9)

    def place(n: float, figure: float) -> str:
        x = MARGIN + n / sizes[-1] * (WIDTH - MARGIN - 40)
        return f"{x:.1f} {HEIGHT - 40 - figure / high * (HEIGHT - 80):.1f}"

    def path(values: Mapping[int, float]) -> str:
        return "M" + "L".join(place(n, values[n]) for n in sizes)

    parts = [
        f'<text x="{WIDTH / 2}" y="18" text-anchor="middle" font-size="13">{title}</text>',
        f'<path d="M{MARGIN} 40V{HEIGHT - 40}H{WIDTH - 20}" fill="none" stroke="#94a3b8"/>',
        f'<text x="{MARGIN - 6}" y="44" text-anchor="end" fill="#475569">{high:.0f}</text>',
        f'<path d="{path(curve)}" fill="none" stroke="#dc2626" stroke-dasharray="4 3"/>',
        f'<path d="{path(figures)}" fill="none" stroke="#2563eb" stroke-width="2"/>',
        f'<text x="{WIDTH - 20}" y="{HEIGHT - 8}" text-anchor="end" fill="#475569">'
        "enrolments; dashed: n log n</text>",
    ]
    for n in sizes:
        x, y = place(n, figures[n]).split()
        name = escape(names[n])
        parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="#2563eb"/>')
        parts.append(
            f'<text x="{x}" y="{HEIGHT - 26}" text-anchor="middle" fill="#475569">{name}</text>'
        )
    return "".join(parts)
