"""`python -m stack.pages`: how fast the pages are, on free ports.

Makes the yardstick's university, starts the whole product on it, has a timetable of it
generated and published, lets Chromium look at the key pages (web/figures), and writes
docs/benchmarks/web.md and web.json.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from stack import parts
from stack.checks import port_variable
from stack.configuration import PORTS, Configuration, configure
from stack.pages import report
from stack.process import ROOT, free_port
from stack.supervisor import Supervisor, say

PATIENCE = 1800
"""Seconds to wait for the timetable: a busy machine takes long to read so much data."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.pages", description=__doc__)
    parser.add_argument("--preset", default="yardstick")
    parser.add_argument("--seconds", type=int, default=120, help="to search for the timetable")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks")
    asked = parser.parse_args(arguments)
    data = Path(tempfile.mkdtemp(prefix="horarium-pages-"))
    data.chmod(0o711)
    held = False

    def measure(results: Mapping[str, str]) -> None:
        nonlocal held
        _publish(configuration, asked.seconds)
        found = _look(configuration, json.loads(results[parts.DEMO]), data / "figures.json")
        held = report.write(asked.output, found, asked.preset)
        say("pages", f"{'held' if held else 'NOT HELD'}: see {asked.output / 'web.md'}")
        os.kill(os.getpid(), signal.SIGINT)

    try:
        ports = {port_variable(part): str(free_port()) for part in PORTS}
        address = f"http://localhost:{ports[port_variable('web')]}"
        configuration = configure(
            {"HORARIUM_DATA": str(data), "HORARIUM_WEB_URL": address, **ports}
        )
        university = data / "university.json.gz"
        command = ["horarium.cli", "generate", "--preset", asked.preset, str(university)]
        subprocess.run([sys.executable, "-m", *command], check=True)
        plan = parts.everything(configuration, week=False, university=university)
        failed = Supervisor(plan, configuration.logs).run(measure)
        return failed or int(not held)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _publish(configuration: Configuration, seconds: int) -> None:
    """A timetable for the grid and everybody's week, searched for as long as that."""
    say("pages", f"a timetable is searched for, {seconds} s at first")
    command = ["manage.py", "prepare_demo", "--variants", "1", "--time-budget", str(seconds)]
    command += ["--patience", str(PATIENCE)]
    subprocess.run(
        [sys.executable, *command],
        cwd=parts.SERVER,
        env={**os.environ, **configuration.environment},
        check=True,
    )


def _look(
    configuration: Configuration, logins: Sequence[Mapping[str, str]], file: Path
) -> list[report.Page]:
    password = configuration.environment["HORARIUM_DEMO_PASSWORD"]
    passwords = {login["role"]: (login["email"], password) for login in logins}
    subprocess.run(
        ["npx", "playwright", "test", "--config", "playwright.figures.config.ts"],
        cwd=parts.WEB,
        env={
            **os.environ,
            "HORARIUM_WEB_URL": configuration.environment["HORARIUM_WEB_URL"],
            "HORARIUM_LOGINS": json.dumps(passwords),
            "HORARIUM_FIGURES": str(file),
        },
        check=True,
    )
    return report.read(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
