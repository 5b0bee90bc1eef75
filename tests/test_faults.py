"""Parts are killed while the product works: they come back, and no job is lost or doubled."""

import json
from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import httpx
import pytest

from horarium_contracts.signing import sign
from stack.testing import faults
from stack.testing.jobs import finished, import_small, job_state, listed, start
from stack.testing.product import Product, running_product, wait_until

KILLS = ["worker child", "worker", "beat", "generator", "solver", "api"]


@pytest.fixture(scope="module")
def fragile() -> Iterator[Product]:
    """A product of this module's own: others need theirs whole."""
    with running_product("--no-demo-week") as product:
        yield product


@pytest.fixture(scope="module")
def registrar(fragile: Product) -> httpx.Client:
    return fragile.browser("registrar")


@pytest.fixture(scope="module")
def term(registrar: httpx.Client) -> str:
    return import_small(registrar)


@pytest.mark.parametrize("victim", KILLS)
def test_a_job_survives_a_kill_in_the_middle_of_its_solve(
    fragile: Product, registrar: httpx.Client, term: str, victim: str
) -> None:
    job = solving(fragile, registrar, term)
    assert faults.kill(fragile, victim)
    assert_delivered_once(registrar, job)


def test_a_job_survives_a_valkey_that_is_killed_and_comes_back_empty(
    fragile: Product, registrar: httpx.Client, term: str
) -> None:
    job = solving(fragile, registrar, term)
    assert faults.kill(fragile, "valkey")
    faults.empty_valkey(fragile)
    assert_delivered_once(registrar, job)


def test_without_postgresql_the_api_says_so_and_the_job_goes_on_once_it_is_back(
    fragile: Product, registrar: httpx.Client, term: str
) -> None:
    job = solving(fragile, registrar, term)
    with faults.kept_down(fragile, "postgresql"):
        wait_until(lambda: "database" in unwell(fragile))
    assert_delivered_once(registrar, job)


def test_a_full_disk_stops_the_work_and_loses_no_job(
    fragile: Product, registrar: httpx.Client, term: str
) -> None:
    job = solving(fragile, registrar, term)
    with faults.full_disk(fragile):
        wait_until(lambda: "database" in unwell(fragile))
        asked = {"term": term, "variants": 1, "time_budget": 6}
        assert registrar.post("/api/v1/jobs/", json=asked).status_code >= 500
    assert_delivered_once(registrar, job)


def test_callbacks_that_come_late_twice_or_from_a_stranger_change_nothing_and_are_logged(
    fragile: Product, registrar: httpx.Client, term: str
) -> None:
    job = finished(registrar, start(registrar, term, variants=1, time_budget=6))
    before = listed(registrar, f"/api/v1/timetables/?job={job['id']}")
    solve = job["solves"][1]["id"]
    end = {
        "version": 1,
        "job": solve,
        "attempt": 1,
        "event": str(uuid4()),
        "outcome": "cancelled",
    }
    path, body = "/internal/callbacks", json.dumps(end).encode()
    secret = fragile.environment["HORARIUM_SERVICE_SECRET"]
    headers = sign(secret, "POST", path, body)
    for given, code in (
        (sign("a guess", "POST", path, body), "signature_wrong"),
        (headers, "attempt_fenced"),
        (headers, "request_replayed"),
        (sign(secret, "POST", path, body), "attempt_fenced"),
    ):
        logged = (fragile.data / "logs" / "api.log").stat().st_size
        answer = httpx.post(
            fragile.environment["HORARIUM_API_URL"] + path,
            content=body,
            headers={**given, "Content-Type": "application/json"},
        )
        assert answer.json()["code"] == code
        assert code in (fragile.data / "logs" / "api.log").read_text()[logged:]
    assert registrar.get(f"/api/v1/jobs/{job['id']}/").json() == job
    assert listed(registrar, f"/api/v1/timetables/?job={job['id']}") == before


def test_every_part_comes_back_after_a_kill(fragile: Product) -> None:
    before = restarts(fragile)
    for part in faults.PARTS:
        wait_until(partial(faults.kill, fragile, part))
    wait_until(lambda: all(restarts(fragile)[part] > before[part] for part in faults.PARTS))
    assert fragile.browser("registrar").get("/api/v1/me/").status_code == 200


def solving(product: Product, client: httpx.Client, term: str) -> str:
    """A new job, once a process solves for it."""
    wait_until(lambda: is_up(client))
    job = start(client, term, variants=1, time_budget=6)
    wait_until(lambda: job_state(client, job) == "running" and faults.solvers(product))
    return job


def assert_delivered_once(client: httpx.Client, job: str) -> None:
    """One timetable without violations, and no attempt of the solve counted twice."""
    wait_until(lambda: is_up(client))
    ended = finished(client, job)
    assert ended["state"] == "succeeded", ended
    (timetable,) = listed(client, f"/api/v1/timetables/?job={job}")
    assert timetable["score"]["hard"] == 0


def unwell(product: Product) -> set[str]:
    """What the API says is not as it must be."""
    address = product.environment["HORARIUM_API_URL"] + "/health/ready"
    try:
        checks = httpx.get(address, timeout=30).json()["checks"]
    except httpx.HTTPError:
        return set()
    return {name for name, state in checks.items() if state != "ok"}


def restarts(product: Product) -> dict[str, int]:
    """How often each part came back, as the terminal tells it."""
    lines = (product.data / "terminal.txt").read_text().splitlines()
    words = [line.split() for line in lines if line.endswith("ready again")]
    return {part: sum(word[0] == part for word in words) for part in faults.PARTS}


def is_up(client: httpx.Client) -> bool:
    try:
        return client.get("/api/v1/me/").status_code == 200
    except httpx.TransportError:
        return False
