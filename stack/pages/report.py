"""From what Chromium measured to the committed report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from stack import measuring

MUST = {"paint_ms": 3000, "interaction_ms": 200, "script_kb": 400}
AIM = {measure: limit / 2 for measure, limit in MUST.items()}
NAMES = {
    "paint_ms": "largest contentful paint",
    "interaction_ms": "from input to the next paint",
    "script_kb": "first-load script, gzipped",
}


@dataclass(frozen=True)
class Page:
    """Milliseconds, and kilobytes gzipped. `paint_ms` is the median of cold loads."""

    name: str
    path: str
    role: str
    paint_ms: float
    script_kb: float
    """Of the scripts that the document names."""
    later_kb: float
    """Of those fetched while the page rests."""
    interactions: Mapping[str, float]

    @property
    def interaction_ms(self) -> float:
        return max(self.interactions.values(), default=0.0)


def read(file: Path) -> list[Page]:
    return [Page(**page) for page in json.loads(file.read_text())]


def write(folder: Path, pages: Sequence[Page], preset: str) -> bool:
    """`web.json` and `web.md`; True where every page holds every bar that is a must."""
    worst = {measure: max(getattr(page, measure) for page in pages) for measure in MUST}
    bars = {
        measure: {
            "worst": worst[measure],
            "must": MUST[measure],
            "must_held": worst[measure] < MUST[measure],
            "aim": AIM[measure],
            "aim_held": worst[measure] < AIM[measure],
        }
        for measure in MUST
    }
    machine = measuring.machine()
    document = {
        "at": measuring.now(),
        "commit": measuring.commit(),
        "machine": machine,
        "data": preset,
        "bars": bars,
        "pages": [asdict(page) for page in pages],
    }
    folder.joinpath("web.json").write_text(json.dumps(document, indent=2) + "\n")
    lines = [
        "# The pages",
        "",
        f"Written by `make pages` at commit {document['commit']}: the production build with",
        f"the data of `horarium generate --preset {preset}` and a published timetable, in",
        f"headless Chromium beside all servers on {machine['cores']} cores"
        f" ({machine['processor']}).",
        "Paint: the median of three loads without a cache. Interactions: the longest event",
        "of each, by Event Timing. Script: what the document names; later: what is fetched",
        "at rest.",
        "",
        "| measure | worst page | must | | aim | |",
        "| --- | ---: | ---: | --- | ---: | --- |",
        *(
            f"| {NAMES[measure]} | {bar['worst']:.0f} {_unit(measure)} "
            f"| {bar['must']:.0f} | {_verdict(bar['must_held'])} "
            f"| {bar['aim']:.0f} | {_verdict(bar['aim_held'])} |"
            for measure, bar in bars.items()
        ),
        "",
        "| page | as | paint, ms | script, kB | later, kB | interactions, ms |",
        "| --- | --- | ---: | ---: | ---: | --- |",
        *(
            f"| {page.name} | {page.role} | {page.paint_ms:.0f} | {page.script_kb:.0f} "
            f"| {page.later_kb:.0f} | "
            f"{', '.join(f'{name} {value:.0f}' for name, value in page.interactions.items())} |"
            for page in pages
        ),
        "",
    ]
    folder.joinpath("web.md").write_text("\n".join(lines))
    return all(bar["must_held"] for bar in bars.values())


def _unit(measure: str) -> str:
    return measure.rsplit("_", 1)[1].replace("kb", "kB")


def _verdict(held: object) -> str:
    return "HELD" if held else "NOT HELD"
