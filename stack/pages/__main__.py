"""`python -m stack.pages`: how fast the pages are, on free ports.

Makes the yardstick's university, starts the whole product on it, has a timetable of it
generated and published, lets Chromium look at the key pages (web/figures), and writes
docs/benchmarks/web.md and web.json.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from stack import parts
from stack.pages import report
from stack.process import ROOT
from stack.supervisor import say
from stack.testing.jobs import generate
from stack.testing.product import Product, running_product

PATIENCE = 1800
"""Seconds to wait for the timetable: a busy machine takes long to read so much data."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.pages", description=__doc__)
    parser.add_argument("--preset", default="yardstick")
    parser.add_argument("--seconds", type=int, default=120, help="to search for the timetable")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="horarium-pages-") as folder:
        university = Path(folder) / "university.json.gz"
        generate(university, "--preset", asked.preset)
        with running_product("--no-demo-week", "--university", str(university)) as product:
            _publish(product, asked.seconds)
            found = _look(product, Path(folder) / "figures.json")
    held = report.write(asked.output, found, asked.preset)
    say("pages", f"{'held' if held else 'NOT HELD'}: see {asked.output / 'web.md'}")
    return int(not held)


def _publish(product: Product, seconds: int) -> None:
    """A timetable for the grid and everybody's week, searched for as long as that."""
    say("pages", f"a timetable is searched for, {seconds} s at first")
    command = ["manage.py", "prepare_demo", "--variants", "1", "--time-budget", str(seconds)]
    command += ["--patience", str(PATIENCE)]
    subprocess.run(
        [sys.executable, *command],
        cwd=parts.SERVER,
        env={**os.environ, **product.environment},
        check=True,
    )


def _look(product: Product, file: Path) -> list[report.Page]:
    subprocess.run(
        ["npx", "playwright", "test", "--config", "playwright.figures.config.ts"],
        cwd=parts.WEB,
        env={
            **os.environ,
            "HORARIUM_WEB_URL": product.url,
            "HORARIUM_LOGINS": json.dumps(product.logins),
            "HORARIUM_FIGURES": str(file),
        },
        check=True,
    )
    return report.read(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
