"""`horarium diagnose`: whether a timetable exists, and if not, which requirements clash."""

import argparse
import sys

from horarium.cli.options import Commands, seconds
from horarium.cli.sentences import as_json, remedy, requirement
from horarium.cli.signals import stop_on_signal
from horarium.diagnosis import DEFAULT_SECONDS, diagnose
from horarium.formats import read_problem

_DAY = 86_400

UNKNOWN = (
    "horarium: not found out: no contradiction was met, and no timetable that holds; "
    "a longer --time-limit may tell"
)

NOT_PACKED = (
    "the hours alone would suffice, but at the times that these classes offer "
    "they cannot all be fitted in"
)


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "diagnose", help="find out why there is no timetable", description=__doc__,
        allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("problem", metavar="PROBLEM", help="ITC-2019, ITC-2007 or native (.gz)")
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=seconds(_DAY),
        default=DEFAULT_SECONDS,
        help="seconds to look for an answer (default: 60)",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0 a timetable exists, 1 not found out, 3 none does."""
    with stop_on_signal() as stop:
        problem = read_problem(options.problem, contradictions=True)
        found = diagnose(problem, time_limit=options.time_limit, stop=stop)
    if options.json:
        print(as_json(**found.document()))
    elif found.outcome == "satisfiable":
        print("a timetable without hard violations exists")
    elif found.outcome == "infeasible":
        print("no timetable can satisfy all of this; drop or relax any one of it:")
        for each in found.requirements:
            print(f"  {requirement(problem, each)}")
            print(f"      remedy: {remedy(each)}")
        if found.hours_suffice:
            print(NOT_PACKED)
        if not found.minimal:
            print("some of it may not be needed for that: the time ran out", file=sys.stderr)
    else:
        print(UNKNOWN, file=sys.stderr)
    return {"satisfiable": 0, "infeasible": 3, "unknown": 1}[found.outcome]
