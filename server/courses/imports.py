"""Terms from files and from the university generator, by way of the generation service.

Django reads no file format itself: the service turns each into a native document.
"""

import json
from typing import Any
from urllib.parse import quote

from accounts.models import Institution
from campus.models import Term
from config.generator import make_document
from courses.fill import fill_term
from courses.import_check import check_institution


def import_problem(institution: Institution, content: bytes, file: str, name: str = "") -> Term:
    """A new term from a problem in any format, also gzipped; wholly or not at all.

    Raises Refused with the code and place of what is wrong with the file, or
    generator_unavailable (503).
    """
    path = f"/api/convert?to=native&name={quote(file[:100])}"
    answer = make_document(path, content, content_type="application/octet-stream", field="file")
    document = answer.json()
    check_institution(document)
    return fill_term(institution, document, name)


def university_document(preset: str, seed: int) -> dict[str, Any]:
    """A seeded university of one of the generator's presets. Raises Refused."""
    body = json.dumps({"preset": preset, "seed": seed}).encode()
    document: dict[str, Any] = make_document("/api/generate_university", body).json()
    return document
