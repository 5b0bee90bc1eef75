"""`python -m stack.soak --seed 1 --jobs 200 --kills 60`: starts what it needs, and counts."""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from stack.soak.plan import plan
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
    with tempfile.TemporaryDirectory(prefix="horarium-soak-") as folder:
        problem = Path(folder) / "university.xml"
        size = ["--classes", str(CLASSES), "--students", str(STUDENTS)]
        generate(problem, *size, "--seed", str(given.seed))
        with running_product("--no-demo-week") as product:
            say("soak", f"{product.url}: {given.jobs} jobs, {given.kills} kills")
            began = time.monotonic()
            soak = Soak(product, wanted, problem)
            soak.run()
            seconds = round(time.monotonic() - began)
            counted = soak.count(Path(folder))
    report = {
        "jobs": given.jobs,
        "kills": len(soak.killed),
        **counted,
        "seconds": seconds,
        "seed": given.seed,
        "emptied": soak.emptied,
        "by_kind": dict(sorted(Counter(soak.killed).items())),
    }
    print(json.dumps(report), flush=True)
    return int(any(counted.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
