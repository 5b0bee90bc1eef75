"""`python -m stack.soak --seed 1 --jobs 200 --kills 60`: starts what it needs, and counts."""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from stack.soak.plan import Plan, plan
from stack.soak.run import Soak
from stack.supervisor import say
from stack.testing.jobs import generate
from stack.testing.product import running_product

CLASSES, STUDENTS = 40, 150
"""Size of the university that is timetabled: small, but not solved in a moment."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.soak", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--kills", type=int, default=60)
    given = parser.parse_args(arguments)
    wanted = plan(given.seed, given.jobs, given.kills)
    try:
        report = _report(wanted, given.seed)
    except (AssertionError, OSError, httpx.HTTPError) as error:
        report = {"failed": f"{type(error).__name__}: {error}"}
    print(json.dumps(report), flush=True)
    bad = [report.get(name) for name in ("failed", "lost", "twice", "stuck", "wrong")]
    return int(any(bad) or len(wanted.kills) > report["kills"])


def _report(wanted: Plan, seed: int) -> dict[str, Any]:
    """What became of the jobs of one soak."""
    with tempfile.TemporaryDirectory(prefix="horarium-soak-") as folder:
        problem = Path(folder) / "university.xml"
        size = ["--classes", str(CLASSES), "--students", str(STUDENTS)]
        generate(problem, *size, "--seed", str(seed))
        with running_product("--no-demo-week") as product, _logs_kept(product.data):
            say("soak", f"{product.url}: {len(wanted.jobs)} jobs, {len(wanted.kills)} kills")
            began = time.monotonic()
            soak = Soak(product, wanted, problem)
            soak.run()
            seconds = round(time.monotonic() - began)
            for job in soak.stuck():
                say("soak", f"stuck: {json.dumps(job)}")
            counted = soak.count(Path(folder))
    return {
        "jobs": len(wanted.jobs),
        "kills": len(soak.killed),
        **counted,
        "seconds": seconds,
        "seed": seed,
        "emptied": soak.emptied,
        "by_kind": dict(sorted(Counter(soak.killed).items())),
    }


@contextmanager
def _logs_kept(data: Path) -> Iterator[None]:
    """What the parts said would go with the product."""
    try:
        yield
    finally:
        kept = Path(tempfile.mkdtemp(prefix="horarium-soak-logs-"))
        shutil.copytree(data / "logs", kept, dirs_exist_ok=True)
        shutil.copy(data / "terminal.txt", kept)
        say("soak", f"logs are kept in {kept}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
