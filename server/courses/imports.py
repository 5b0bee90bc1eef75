"""Terms from files and from the university generator, by way of the generation service.

Django reads no file format itself: the service turns each into a native document.
"""

import json
from typing import Any
from urllib.parse import quote

import httpx

from accounts.models import Institution
from campus.models import Term
from config import generator
from config.errors import Refused
from courses.fill import fill_term

TIMEOUT = httpx.Timeout(150.0, connect=2.0)


def import_problem(institution: Institution, content: bytes, file: str, name: str = "") -> Term:
    """A new term from a problem in any format, also gzipped; wholly or not at all.

    Raises Refused with the code and place of what is wrong with the file, or
    generator_unavailable (503).
    """
    path = f"/api/convert?to=native&name={quote(file[:100])}"
    document = _document(path, content, "application/octet-stream")
    return fill_term(institution, document, name)


def university_document(preset: str, seed: int) -> dict[str, Any]:
    """A seeded university of one of the generator's presets. Raises Refused."""
    body = json.dumps({"preset": preset, "seed": seed}).encode()
    return _document("/api/generate_university", body, "application/json")


def _document(path: str, content: bytes, content_type: str) -> dict[str, Any]:
    try:
        answer = generator.call(
            "POST", path, content, content_type=content_type, timeout=TIMEOUT
        )
    except generator.GeneratorBusyError as error:
        raise Refused(
            "generator_unavailable", "The generation service does not answer.", status=503
        ) from error
    except generator.GeneratorRefusedError as error:
        raise _refused(error) from error
    document: dict[str, Any] = answer.json()
    return document


def _refused(error: generator.GeneratorRefusedError) -> Refused:
    problem = error.problem
    parameters = {**problem.get("parameters", {}), "place": problem.get("place") or ""}
    detail = ": ".join(filter(None, [problem.get("place"), problem.get("detail")]))
    return Refused(error.code, detail or str(error), field="file", **parameters)
