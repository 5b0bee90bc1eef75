"""Reading and writing problems and solutions, in whichever format they are.

Inputs are told apart by their content and may be gzipped. Problems are written
in the format of the ending: .json, .xml or .ctt. Timetables are written in
their problem's own format, or as native JSON to a .json. Each also with .gz.
"""

import os
from collections.abc import Callable
from pathlib import Path

from horarium.formats import itc2007, itc2019, native
from horarium.formats import older as older_native
from horarium.formats.files import MAX_BYTES, Source, read_bytes, write_bytes
from horarium.formats.loss import Loss
from horarium.problem import Problem, ProblemError
from horarium.solution import Solution

PROBLEM_ENDINGS = {".json": "native", ".xml": "itc2019", ".ctt": "itc2007"}


def read_problem(
    source: Source,
    *,
    name: str = "",
    max_bytes: int = MAX_BYTES,
    contradictions: bool = False,
) -> Problem:
    """Read and validate a problem from a path, or from bytes called `name` in errors.

    One that is well-formed but contradicts itself is only read where that is said.
    Raises ProblemError, whose place names the file and the line or element.
    """
    data, name = read_bytes(source, name, max_bytes)
    readers: dict[str, Callable[..., Problem]] = {
        "itc2019": itc2019.read_problem,
        "native": native.read_problem,
        "itc2007": itc2007.read_problem,
    }
    return readers[_format_of(data, name)](data, name, contradictions=contradictions)


def read_solution(
    problem: Problem,
    source: Source,
    *,
    name: str = "",
    max_bytes: int = MAX_BYTES,
    older: bool = False,
) -> Solution:
    """Read a timetable for `problem` from a path, or from bytes called `name` in errors.

    Raises ProblemError, also where it names classes, rooms or students that the
    problem does not have; in a native document that may be `older` than the problem
    that is no error. Whether the timetable is any good is for `evaluate`.
    """
    data, name = read_bytes(source, name, max_bytes)
    if older and _format_of(data, name) == "native":
        return older_native.read_solution(data, problem, name)
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


def solution_losses(problem: Problem, solution: Solution, form: str) -> list[Loss]:
    """What a format cannot hold of a timetable: who was chosen to teach, of several."""
    if form == "native":
        return []
    return [
        Loss("instructors_dropped", "class", id, {"instructors": list(placement.instructors)})
        for id, placement in solution.placements.items()
        if placement.instructors not in ((), native.team_of(problem, id, None))
    ]


def write_problem(problem: Problem, path: str | os.PathLike[str]) -> list[Loss]:
    """Write a problem in the format of the path's ending; returns what that cannot hold.

    Raises ProblemError (unknown_ending, not_convertible) and OSError.
    """
    data, losses = encode_problem(problem, problem_format(path))
    write_bytes(path, data)
    return losses


def write_solution(
    problem: Problem,
    solution: Solution,
    path: str | os.PathLike[str],
    *,
    seconds: float = 0,
    cores: int = 1,
) -> list[Loss]:
    """Write a timetable in the format of `solution_format`; returns what that cannot hold.

    Raises OSError, and ProblemError as `encode_solution` does.
    """
    form = solution_format(problem, path)
    data = encode_solution(problem, solution, form, seconds=seconds, cores=cores)
    write_bytes(path, data)
    return solution_losses(problem, solution, form)


def problem_format(path: str | os.PathLike[str]) -> str:
    """The format of a problem written to a path, by its ending.

    Raises ProblemError (unknown_ending).
    """
    form = PROBLEM_ENDINGS.get(_ending(path))
    if form is None:
        names = ", ".join(PROBLEM_ENDINGS)
        text = f"its ending must be one of {names}, or one of these with .gz"
        endings = list(PROBLEM_ENDINGS)
        raise ProblemError("unknown_ending", text, os.fspath(path), endings=endings)
    return form


def solution_format(problem: Problem, path: str | os.PathLike[str]) -> str:
    """The format of a timetable written to a path: the problem's own, or native for .json.

    A native problem's is written as ITC-2019 to an .xml.
    """
    if _ending(path) == ".json":
        return "native"
    if problem.origin == "native" and _ending(path) == ".xml":
        return "itc2019"
    return problem.origin


def _ending(path: str | os.PathLike[str]) -> str:
    return Path(Path(path).name.lower().removesuffix(".gz")).suffix


def _format_of(data: bytes, name: str) -> str:
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ProblemError("empty_file", "the file is empty", name)
    if b"\x00" in start:
        raise ProblemError("not_text", "is neither XML, JSON nor an ITC-2007 text file", name)
    return {b"<": "itc2019", b"{": "native"}.get(start[:1], "itc2007")


__all__ = [
    "PROBLEM_ENDINGS",
    "Loss",
    "encode_problem",
    "encode_solution",
    "problem_format",
    "read_problem",
    "read_solution",
    "solution_format",
    "solution_losses",
    "write_problem",
    "write_solution",
]
