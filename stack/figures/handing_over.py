"""Solves handed over to the generation service, many a second: how soon each is answered."""

import asyncio
import json
import time
from collections import defaultdict
from uuid import uuid4

import httpx

from horarium_contracts.signing import sign
from stack.figures.report import Figure, of_times
from stack.testing.product import Product

A_SECOND, SECONDS = 50, 20
SOLVING_SECONDS = 1.0
"""What each that is accepted solves, so that there is room for others all the time."""

PATH = "/api/generate_variants"
BAR_MS = 50.0


def measure(product: Product, problem: str) -> list[Figure]:
    """Each is sent at its time, whether or not those before it were answered.

    They are one variant each of the problem with this digest, for whoever is not the API.
    """
    times = asyncio.run(_send_all(product, problem))
    refused = {status for status in times if status not in (202, 503)}
    if refused:
        raise AssertionError(f"answers that were not expected: {sorted(refused)}")
    rate = f"{A_SECOND} a second for {SECONDS} s"
    names = {202: "accepted", 503: "refused for want of a slot"}
    return [
        of_times(
            f"generate_variants, {rate}: {name}", times[status], share=99, bar=BAR_MS, must=True
        )
        for status, name in names.items()
    ]


async def _send_all(product: Product, problem: str) -> dict[int, list[float]]:
    """Seconds until the answer, by its status."""
    times: dict[int, list[float]] = defaultdict(list)
    secret = product.environment["HORARIUM_SERVICE_SECRET"]
    address = product.environment["HORARIUM_GENERATOR_URL"]
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:

        async def send(seed: int, due: float) -> None:
            body = json.dumps(_request(problem, seed)).encode()
            headers = {"Content-Type": "application/json", **sign(secret, "POST", PATH, body)}
            answer = await client.post(PATH, content=body, headers=headers)
            times[answer.status_code].append(time.monotonic() - due)

        began = time.monotonic() + 0.1
        async with asyncio.TaskGroup() as group:
            for number in range(A_SECOND * SECONDS):
                due = began + number / A_SECOND
                await asyncio.sleep(due - time.monotonic())
                group.create_task(send(number, due))
    return times


def _request(problem: str, seed: int) -> dict[str, object]:
    return {
        "version": 1,
        "job": str(uuid4()),
        "attempt": 1,
        "kind": "variant",
        "problem": problem,
        "variants": 1,
        "options": {"seed": seed, "time_limit": SOLVING_SECONDS, "threads": 1},
    }
