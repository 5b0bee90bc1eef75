"""A service on a real socket, a real Valkey, and a double of Django's internal API."""

import gzip
import hashlib
import json
import socket
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import httpx
import pytest
import uvicorn

from generator.app import create_app
from generator.settings import Settings
from horarium_contracts.signing import sign, verify

SECRET = "secret of the tests"


@dataclass
class Django:
    """What the double was told, and what it answers."""

    url: str = ""
    documents: dict[str, bytes] = field(default_factory=dict)
    callbacks: Queue[dict[str, Any]] = field(default_factory=Queue)
    lease: tuple[int, dict[str, Any]] = (200, {"state": "running", "keep_best": False})
    leases: Queue[dict[str, Any]] = field(default_factory=Queue)
    checkpoints: Queue[dict[str, Any]] = field(default_factory=Queue)
    callback_statuses: list[int] = field(default_factory=list)
    """Answers to the next callbacks; 200 afterwards."""

    def add(self, document: bytes) -> str:
        """Store a document; returns its digest."""
        digest = hashlib.sha256(document).hexdigest()
        self.documents[digest] = document
        return digest

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        if method == "GET" and path.startswith("/internal/documents/"):
            document = self.documents.get(path.rpartition("/")[2])
            return (404, b"") if document is None else (200, document)
        content = json.loads(body)
        if path == "/internal/leases":
            self.leases.put(content)
            status, answer = self.lease
            return status, json.dumps(answer).encode()
        if path == "/internal/checkpoints":
            self.checkpoints.put(content)
            return 200, b"{}"
        if path == "/internal/callbacks":
            status = self.callback_statuses.pop(0) if self.callback_statuses else 200
            if status == 200:
                self.callbacks.put(content)
            return status, b"{}"
        return 404, b"{}"


@pytest.fixture
def django() -> Iterator[Django]:
    double = Django()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            verify(SECRET, self.command, self.path, body, dict(self.headers))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            status, answer = double.answer(self.command, self.path, body)
            self.send_response(status)
            if self.command == "GET":
                answer = gzip.compress(answer)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = _handle  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    double.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield double
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def settings(django: Django, redis_url: str) -> Settings:
    return Settings(api_url=django.url, redis_url=redis_url, secret=SECRET)


@dataclass
class Client:
    """Calls the service as Django does, signed."""

    url: str
    secret: str = SECRET

    def call(
        self,
        method: str,
        path: str,
        body: bytes | Mapping[str, Any] = b"",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        sent = dict(headers or {})
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        signed = {**sent, **sign(self.secret, method, path, body)}
        return httpx.request(method, self.url + path, content=body, headers=signed, timeout=60)

    def get(self, path: str) -> httpx.Response:
        return self.call("GET", path)

    def post(
        self,
        path: str,
        body: bytes | Mapping[str, Any] = b"",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        return self.call("POST", path, body, headers)


@pytest.fixture
def service(settings: Settings) -> Iterator[Client]:
    """The whole service behind a socket of its own."""
    config = uvicorn.Config(create_app(settings), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Client(f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join()


@pytest.fixture
def request_of() -> Callable[..., dict[str, Any]]:
    """A generate.v1 document: `request_of(problem=digest, kind="variant", time_limit=3)`."""

    def make(
        problem: str = "0" * 64,
        kind: str = "prepare",
        attempt: int = 1,
        job: str | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        return {
            "version": 1,
            "job": job or str(uuid.uuid4()),
            "attempt": attempt,
            "kind": kind,
            "problem": problem,
            "options": {"seed": 1, "time_limit": 5, **options},
        }

    return make


@pytest.fixture
def free_port() -> Callable[[], int]:
    """A port of this machine on which nothing listens."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
            return port

    return find
