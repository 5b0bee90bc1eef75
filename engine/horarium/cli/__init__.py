"""The command line: `horarium COMMAND`, one module for each.

Exit status: 0 a valid timetable (or done), 1 hard violations are left, 2 input
or options that cannot be used, 3 proved infeasible.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from horarium import __version__
from horarium.cli import bench, context, convert, diagnose, evaluate, generate, hardware, solve
from horarium.extensions import load_installed
from horarium.problem import ProblemError

_COMMANDS = (solve, diagnose, evaluate, context, convert, generate, hardware, bench)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, without the usage, which --help shows."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a message on stderr says what is wrong."""
    try:
        load_installed()
    except ProblemError as error:
        return _fail(str(error))
    parser = _Parser(prog="horarium", description="University timetabling.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"horarium {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # --help, --version, or a bad option that has been reported
        return int(stop.code or 0)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except ProblemError as error:
        return _fail(_with_file(str(error), getattr(options, "problem", None)))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except MemoryError:
        return _fail("out of memory")
    except KeyboardInterrupt:
        print("horarium: interrupted", file=sys.stderr)
        return 130
    return status


def _with_file(text: str, file: object) -> str:
    """What is wrong in the problem, after the name of its file, if it is not named already."""
    return f"{file}: {text}" if isinstance(file, str) and file not in text else text


def _fail(text: str) -> int:
    print(f"horarium: {text}", file=sys.stderr)
    return 2
