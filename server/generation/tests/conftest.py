"""A real database and Redis; only the generator's HTTP is doubled here."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from django.test import Client

from accounts.models import Institution
from campus.models import Term
from courses.fill import fill_term
from generation import live
from generation.models import Job, Solve
from generation.services.delivery import hand_over
from generation.services.jobs import create_job
from horarium_contracts.signing import sign
from timetables.tests.problem import problem_document, result_document


class Generator:
    """Records what it is asked; answers `status` to new work."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self.status = 202
        self.slots = 2
        self.free: int | None = None
        """As many as are not held, unless it says otherwise."""
        self.engine_version = "0.1"
        self.instance = "host/1"
        self.gpus: list[dict[str, Any]] = []
        self.held: dict[str, int] = {}
        self.down = False

    def request(
        self, method: str, url: str, *, content: bytes, **options: Any
    ) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("refused")
        path = httpx.URL(url).path
        if path == "/hardware":
            free = self.slots - len(self.held) if self.free is None else self.free
            machine = {
                "slots": self.slots,
                "free": free,
                "engine_version": self.engine_version,
            }
            machine |= {"cores": 8, "memory_mb": 16_000, "gpus": self.gpus}
            return httpx.Response(200, json=machine)
        if path == "/api/solves":
            held = [{"job": job, "attempt": attempt} for job, attempt in self.held.items()]
            return httpx.Response(200, json={"instance": self.instance, "solves": held})
        self.calls.append((method, path, json.loads(content)))
        status = self.status if path == "/api/generate_variants" else 200
        if path == "/api/generate_variants" and status == 202:
            request = json.loads(content)
            self.held[request["job"]] = request["attempt"]
        return httpx.Response(status, json={"code": "no_free_slot", "instance": self.instance})


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Generator:
    double = Generator()
    monkeypatch.setattr("config.generator.httpx.request", double.request)
    return double


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, UUID]]:
    """The doorbell's rings, instead of a broker's queue."""
    heard: list[tuple[str, UUID]] = []

    def send(task: str, arguments: list[str], **options: Any) -> None:
        heard.append((task, UUID(arguments[0])))

    monkeypatch.setattr("generation.doorbell.current_app.send_task", send)
    return heard


@pytest.fixture(autouse=True)
def clean_redis(redis_url: str) -> None:
    live.connection().flushdb()


@pytest.fixture
def term(tenant: Institution, rings: object) -> Term:
    document = problem_document()
    history = document["courses"][1]["configs"][0]["subparts"][0]["classes"][0]
    # At every start that a result may tell, so that timetables can differ in it.
    history["times"] = [{**history["times"][0], "start": start} for start in range(100)]
    return fill_term(tenant, document)


@pytest.fixture
def job(term: Term) -> Job:
    return create_job(term, variants=2, time_budget=100, solver="auto", seed=7)


@pytest.fixture
def started(job: Job, generator: Generator) -> Solve:
    """The job's preparation, running at the generator."""
    prepare = job.solves.get(index=0)
    hand_over(prepare.id)
    prepare.refresh_from_db()
    return prepare


def callback(solve: Solve, outcome: str = "succeeded", **fields: Any) -> dict[str, Any]:
    """A callback document of the solve's current attempt."""
    document = {
        "version": 1,
        "job": str(solve.id),
        "attempt": solve.attempt,
        "event": str(uuid4()),
        "outcome": outcome,
    }
    if outcome in {"succeeded", "partial"}:
        document["result"] = result_document(total=7 + solve.index)
    return {**document, **fields}


@pytest.fixture
def post_signed(settings: Any) -> Callable[..., Any]:
    """Posts JSON to an internal address, signed as the generator signs."""

    def post(path: str, document: Any, headers: dict[str, str] | None = None) -> Any:
        body = json.dumps(document).encode()
        signed = headers or sign(settings.SERVICE_SECRET, "POST", path, body)
        return Client().post(path, body, content_type="application/json", headers=signed)

    return post
