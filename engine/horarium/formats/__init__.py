"""Reading and writing problems and solutions, in whichever format they are.

Inputs are told apart by their content and may be gzipped; outputs go by the
ending of their name: .json, .xml, .ctt or .sol, each also with .gz.
"""

import os
from collections.abc import Callable
from pathlib import Path

from horarium.formats import itc2007, itc2019, native
from horarium.formats.files import MAX_BYTES, Source, read_bytes, write_bytes
from horarium.formats.loss import Loss
from horarium.problem import Problem, ProblemError
from horarium.solution import Solution

PROBLEM_ENDINGS = {".json": "native", ".xml": "itc2019", ".ctt": "itc2007"}
SOLUTION_ENDINGS = {".json": "native", ".xml": "itc2019", ".sol": "itc2007"}


def read_problem(source: Source, *, name: str = "", max_bytes: int = MAX_BYTES) -> Problem:
    """Read and validate a problem from a path, or from bytes called `name` in errors.

    Raises ProblemError, whose place names the file and the line or element.
    """
    data, name = read_bytes(source, name, max_bytes)
    readers: dict[str, Callable[[bytes, str], Problem]] = {
        "itc2019": itc2019.read_problem,
        "native": native.read_problem,
        "itc2007": itc2007.read_problem,
    }
    return readers[_format_of(data, name)](data, name)


def read_solution(
    problem: Problem, source: Source, *, name: str = "", max_bytes: int = MAX_BYTES
) -> Solution:
    """Read a timetable for `problem` from a path, or from bytes called `name` in errors.

    Raises ProblemError, also where it names classes, rooms or students that the
    problem does not have. Whether the timetable is any good is for `evaluate`.
    """
    data, name = read_bytes(source, name, max_bytes)
    readers: dict[str, Callable[[bytes, Problem, str], Solution]] = {
        "itc2019": itc2019.read_solution,
        "native": native.read_solution,
        "itc2007": itc2007.read_solution,
    }
    return readers[_format_of(data, name)](data, problem, name)


def encode_problem(problem: Problem, form: str) -> tuple[bytes, list[Loss]]:
    """The problem in a format (native, itc2019, itc2007), and what that cannot hold.

    Raises ProblemError (not_convertible) when nothing would be left.
    """
    encoders: dict[str, Callable[[Problem], tuple[bytes, list[Loss]]]] = {
        "native": native.encode_problem,
        "itc2019": itc2019.encode_problem,
        "itc2007": itc2007.encode_problem,
    }
    return encoders[form](problem)


def encode_solution(
    problem: Problem, solution: Solution, form: str, *, seconds: float = 0, cores: int = 1
) -> bytes:
    """The timetable in a format: native, itc2019 (which also says how long it took), itc2007.

    Raises ProblemError (not_convertible) for a class that the format cannot hold.
    """
    if form == "itc2019":
        return itc2019.encode_solution(problem, solution, seconds=seconds, cores=cores)
    if form == "itc2007":
        return itc2007.encode_solution(problem, solution)
    return native.encode_solution(problem, solution)


def write_problem(problem: Problem, path: str | os.PathLike[str]) -> list[Loss]:
    """Write a problem in the format of the path's ending; returns what that cannot hold.

    Raises ProblemError (unknown_ending, not_convertible) and OSError.
    """
    data, losses = encode_problem(problem, format_by_ending(path, PROBLEM_ENDINGS))
    write_bytes(path, data)
    return losses


def write_solution(
    problem: Problem,
    solution: Solution,
    path: str | os.PathLike[str],
    *,
    seconds: float = 0,
    cores: int = 1,
) -> None:
    """Write a timetable in the format of the path's ending.

    Raises ProblemError (unknown_ending, not_convertible) and OSError.
    """
    form = format_by_ending(path, SOLUTION_ENDINGS)
    data = encode_solution(problem, solution, form, seconds=seconds, cores=cores)
    write_bytes(path, data)


def check_solution_fits(problem: Problem, form: str) -> None:
    """Whether timetables of the problem can be written in a format, before there is one.

    Raises ProblemError (not_convertible) with the class that does not fit.
    """
    if form == "itc2007":
        itc2007.require_lectures(problem)


def format_by_ending(path: str | os.PathLike[str], endings: dict[str, str]) -> str:
    """The format that a path's ending stands for, .gz aside.

    Raises ProblemError (unknown_ending).
    """
    name = Path(path).name.lower().removesuffix(".gz")
    form = endings.get(Path(name).suffix)
    if form is None:
        names = ", ".join(endings)
        text = f"its ending must be one of {names}, or one of these with .gz"
        raise ProblemError("unknown_ending", text, os.fspath(path), endings=list(endings))
    return form


def _format_of(data: bytes, name: str) -> str:
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ProblemError("empty_file", "the file is empty", name)
    if b"\x00" in start:
        raise ProblemError("not_text", "is neither XML, JSON nor an ITC-2007 text file", name)
    return {b"<": "itc2019", b"{": "native"}.get(start[:1], "itc2007")


__all__ = [
    "PROBLEM_ENDINGS",
    "SOLUTION_ENDINGS",
    "Loss",
    "check_solution_fits",
    "encode_problem",
    "encode_solution",
    "format_by_ending",
    "read_problem",
    "read_solution",
    "write_problem",
    "write_solution",
]
