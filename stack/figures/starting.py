"""From a worker's claim of a solve to the first progress from the process that solves it."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import redis

from horarium_contracts import redis_keys
from stack.figures.report import Figure, of_times
from stack.process import ROOT
from stack.testing import faults
from stack.testing.jobs import finished, start
from stack.testing.product import Product, wait_until

WARM_JOBS, COLD_JOBS = 10, 5
BUDGET = 5


def measure(product: Product, client: httpx.Client, term: str) -> list[Figure]:
    """Of the job's both solves where the service has solved before; of the first, cold.

    Cold is a service that was killed and came back, with none of the files that Python
    reads left in memory.
    """
    finished(client, start(client, term, variants=1, time_budget=BUDGET, seed=1))
    warm = [
        seconds
        for seed in range(WARM_JOBS)
        for seconds in _seconds(product, client, term, seed=100 + seed)
    ]
    cold = []
    for seed in range(COLD_JOBS):
        _restart(product)
        _forget_files()
        cold.append(_seconds(product, client, term, seed=200 + seed)[0])
    what = "claim to first progress of the solving process"
    return [
        of_times(f"{what}, pre-warmed", warm, share=95, bar=1000, must=True),
        of_times(f"{what}, cold", cold, share=95, bar=5000, must=True),
    ]


def _seconds(product: Product, client: httpx.Client, term: str, seed: int) -> list[float]:
    job = finished(client, start(client, term, variants=1, time_budget=BUDGET, seed=seed))
    if job["state"] != "succeeded":
        raise AssertionError(f"the job ended as {job['state']}: {job['error']}")
    with redis.Redis.from_url(product.environment["REDIS_URL"]) as valkey:
        return [_first(valkey, solve["id"]) - _claimed(solve) for solve in job["solves"]]


def _claimed(solve: Mapping[str, Any]) -> float:
    return datetime.fromisoformat(solve["started_at"]).timestamp()


def _first(valkey: "redis.Redis", solve: str) -> float:
    """When Valkey got the first progress: the id of an entry begins with that."""
    entries: Any = valkey.xrange(redis_keys.progress_stream(solve), count=1)
    return int(entries[0][0].split(b"-")[0]) / 1000


def _restart(product: Product) -> None:
    before = faults.part(product, "generator")
    faults.kill(product, "generator")
    address = product.environment["HORARIUM_GENERATOR_URL"] + "/health/ready"

    def back() -> bool:
        now = faults.part(product, "generator")
        if now is None or now == before:
            return False
        with suppress(httpx.HTTPError):
            return httpx.get(address).is_success
        return False

    wait_until(back)


def _forget_files() -> None:
    """Have the kernel let go of the environment's files, as after a start of the machine."""
    for file in _files():
        with suppress(OSError), file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _files() -> Iterator[Path]:
    for folder in (Path(sys.prefix), Path(sys.base_prefix, "lib"), ROOT / "engine"):
        yield from (file for file in folder.rglob("*") if file.is_file())
