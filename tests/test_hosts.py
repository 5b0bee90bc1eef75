"""Four machines of one core: the product's, and three hosts that only solve for it.

Five variants of one job are spread over them. One host is cut off and one killed in the
middle; all the same every variant is delivered, once.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from stack.testing.hosts import (
    LEAVES_WITHIN,
    Host,
    Network,
    network,
    not_permitted,
    running_hosts,
)
from stack.testing.jobs import (
    confirmed,
    finished,
    generate,
    import_problem,
    listed,
    start,
)
from stack.testing.product import Product, running_product, wait_until

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

VARIANTS = 5
BUDGET = 150
PATIENCE = 900.0
"""Seconds for a job of which two hosts are lost: their leases last two minutes."""


@pytest.fixture(scope="module")
def bridge() -> Iterator[Network]:
    """With a core for each that is joined to it: every host then has one slot."""
    if reason := not_permitted():
        pytest.skip(reason)
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(ours)})
    try:
        with network() as found:
            yield found
    finally:
        os.sched_setaffinity(0, ours)


@pytest.fixture(scope="module")
def product(bridge: Network) -> Iterator[Product]:
    with running_product("--no-demo-week", HORARIUM_ADDRESS=bridge.address) as product:
        yield product


@pytest.fixture(scope="module")
def hosts(bridge: Network, product: Product) -> Iterator[Sequence[Host]]:
    with running_hosts(bridge, product, 3, drain_seconds=120) as hosts:
        yield hosts


@pytest.fixture(scope="module")
def registrar(product: Product) -> httpx.Client:
    return product.browser("registrar")


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hosts") / "university.xml"
    generate(file, "--classes", "40", "--students", "150", "--seed", "5")
    return file


@pytest.fixture(scope="module")
def term(registrar: httpx.Client, problem: Path) -> str:
    return import_problem(registrar, problem, "Hosts")


def test_variants_are_spread_over_hosts_and_outlive_one_cut_off_and_one_killed(
    hosts: Sequence[Host], registrar: httpx.Client, term: str, problem: Path, tmp_path: Path
) -> None:
    job = start(registrar, term, variants=VARIANTS, time_budget=BUDGET, seed=1)
    held = all_hold_one(hosts, variants_of(registrar, job))
    cut_off, killed, left = hosts
    cut_off.cut_off()
    killed.kill()
    finished(registrar, job, PATIENCE)
    cut_off.join_again()
    wait_until(lambda: cut_off.held() == set())
    ended = registrar.get(f"/api/v1/jobs/{job}/").json()
    assert ended["state"] == "succeeded", ended
    delivered_once(registrar, ended)
    attempts = {solve["id"]: solve["attempt"] for solve in ended["solves"]}
    assert all(attempts[id] > 1 for host in (cut_off, killed) for id in held[host.name])
    assert all(attempts[id] == 1 for id in held[left.name])
    for timetable in listed(registrar, f"/api/v1/timetables/?job={job}"):
        assert confirmed(registrar, timetable, problem, tmp_path)


def test_a_host_that_is_drained_ends_what_it_solves_and_takes_nothing_more(
    hosts: Sequence[Host], registrar: httpx.Client, term: str
) -> None:
    drained = hosts[2]
    job = start(registrar, term, variants=VARIANTS, time_budget=90, seed=2)
    variants = variants_of(registrar, job)
    wait_until(lambda: (drained.held() or set()) & variants())
    its_own = drained.held() or set()
    drained.drain()
    assert drained.process.wait(90 + LEAVES_WITHIN) == 0
    ended = finished(registrar, job, PATIENCE)
    assert ended["state"] == "succeeded", ended
    delivered_once(registrar, ended)
    told = (drained.product.data / drained.name / "logs" / "generator.log").read_text()
    for solve in ended["solves"]:
        if solve["id"] in its_own:
            assert (solve["state"], solve["attempt"]) == ("succeeded", 1)
        elif solve["kind"] == "variant":
            assert solve["id"] not in told


def variants_of(client: httpx.Client, job: str) -> Callable[[], set[str]]:
    """Asks for the ids of the job's variants."""

    def ids() -> set[str]:
        solves: list[dict[str, Any]] = client.get(f"/api/v1/jobs/{job}/").json()["solves"]
        return {solve["id"] for solve in solves if solve["kind"] == "variant"}

    return ids


def all_hold_one(
    hosts: Sequence[Host], variants: Callable[[], set[str]]
) -> dict[str, set[str]]:
    """The variants that each host solves, once each has one."""
    held: dict[str, set[str]] = {}

    def spread() -> bool:
        held.update({host.name: (host.held() or set()) & variants() for host in hosts})
        return all(held.values())

    wait_until(spread)
    return held


def delivered_once(client: httpx.Client, job: dict[str, Any]) -> None:
    """As many timetables as were asked for, each of another solve, without violations."""
    timetables = listed(client, f"/api/v1/timetables/?job={job['id']}")
    assert len(timetables) == job["variants"]
    assert all(timetable["score"]["hard"] == 0 for timetable in timetables)
    made = [solve["timetable"] for solve in job["solves"] if solve["timetable"]]
    assert sorted(made) == sorted(timetable["id"] for timetable in timetables)
