"""Parts are killed while the product works: they come back, and no job is lost or doubled."""

from collections.abc import Iterator

import httpx
import pytest

from stack.testing.faults import PARTS, kill
from stack.testing.jobs import finished, import_small, job_state, listed, start
from stack.testing.product import Product, running_product, wait_until


@pytest.fixture(scope="module")
def fragile() -> Iterator[Product]:
    """A product of this module's own: others need theirs whole."""
    with running_product() as product:
        yield product


def test_every_part_comes_back_after_a_kill(fragile: Product) -> None:
    before = restarts(fragile)
    for part in PARTS:
        kill(fragile, part)
    wait_until(lambda: all(restarts(fragile)[part] > before[part] for part in PARTS))
    assert fragile.browser("registrar").get("/api/v1/me/").status_code == 200


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_a_job_survives_the_kill_of_a_part(fragile: Product, part: str) -> None:
    registrar = fragile.browser("registrar")
    job = start(registrar, import_small(registrar), variants=2, time_budget=40)
    wait_until(lambda: job_state(registrar, job) == "running")
    kill(fragile, part)
    wait_until(lambda: is_up(registrar))
    assert finished(registrar, job)["state"] == "succeeded"
    assert len(listed(registrar, f"/api/v1/timetables/?job={job}")) == 2


def restarts(product: Product) -> dict[str, int]:
    """How often each part came back, as the terminal tells it."""
    lines = (product.data / "terminal.txt").read_text().splitlines()
    words = [line.split() for line in lines if line.endswith("ready again")]
    return {part: sum(word[0] == part for word in words) for part in PARTS}


def is_up(client: httpx.Client) -> bool:
    try:
        return client.get("/api/v1/me/").status_code == 200
    except httpx.TransportError:
        return False
