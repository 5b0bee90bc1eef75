"""Reading and writing problems and solutions, in whichever format they are.

Inputs are told apart by their content and may be gzipped; outputs go by the
ending of their name: .json, .xml, .ctt or .sol, each also with .gz.
"""

from collections.abc import Callable

from horarium.formats import itc2007, itc2019, native
from horarium.formats.files import MAX_BYTES, Source, read_bytes
from horarium.problem import Problem, ProblemError
from horarium.solution import Solution


def read_problem(source: Source, *, name: str = "", max_bytes: int = MAX_BYTES) -> Problem:
    """Read and validate a problem from a path, or from bytes called `name` in errors.

    Raises ProblemError, whose place names the file and the line or element.
    """
    data, name = read_bytes(source, name, max_bytes)
    readers: dict[str, Callable[[bytes, str], Problem]] = {
        "xml": itc2019.read_problem,
        "json": native.read_problem,
        "text": itc2007.read_problem,
    }
    return readers[_syntax(data, name)](data, name)


def read_solution(
    problem: Problem, source: Source, *, name: str = "", max_bytes: int = MAX_BYTES
) -> Solution:
    """Read a timetable for `problem` from a path, or from bytes called `name` in errors.

    Raises ProblemError, also where it names classes, rooms or students that the
    problem does not have. Whether the timetable is any good is for `evaluate`.
    """
    data, name = read_bytes(source, name, max_bytes)
    readers: dict[str, Callable[[bytes, Problem, str], Solution]] = {
        "xml": itc2019.read_solution,
        "json": native.read_solution,
        "text": itc2007.read_solution,
    }
    return readers[_syntax(data, name)](data, problem, name)


def _syntax(data: bytes, name: str) -> str:
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ProblemError("empty_file", "the file is empty", name)
    if b"\x00" in start:
        raise ProblemError("not_text", "is neither XML, JSON nor an ITC-2007 text file", name)
    return {b"<": "xml", b"{": "json"}.get(start[:1], "text")


__all__ = ["read_problem", "read_solution"]
