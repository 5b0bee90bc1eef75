"""A timetable in its competition's own format, written by the generation service."""

import gzip
import json
from collections.abc import Mapping
from typing import Any

from config.generator import make_document

ENDINGS = {"itc2019": "xml", "itc2007": "sol"}


def write_competition(
    problem: Mapping[str, Any], solution: Mapping[str, Any], kind: str
) -> tuple[bytes, str, str]:
    """The file's content, media type and ending.

    Raises Refused: generator_unavailable, or what the service finds wrong.
    """
    documents = {"problem": problem, "solution": solution, "to": kind}
    body = gzip.compress(json.dumps(documents).encode(), compresslevel=5)
    answer = make_document("/api/convert", body)
    return answer.content, answer.headers["Content-Type"], ENDINGS[kind]
