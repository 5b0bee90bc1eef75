"""From locust's table to the committed report."""

import csv
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

TOTAL = "Aggregated"
LIMIT_MS = 200
"""The 95th percentile of all requests stays below it."""


@dataclass(frozen=True)
class Row:
    """Milliseconds; `name` is a method with its route."""

    name: str
    requests: int
    failures: int
    p50: float
    p95: float
    p99: float


def read(table: Path) -> list[Row]:
    """Every row of `…_stats.csv`, the total last."""
    with table.open(newline="") as file:
        return [
            Row(
                name=row["Name"],
                requests=int(row["Request Count"]),
                failures=int(row["Failure Count"]),
                **{f"p{n}": float(row[f"{n}%"]) for n in (50, 95, 99)},
            )
            for row in csv.DictReader(file)
        ]


def write(folder: Path, rows: list[Row], facts: Mapping[str, float]) -> bool:
    """`api.json` and `api.md`; True where the bar is held."""
    total = next(row for row in rows if row.name == TOTAL)
    holds = total.failures == 0 and total.p95 < LIMIT_MS
    machine = {"processor": processor(), "cores": os.cpu_count(), "system": platform.system()}
    document = {"machine": machine, "facts": dict(facts), "rows": [asdict(row) for row in rows]}
    folder.joinpath("api.json").write_text(json.dumps(document, indent=2) + "\n")
    cells = [
        (
            row.name,
            row.requests,
            row.failures,
            f"{row.p50:.0f}",
            f"{row.p95:.0f}",
            f"{row.p99:.0f}",
        )
        for row in sorted(rows, key=lambda row: (row.name == TOTAL, row.name))
    ]
    bar = f"95 % of all under {LIMIT_MS} ms, no failure"
    lines = [
        "# The API under load",
        "",
        "Written by `make load`: 19,072 students with 130,000 enrolments, 2,494 classes; the",
        "registrars', heads' and students' requests of `stack/load/locustfile.py`, list pages",
        f"above all, on {machine['cores']} cores ({machine['processor']}).",
        "",
        *(f"- {name}: {value:g}" for name, value in facts.items()),
        f"- {'held' if holds else 'NOT HELD'}: {bar}",
        "",
        "| request | number | failures | p50, ms | p95 | p99 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {' | '.join(str(cell) for cell in row)} |" for row in cells),
        "",
    ]
    folder.joinpath("api.md").write_text("\n".join(lines))
    return holds


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), "?")
