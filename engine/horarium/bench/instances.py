"""The problem files of a folder, and what others have reached on them."""

import csv
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from horarium.formats import PROBLEM_ENDINGS
from horarium.problem import ProblemError

Known = Mapping[str, Mapping[str, float]]
"""Figures by instance and the column that they come from."""

KNOWN_FILE = "best_known.csv"
BEST_KNOWN = "best_known"


def find(folder: Path, patterns: Sequence[str] = ()) -> dict[str, Path]:
    """Problem files by name without endings, in order; those that match any pattern.

    A folder is searched through, a file stands for itself. Raises ProblemError
    (no_instances) when nothing is left, and for a pattern that matches nothing.
    """
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    found = {
        name_of(file): file
        for file in files
        if file.is_file()
        and Path(file.name.removesuffix(".gz")).suffix in PROBLEM_ENDINGS
        and "solutions" not in file.parts
    }
    chosen = {
        name: file
        for name, file in found.items()
        if not patterns or any(fnmatch(name, pattern) for pattern in patterns)
    }
    for pattern in patterns or ["*"]:
        if not any(fnmatch(name, pattern) for name in found):
            names = ", ".join(found) or "none"
            raise ProblemError(
                "no_instances",
                f"no problem is called {pattern}; there are {names}",
                str(folder),
            )
    return chosen


def name_of(file: Path) -> str:
    """comp01 for comp01.ctt, wbg-fal10 for wbg-fal10.xml.gz."""
    return Path(file.name.removesuffix(".gz")).stem


def read_known(file: Path) -> Known:
    """The figures of a CSV file whose first column names the instance; empty without one."""
    if not file.is_file():
        return {}
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["instance"]: {
            column: float(value)
            for column, value in row.items()
            if column != "instance" and value
        }
        for row in rows
    }
