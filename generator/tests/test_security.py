import httpx
import pytest

from generator.app import bare_app
from generator.security import OPEN_PATHS
from generator.tests.conftest import Client
from horarium_contracts.limits import UPLOAD_BYTES
from horarium_contracts.signing import sign


def routes() -> list[tuple[str, str]]:
    """Every method and path of the service, taken from its own description."""
    paths = bare_app().openapi()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


@pytest.mark.parametrize("wrong", ["unsigned", "other_secret", "other_body", "other_path"])
def test_every_route_but_health_refuses_what_is_not_signed_by_the_platform(
    service: Client, wrong: str
) -> None:
    assert len(routes()) > 8
    for method, template in routes():
        path = template.replace("{job}", "00000000-0000-0000-0000-000000000000")
        secret = "another" if wrong == "other_secret" else service.secret
        signed = sign(
            secret,
            method,
            path + ("x" if wrong == "other_path" else ""),
            b"x" if wrong == "other_body" else b"",
        )
        headers = {} if wrong == "unsigned" else signed
        answer = httpx.request(method, service.url + path, headers=headers)
        if path in OPEN_PATHS:
            assert answer.status_code == 200
        else:
            assert answer.status_code == 401, path
            assert answer.json()["code"].startswith("signature_")


def test_a_signed_request_counts_once(service: Client) -> None:
    headers = sign(service.secret, "GET", "/hardware", b"")
    assert httpx.get(service.url + "/hardware", headers=headers).status_code == 200
    again = httpx.get(service.url + "/hardware", headers=headers)
    assert again.status_code == 409
    assert again.json()["code"] == "request_replayed"


def test_an_unknown_path_is_not_told_from_a_known_one_without_a_signature(
    service: Client,
) -> None:
    assert httpx.get(service.url + "/docs").status_code == 401
    assert service.get("/nothing").status_code == 404


def test_too_large_a_body_is_refused_before_it_has_been_read(service: Client) -> None:
    answer = service.post("/api/convert", bytes(UPLOAD_BYTES + 2**20))
    assert answer.status_code == 413
    assert answer.json()["code"] == "upload_too_large"


def test_a_body_that_does_not_say_its_size_is_bounded_too(service: Client) -> None:
    chunks = (bytes(2**20) for _ in range(UPLOAD_BYTES // 2**20 + 2))
    try:
        answer = httpx.post(service.url + "/api/convert", content=chunks)
    except httpx.WriteError:
        return  # The service closed the connection in the middle, which is as good.
    assert answer.status_code == 413
