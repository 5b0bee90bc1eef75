"""`horarium generate`: a seeded university, as a problem to solve."""

import argparse

from horarium.cli.convert import warn
from horarium.cli.options import Commands, listing, one_of, whole
from horarium.formats import problem_format, write_problem
from horarium.problem import ProblemError
from horarium.university.presets import PRESETS

_LARGEST = 200_000


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "generate",
        help="make a university",
        description=__doc__,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=listing("presets", {name: size.summary for name, size in PRESETS.items()}),
    )
    parser.add_argument("output", metavar="OUTPUT", help="ends in .json, .xml or .ctt (.gz)")
    parser.add_argument(
        "--preset",
        metavar="NAME",
        type=one_of("preset", PRESETS),
        help="a size by name (default: demo)",
    )
    parser.add_argument("--classes", metavar="N", type=whole(1, _LARGEST))
    parser.add_argument("--students", metavar="N", type=whole(1, _LARGEST))
    parser.add_argument("--seed", metavar="N", type=whole(0, 2**32 - 1), default=0)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0 when it is written."""
    from horarium.university import generate, size_of, tightness

    problem_format(options.output)
    asked = {"classes": options.classes, "students": options.students}
    try:
        size = size_of(options.preset, **asked)
        problem = generate(options.preset, **asked, seed=options.seed)
    except ProblemError:
        raise
    except ValueError as error:
        raise ProblemError("bad_size", str(error), "generate") from error
    warn(write_problem(problem, options.output), options.output)
    print(f"{size.summary}\n{tightness(problem, size)}")
    return 0
