"""`manage.py runserver` is the product's ASGI application, so that events stream."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

SERVER = Path(__file__).resolve().parents[2]


@pytest.fixture
def address(postgres_urls: object, redis_url: str) -> Iterator[str]:
    """Where a server of its own answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "manage.py", "runserver", address]
    process = subprocess.Popen(command, cwd=SERVER)
    try:
        deadline = time.monotonic() + 60
        while not _answers(address):
            assert process.poll() is None, "it ended"
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"http://{address}/health/live").is_success
    except httpx.TransportError:
        return False


def test_it_has_the_limit_of_uploads_that_stands_before_django(address: str) -> None:
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.putrequest("POST", "/api/v1/imports/")
    connection.putheader("Content-Length", str(10**9))
    connection.endheaders()
    with closing(connection):
        answer = connection.getresponse()
        assert answer.status == 413
        assert json.load(answer)["code"] == "upload_too_large"


def test_an_address_that_is_none_is_one_line(postgres_urls: object, redis_url: str) -> None:
    command = [sys.executable, "manage.py", "runserver", "nowhere"]
    result = subprocess.run(command, cwd=SERVER, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "nowhere is not [host:]port" in result.stderr.splitlines()[-1]
