"""Curves of cost over time, one panel an instance, as an SVG without any library."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

from horarium.bench.instances import BEST_KNOWN, Known
from horarium.bench.results import Row

COLUMNS, WIDTH, HEIGHT, MARGIN = 4, 260, 170, 34
COLOURS = ("#2563eb", "#ea580c", "#16a34a", "#9333ea", "#64748b")


def curves(instances: Mapping[str, Sequence[Row]], known: Known) -> str:
    """Each run a line, time logarithmic from the first valid timetable on.

    A dashed line is the best known cost.
    """
    rows = -(-len(instances) // COLUMNS)
    width, height = COLUMNS * WIDTH, max(1, rows) * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="10">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for at, (name, runs) in enumerate(instances.items()):
        x, y = at % COLUMNS * WIDTH, at // COLUMNS * HEIGHT
        best = known.get(name, {}).get(BEST_KNOWN)
        parts.append(f'<g transform="translate({x} {y})">{_panel(name, runs, best)}</g>')
    return "\n".join([*parts, "</svg>", ""])


def _panel(name: str, runs: Sequence[Row], best: float | None) -> str:
    lines = [_valid(run) for run in runs]
    points = [point for line in lines for point in line]
    middle = f'x="{WIDTH / 2}" y="14" text-anchor="middle"'
    title = f'<text {middle} font-size="12">{escape(name)}</text>'
    if not points:
        return title + f'<text x="{MARGIN}" y="60">no valid timetable</text>'
    limit = max(run["time_limit"] for run in runs)
    first = max(0.05, min(seconds for seconds, _ in points))
    low = min(cost for _, cost in points) if best is None else best
    low, high = min(low, *(cost for _, cost in points)), max(cost for _, cost in points)
    high = max(high, low + 1)

    def place(seconds: float, cost: float) -> tuple[float, float]:
        along = log10(max(seconds, first) / first) / max(log10(limit / first), 1e-9)
        # The root spreads the last improvements out, where the first are so much larger.
        up = ((cost - low) / (high - low)) ** 0.5
        return (
            round(MARGIN + along * (WIDTH - MARGIN - 12), 1),
            round(HEIGHT - 24 - up * (HEIGHT - 48), 1),
        )

    left, bottom = place(first, low)
    right, top = place(limit, high)
    drawn = [
        title,
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#94a3b8"/>',
        _label(left - 4, top + 4, "end", f"{high:g}"),
        _label(left - 4, bottom, "end", f"{low:g}"),
        _label(left, bottom + 13, "start", f"{first:.1f} s"),
        _label(right, bottom + 13, "end", f"{limit:g} s"),
    ]
    if best is not None:
        level = place(first, best)[1]
        drawn.append(
            f'<path d="M{left} {level}H{right}" stroke="#dc2626" stroke-dasharray="4 3"/>'
        )
    for number, line in enumerate(lines):
        path, last = "", None
        for seconds, cost in line:
            across, down = place(seconds, cost)
            path += f"H{across}V{down}" if last else f"M{across} {down}"
            last = cost
        if path:
            colour = COLOURS[number % len(COLOURS)]
            drawn.append(f'<path d="{path}H{right}" fill="none" stroke="{colour}"/>')
    return "".join(drawn)


def _valid(run: Row) -> list[tuple[float, float]]:
    """The points of a run's curve without hard violations."""
    return [(seconds, cost) for seconds, hard, cost in run["curve"] if hard == 0]


def _label(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#475569">{text}</text>'
