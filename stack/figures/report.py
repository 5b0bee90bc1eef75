"""From figures to the committed report."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from stack import measuring


@dataclass(frozen=True)
class Figure:
    """What was measured, and the most that it may be; `must` where no less will do.

    `about` says of how many it is, and what else one should know.
    """

    what: str
    value: float
    unit: str
    bar: float
    must: bool
    about: str

    @property
    def held(self) -> bool:
        return self.value <= self.bar


def of_times(
    what: str, seconds: Sequence[float], *, share: int, bar: float, must: bool
) -> Figure:
    """A percentile of times, in milliseconds as the bar is."""
    ms = [1000 * each for each in seconds]
    median, most = measuring.percentile(ms, 50), max(ms)
    about = f"{len(ms)} measured; p50 {median:.0f} ms, most {most:.0f} ms"
    value = round(measuring.percentile(ms, share), 1)
    return Figure(f"{what}, p{share}", value, "ms", bar, must, about)


def write(folder: Path, figures: Sequence[Figure]) -> bool:
    """`jobs.json` and `jobs.md`; True where every bar is held that must be."""
    machine = measuring.machine()
    about = {"at": measuring.now(), "commit": measuring.commit(), "machine": machine}
    rows = [{**asdict(figure), "held": figure.held} for figure in figures]
    document = {**about, "figures": rows}
    folder.joinpath("jobs.json").write_text(json.dumps(document, indent=2) + "\n")
    load = ", ".join(str(each) for each in machine["load"])
    lines = [
        "# Jobs: how fast they are served",
        "",
        "Written by `make figures`: the whole product on one machine, with the yardstick's",
        f"data. {about['at']}, commit {about['commit']}; {machine['cores']} of the cores of",
        f"{machine['processor']}, load {load} at the end.",
        "",
        "| what | measured | bar | | of what |",
        "| --- | ---: | ---: | --- | --- |",
        *(_row(figure) for figure in figures),
        "",
    ]
    folder.joinpath("jobs.md").write_text("\n".join(lines))
    return all(figure.held for figure in figures if figure.must)


def _row(figure: Figure) -> str:
    kind = "must" if figure.must else "aim"
    unit = f" {figure.unit}".rstrip()
    held = "HELD" if figure.held else "NOT HELD"
    measured, bar = f"{figure.value:g}{unit}", f"{kind}: {figure.bar:g}{unit}"
    return f"| {figure.what} | {measured} | {bar} | {held} | {figure.about} |"
