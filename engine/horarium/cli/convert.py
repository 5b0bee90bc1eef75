"""`horarium convert`: a problem in another format, and a list of what that cannot hold."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from horarium.cli.options import Commands
from horarium.formats import Loss, read_problem, write_problem
from horarium.formats.files import write_bytes


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "convert",
        help="write a problem in another format",
        description=__doc__,
        allow_abbrev=False,
    )
    parser.add_argument("input", metavar="INPUT")
    parser.add_argument("output", metavar="OUTPUT", help="ends in .json, .xml or .ctt (.gz)")
    parser.add_argument("--report", metavar="FILE", help="one line of JSON for each loss")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0; what was lost is no error, but is said."""
    losses = write_problem(read_problem(options.input), options.output)
    if options.report:
        lines = [json.dumps(loss.document(), ensure_ascii=False) for loss in losses]
        write_bytes(Path(options.report), "".join(f"{line}\n" for line in lines).encode())
    warn(losses, options.output)
    return 0


def warn(losses: Sequence[Loss], output: str) -> None:
    """One line on stderr that sums up what the output's format could not hold."""
    if losses:
        counts = Counter(loss.code for loss in losses)
        summary = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
        print(f"horarium: {output} cannot hold everything: {summary}", file=sys.stderr)
