"""One conversion: `python -m generator.document_process`, fed by `generator.documents`.

The first line of standard input says what to make, the rest is the content. The
first line of standard output says what came out, the rest is it, gzipped.
Memory and processor time are bounded, since the content may be hostile.
"""

import gzip
import json
import resource
import sys
from collections.abc import Callable
from typing import Any

from generator.lifeline import die_with_parent, run_niced
from generator.settings import MAX_UNPACKED_BYTES
from horarium.formats import itc2007, itc2019, native, read_problem
from horarium.formats.files import read_bytes
from horarium.problem import Problem, ProblemError
from horarium.solution import Solution
from horarium.university import generate

MEMORY_BYTES = 4 * 1024**3
PROCESSOR_SECONDS = 120

Output = tuple[str, bytes]
"""Media type and content."""

JSON, XML, TEXT = "application/json", "application/xml", "text/plain; charset=utf-8"


def import_file(content: bytes, options: dict[str, Any]) -> Output:
    """A file of any format, read and written again as `to`."""
    name = options.get("name") or "upload"
    problem = read_problem(content, name=name, max_bytes=MAX_UNPACKED_BYTES)
    return write_problem(problem, options["to"])


def export_documents(content: bytes, options: dict[str, Any]) -> Output:
    """From `{problem, solution?, to}`: the solution, or the problem, in format `to`."""
    data = read_bytes(content, "request", MAX_UNPACKED_BYTES)[0]
    request = native.parse(data, "request")
    if not isinstance(request, dict) or not isinstance(request.get("to"), str):
        raise ProblemError("missing_field", "to is missing", "request")
    problem = native.problem_from_document(request.get("problem"), "problem")
    if request.get("solution") is None:
        return write_problem(problem, request["to"])
    solution = native.solution_from_document(request["solution"], problem, "solution")
    return write_solution(problem, solution, request["to"])


def make_university(content: bytes, options: dict[str, Any]) -> Output:
    """A seeded university, as a native document."""
    try:
        problem = generate(
            options["preset"],
            classes=options["classes"],
            students=options["students"],
            seed=options["seed"],
        )
    except ValueError as error:
        raise ProblemError("bad_size", str(error), "request") from error
    return write_problem(problem, "native")


def write_problem(problem: Problem, to: str) -> Output:
    """Raises ProblemError unknown_format."""
    if to == "itc2019":
        return XML, itc2019.encode_problem(problem)[0]
    if to == "itc2007":
        return TEXT, itc2007.encode_problem(problem)[0]
    if to == "native":
        return JSON, native.encode(native.problem_document(problem))
    raise unknown_format(to)


def write_solution(problem: Problem, solution: Solution, to: str) -> Output:
    """Raises ProblemError unknown_format."""
    if to == "itc2019":
        return XML, itc2019.encode_solution(problem, solution)
    if to == "itc2007":
        return TEXT, itc2007.encode_solution(problem, solution)
    if to == "native":
        return JSON, native.encode(native.solution_document(problem, solution))
    raise unknown_format(to)


def unknown_format(to: str) -> ProblemError:
    return ProblemError(
        "unknown_format", "to is one of native, itc2019, itc2007", "request", to=to[:20]
    )


TASKS: dict[str, Callable[[bytes, dict[str, Any]], Output]] = {
    "import": import_file,
    "export": export_documents,
    "university": make_university,
}


def main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    die_with_parent(head["parent"])
    run_niced()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    answer: dict[str, Any]
    body = b""
    try:
        answer, body = convert(head, sys.stdin.buffer.read())
    except ProblemError as error:
        answer = failed(error.code, error.text, error.place, error.parameters)
    except MemoryError:
        answer = failed("too_large", "needs more memory than a conversion may take")
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + body)


def convert(head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Raises ProblemError and MemoryError."""
    media_type, output = TASKS[head["task"]](content, head["options"])
    return {"media_type": media_type}, gzip.compress(output, compresslevel=5, mtime=0)


def failed(
    code: str, detail: str, place: str = "", parameters: dict[str, Any] | None = None
) -> dict[str, Any]:
    error = {"code": code, "detail": detail, "place": place, "parameters": parameters or {}}
    return {"error": error}


if __name__ == "__main__":
    main()
