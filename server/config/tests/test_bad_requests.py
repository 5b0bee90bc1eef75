"""Whatever is wrong with a request's body, the answer is 4xx and a problem document."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import Institution
from config.tests.routes import Rows
from timetables.models import Timetable

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


def test_a_version_of_thousands_of_digits_never_was_one(
    registrar: APIClient, tenant: Institution
) -> None:
    url = f"/api/v1/timetables/{Rows(tenant).of(Timetable).pk}/submit/"
    refused = registrar.post(url, headers={"If-Match": f'"{"9" * 5000}"'})
    assert (refused.status_code, refused.json()["code"]) == (412, "stale_version")


def test_the_published_schema_is_made_once_however_often_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    url = "/api/v1/schema/"
    first = client.get(url)
    assert first.json()["info"]["title"] == "Horarium API"

    def made_again(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr("drf_spectacular.generators.SchemaGenerator.get_schema", made_again)
    assert client.get(f"{url}?version=2", headers={"Accept": "*/*"}).content == first.content


def test_a_form_of_too_many_files_is_refused(registrar: APIClient) -> None:
    files = {f"file{n}": SimpleUploadedFile("a.xml", b"x") for n in range(101)}
    response = registrar.post("/api/v1/imports/", files, format="multipart")
    assert (response.status_code, response.json()["code"]) == (400, "parse_error")
