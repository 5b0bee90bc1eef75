"""`horarium evaluate`: the exact score of a timetable, and whatever is wrong with it."""

import argparse
from typing import Any

from horarium.cli.options import Commands
from horarium.cli.sentences import as_json, report
from horarium.formats import read_problem, read_solution
from horarium.score import Violation, evaluate


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "evaluate", help="score a timetable", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("problem", metavar="PROBLEM")
    parser.add_argument("solution", metavar="SOLUTION")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0 for a valid timetable, 1 when hard rules are broken."""
    problem = read_problem(options.problem, contradictions=True)
    score = evaluate(problem, read_solution(problem, options.solution))
    if options.json:
        print(
            as_json(
                total=score.total,
                hard=score.hard,
                components=dict(score.components),
                raw=dict(score.raw),
                violations=[_entry(violation) for violation in score.violations],
            )
        )
    else:
        print("\n".join(report(score)))
    return 0 if score.valid else 1


def _entry(violation: Violation) -> dict[str, Any]:
    return {
        "code": violation.code,
        "kind": violation.kind,
        "classes": list(violation.classes),
        "amount": violation.amount,
        "parameters": dict(violation.parameters),
    }
