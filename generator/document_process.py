"""A conversion or diagnosis: `python -m generator.document_process`, fed by `documents`.

The first line of standard input says what to make, the rest is the content. The
first line of standard output says what came out, the rest is it, gzipped.
Memory and processor time are bounded, since the content may be hostile.
"""

import gzip
import json
import resource
import sys
from collections.abc import Mapping
from typing import Any

from generator.api import Api, ApiError
from generator.lifeline import die_with_parent, run_niced
from generator.settings import settings
from horarium.diagnosis import diagnose
from horarium.formats import encode_problem, encode_solution, native, read_problem
from horarium.formats.files import read_bytes
from horarium.problem import Problem, ProblemError
from horarium.university import generate
from horarium_contracts.limits import UNPACKED_BYTES

MEMORY_BYTES = 4 * 1024**3
"""Addresses that a conversion may take. A diagnosis is watched by what it really uses
(`documents`): OR-Tools reserves gigabytes that it never touches."""

PROCESSOR_SECONDS = 120

MEDIA_TYPES = {
    "native": "application/json",
    "itc2019": "application/xml",
    "itc2007": "text/plain; charset=utf-8",
}

Output = tuple[str, bytes]
"""Format and content."""


def import_file(content: bytes, *, to: str, name: str) -> Output:
    """A problem of any format, read and written again."""
    return _problem(read_problem(content, name=name, max_bytes=UNPACKED_BYTES), to)


def export_documents(content: bytes) -> Output:
    """From `{problem, solution?, to}`: the solution, or the problem, in format `to`."""
    data, place = read_bytes(content, "request", UNPACKED_BYTES)
    request = native.parse(data, place)
    to = request.get("to") if isinstance(request, dict) else None
    if to not in MEDIA_TYPES:
        formats = ", ".join(MEDIA_TYPES)
        raise ProblemError("unknown_format", f"to must be one of {formats}", place)
    problem = native.problem_from_document(
        request.get("problem"), "problem", contradictions=True
    )
    if request.get("solution") is None:
        return _problem(problem, to)
    solution = native.solution_from_document(request["solution"], problem, "solution")
    return to, encode_solution(problem, solution, to)


def make_university(
    *, preset: str | None, classes: int | None, students: int | None, seed: int
) -> Output:
    """A seeded university as a native document."""
    try:
        problem = generate(preset, classes=classes, students=students, seed=seed)
    except ValueError as error:
        raise ProblemError("bad_size", str(error), "request") from error
    return _problem(problem, "native")


def diagnose_problem(content: bytes, *, problem: str | None, time_limit: float) -> Output:
    """Why the problem, or else that of this digest, has no timetable, or that it has one."""
    if problem is not None:
        content = _fetched(problem)
    read = read_problem(content, name="problem", max_bytes=UNPACKED_BYTES, contradictions=True)
    found = diagnose(read, time_limit=time_limit)
    return "native", json.dumps(found.document()).encode()


def _fetched(digest: str) -> bytes:
    try:
        return Api(settings()).document(digest)
    except ApiError as error:
        text = f"cannot be had: {error.code}"
        raise ProblemError("problem_unavailable", text, "problem", reason=error.code) from error


def _problem(problem: Problem, to: str) -> Output:
    return to, encode_problem(problem, to)[0]


def make(task: str, options: Mapping[str, Any], content: bytes) -> Output:
    """Raises ProblemError for content that cannot be understood or written so."""
    match task:
        case "import":
            return import_file(content, **options)
        case "export":
            return export_documents(content)
        case "university":
            return make_university(**options)
        case "diagnosis":
            return diagnose_problem(content, **options)
    raise ValueError(f"unknown task {task}")


def main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    die_with_parent(head["parent"])
    run_niced()
    if head["task"] != "diagnosis":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    body = b""
    answer: dict[str, Any]
    try:
        form, output = make(head["task"], head["options"], sys.stdin.buffer.read())
        answer = {"media_type": MEDIA_TYPES[form]}
        body = gzip.compress(output, compresslevel=5, mtime=0)
    except ProblemError as error:
        answer = _failed(error.code, error.text, error.place, error.parameters)
    except MemoryError:
        text = "needs more memory than a conversion may take"
        answer = _failed("too_large", text, "input", {"megabytes": MEMORY_BYTES // 2**20})
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + body)


def _failed(
    code: str, detail: str, place: str, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    error = {"code": code, "detail": detail, "place": place, "parameters": dict(parameters)}
    return {"error": error}


if __name__ == "__main__":
    main()
