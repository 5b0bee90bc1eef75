"""Quick questions about a timetable of the yardstick, while a solve has the processor too."""

import random
import time
from functools import partial
from typing import Any

import httpx

from stack.figures.report import Figure, of_times
from stack.testing import faults
from stack.testing.jobs import finished, listed, start
from stack.testing.product import Product, wait_until

SOLVING_SECONDS = 120
"""For the timetable that is asked about."""

READING = 202

CALLS = 150
PAGE = 500


def measure(product: Product, client: httpx.Client, term: str) -> list[Figure]:
    """The first answers, for which all is read, are not counted."""
    asked = start(client, term, variants=1, time_budget=SOLVING_SECONDS, seed=1)
    job = finished(client, asked, patience=10 * SOLVING_SECONDS)
    (timetable, *_) = listed(client, f"/api/v1/timetables/?job={job['id']}")
    classes = _some_classes(client, term)
    chance = random.Random(1)

    def ask(question: str) -> float | None:
        """How long the answer took; None for one that says the timetable is being read."""
        cls = chance.choice(classes)
        body = (
            {"changes": [_change(cls, chance)]} if question == "check" else {"cls": cls["id"]}
        )
        began = time.monotonic()
        answer = client.post(f"/api/v1/timetables/{timetable['id']}/{question}/", json=body)
        seconds = time.monotonic() - began
        answer.raise_for_status()
        return None if answer.status_code == READING else seconds

    def seconds_of(question: str) -> float:
        seconds = ask(question)
        if seconds is None:
            raise AssertionError("a timetable that was at hand is being read again")
        return seconds

    other = start(client, term, variants=1, time_budget=3600, seed=2)
    try:
        wait_until(lambda: faults.solvers(product))
        for question in ("check", "suggest"):
            wait_until(partial(ask, question))
        checks = [seconds_of("check") for _ in range(CALLS)]
        suggestions = [seconds_of("suggest") for _ in range(CALLS)]
        if not faults.solvers(product):
            raise AssertionError("the solve beside ended before the questions did")
    finally:
        client.post(f"/api/v1/jobs/{other}/cancel/", json={"keep_best": False})
    return [
        of_times("check through the API, solving", checks, share=95, bar=100, must=False),
        of_times(
            "suggest through the API, solving", suggestions, share=95, bar=500, must=False
        ),
    ]


def _some_classes(client: httpx.Client, term: str) -> list[dict[str, Any]]:
    """With times of their own to choose from."""
    rows = listed(client, f"/api/v1/classes/?term={term}&page_size={PAGE}")
    chosen = random.Random(2).sample(rows, min(len(rows), CALLS))
    found = [client.get(f"/api/v1/classes/{row['id']}/").json() for row in chosen]
    return [cls for cls in found if cls["time_options"]]


def _change(cls: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    time = chance.choice(cls["time_options"])
    rooms = [option["room"] for option in cls["room_options"]] or [None]
    hours = {name: time[name] for name in ("weeks", "days", "start_minute", "length_minutes")}
    room = chance.choice(rooms) if cls["needs_room"] else None
    return {"cls": cls["id"], "place": {**hours, "room": room}}
