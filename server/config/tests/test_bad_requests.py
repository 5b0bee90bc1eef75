"""Whatever is wrong with a request's body, the answer is 4xx and a problem document."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"[" * 100_000, 400, "parse_error"),
        (b'{"a":' * 100_000, 400, "parse_error"),
        (b'{"kind": "\\ud800"}', 400, "invalid"),
        (b'{"term": "\\ud800"}', 400, "invalid"),
        (b'{"kind": "' + b"a" * (6 * 1024 * 1024) + b'"}', 413, "upload_too_large"),
    ],
    ids=["deep list", "deep object", "half a choice", "half a key", "large"],
)
def test_a_bad_body_is_refused(
    registrar: APIClient, body: bytes, status: int, code: str
) -> None:
    response = registrar.post("/api/v1/constraints/", body, content_type=JSON)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_form_of_too_many_files_is_refused(registrar: APIClient) -> None:
    files = {f"file{n}": SimpleUploadedFile("a.xml", b"x") for n in range(101)}
    response = registrar.post("/api/v1/imports/", files, format="multipart")
    assert (response.status_code, response.json()["code"]) == (400, "parse_error")
