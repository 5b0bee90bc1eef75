"""A job's events on their way to those who follow it: soon, whole and in order."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import httpx
import redis

from horarium_contracts import redis_keys
from stack.figures.report import Figure, of_times
from stack.testing import faults
from stack.testing.jobs import finished, follow, start
from stack.testing.product import Product

READERS, A_SECOND, SECONDS = 500, 4, 30
OPENED_AT_ONCE = 20
ALONE_BUDGET = 30


def alone(product: Product, clients: Mapping[str, httpx.Client], term: str) -> list[Figure]:
    """One job on an idle machine, followed through each of the clients by its name.

    From the solver's own clock, whose beginning is that of the progress that reached
    Valkey soonest, to the reader's.
    """
    found = []
    for seed, (name, client) in enumerate(clients.items()):
        job = start(client, term, variants=1, time_budget=ALONE_BUDGET, seed=300 + seed)
        events = follow(client, job)
        finished(client, job)
        with redis.Redis.from_url(product.environment["REDIS_URL"]) as valkey:
            seconds = _since_made(valkey, events)
        what = f"progress from solver to {name}, one job"
        found.append(of_times(what, seconds, share=95, bar=500, must=True))
    return found


def _since_made(valkey: "redis.Redis", events: list[dict[str, Any]]) -> list[float]:
    came = [event for event in events if event["event"] == "progress"]
    by_solve = defaultdict(list)
    for event in came:
        by_solve[event["data"]["solve"]].append(event)
    found = []
    for solve, told in by_solve.items():
        stored: dict[str, float] = {}
        entries: Any = valkey.xrange(redis_keys.progress_stream(solve))
        for position, _ in entries:
            stored[position.decode()] = int(position.split(b"-")[0]) / 1000
        # What comes before the search has another clock.
        told = [each for each in told if each["data"]["progress"]["phase"] != "start"]
        place = told[0]["data"]["index"] + 1
        made = [each["data"]["progress"]["elapsed"] for each in told]
        at = [stored[each["id"].split("_")[place]] for each in told[:-1]]
        zero = min(when - elapsed for when, elapsed in zip(at, made, strict=False))
        found += [each["at"] - zero - elapsed for each, elapsed in zip(told, made, strict=True)]
    return found


def together(product: Product, client: httpx.Client, term: str) -> list[Figure]:
    """Many readers of one job that waits, while progress is written as a solver would."""
    with faults.paused(product, "worker"):
        job = start(client, term, variants=1, time_budget=ALONE_BUDGET, seed=400)
        solve = client.get(f"/api/v1/jobs/{job}/").json()["solves"][0]["id"]
        try:
            delays, gaps = asyncio.run(_readers(product, client, job, solve))
        finally:
            client.post(f"/api/v1/jobs/{job}/cancel/", json={"keep_best": False})
    what = f"{READERS} readers of one job, {A_SECOND} events a second"
    about = f"{READERS * A_SECOND * SECONDS} expected"
    return [
        Figure(f"{what}: missing or out of order", gaps, "", 0, must=True, about=about),
        of_times(f"{what}: from Valkey to reader", delays, share=95, bar=300, must=False),
    ]


async def _readers(
    product: Product, client: httpx.Client, job: str, solve: str
) -> tuple[list[float], int]:
    """Seconds that each event took to each reader, and how many events did not come in turn."""
    written: list[float] = []
    seen: list[list[tuple[int, float]]] = [[] for _ in range(READERS)]
    opening, opened = asyncio.Semaphore(OPENED_AT_ONCE), asyncio.Semaphore(0)
    url = product.environment["HORARIUM_API_URL"]
    headers = {"Cookie": client.headers["Cookie"]}
    total = A_SECOND * SECONDS

    async def read(mine: list[tuple[int, float]]) -> None:
        await opening.acquire()
        async with (
            httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as own,
            own.stream("GET", f"/api/v1/jobs/{job}/events/") as stream,
        ):
            stream.raise_for_status()
            async for chunk in stream.aiter_raw():
                for line in chunk.split(b"\n"):
                    if line.startswith(b"event: job"):
                        opening.release()
                        opened.release()
                    elif line.startswith(b"data: ") and b'"iterations":' in line:
                        number = int(line.split(b'"iterations":')[1].split(b",")[0])
                        mine.append((number, time.time()))
                if len(mine) >= total:
                    return

    async def write() -> None:
        for _ in range(READERS):
            await opened.acquire()
        async with asyncio.timeout(SECONDS + 60), _valkey(product) as valkey:
            for number in range(total):
                position = await valkey.xadd(
                    redis_keys.progress_stream(solve), {"document": _progress(solve, number)}
                )
                written.append(int(str(position).split("-")[0]) / 1000)
                await asyncio.sleep(1 / A_SECOND)

    tasks = [asyncio.create_task(read(mine)) for mine in seen]
    await write()
    _, late = await asyncio.wait(tasks, timeout=60)
    for task in late:
        task.cancel()
    delays = [at - written[number] for mine in seen for number, at in mine]
    gaps = sum(
        mine[place][0] != place if place < len(mine) else 1
        for mine in seen
        for place in range(total)
    )
    return delays, gaps


def _valkey(product: Product) -> "redis.asyncio.Redis":
    return redis.asyncio.Redis.from_url(product.environment["REDIS_URL"], decode_responses=True)


def _progress(solve: str, number: int) -> str:
    document = {"version": 1, "job": solve, "attempt": 1, "phase": "search"}
    document |= {"fraction": 0.5, "elapsed": number / A_SECOND, "eta": 60.0, "cost": 1000}
    document |= {"hard": 0, "components": {"time": 400, "room": 300, "students": 300}}
    document |= {"bound": None, "iterations": number, "moves_per_second": 100000.0}
    return json.dumps(document)
