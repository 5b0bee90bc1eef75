"""A timetable in its competition's own format, written by the generation service."""

import gzip
import json
from collections.abc import Mapping
from typing import Any

import httpx

from config.errors import Refused
from config.generator import GeneratorBusyError, GeneratorRefusedError, call

TIMEOUT = httpx.Timeout(150.0, connect=2.0)
ENDINGS = {"itc2019": "xml", "itc2007": "sol"}


def write_competition(
    problem: Mapping[str, Any], solution: Mapping[str, Any], kind: str
) -> tuple[bytes, str, str]:
    """The file's content, media type and ending.

    Raises Refused: generator_unavailable, or what the service finds wrong.
    """
    documents = {"problem": problem, "solution": solution, "to": kind}
    body = gzip.compress(json.dumps(documents).encode(), compresslevel=5)
    try:
        answer = call("POST", "/api/convert", body, timeout=TIMEOUT)
    except GeneratorBusyError as error:
        raise Refused(
            "generator_unavailable", "The generation service does not answer.", status=503
        ) from error
    except GeneratorRefusedError as error:
        raise Refused(
            error.code,
            str(error.problem.get("detail", "The file could not be written.")),
            place=error.problem.get("place"),
            **error.problem.get("parameters", {}),
        ) from error
    return answer.content, answer.headers["Content-Type"], ENDINGS[kind]
