"""One soak: jobs go in, parts are killed in the middle of solves, every job is counted."""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from horarium_contracts.limits import LEASE_SECONDS
from stack.soak.plan import Asked, Plan
from stack.supervisor import say
from stack.testing import faults
from stack.testing.jobs import ENDED, confirmed, import_problem
from stack.testing.product import Product, wait_until

IN_FLIGHT = 6
"""Jobs that are asked for at a time: some run, some wait."""

LOOK_SECONDS = 0.5
STUCK_AFTER = LEASE_SECONDS + 15 + 60
"""Seconds without any job ending, with every part up, after which the rest is stuck: a
lease, a sweep, and the longest job."""


@dataclass
class Soak:
    """`states` has the last known state of each job, by its id, in the order of the plan."""

    product: Product
    plan: Plan
    problem: Path
    states: dict[str, str] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)
    emptied: int = 0

    def __post_init__(self) -> None:
        self._client = self.product.browser("registrar")
        self._term = import_problem(self._client, self.problem, "Soak")
        self._ended_at = time.monotonic()

    def run(self) -> None:
        """Until every job has ended, or nothing moves any more."""
        while not self._is_over():
            with suppress(httpx.HTTPError):
                self._ask_for_more()
                self._look()
            if len(self.killed) < self.plan.kills_due(self._done()):
                self._kill_next()
            time.sleep(LOOK_SECONDS)

    def count(self, folder: Path) -> dict[str, int]:
        """What became of the jobs; a job is lost without exactly the timetable it should have.

        Each timetable is scored again by the engine's evaluator, from its export.
        """
        wait_until(self._is_up)
        lost = twice = wrong = 0
        for job, state in self.states.items():
            path = f"/api/v1/timetables/?job={job}"
            rows = self._client.get(path).raise_for_status().json()["results"]
            lost += state in ENDED and not (state == "succeeded" and rows)
            twice += len(rows) > 1
            wrong += sum(not confirmed(self._client, row, self.problem, folder) for row in rows)
        stuck = len(self.plan.jobs) - self._done()
        return {"lost": lost, "twice": twice, "stuck": stuck, "wrong": wrong}

    def stuck(self) -> list[dict[str, Any]]:
        """How the jobs that never ended stand, with each of their solves."""
        jobs = [job for job, state in self.states.items() if state not in ENDED]
        found = [self._client.get(f"/api/v1/jobs/{job}/").json() for job in jobs]
        names = ("kind", "index", "state", "attempt", "error")
        return [
            {
                "job": job["id"],
                "state": job["state"],
                "solves": [{name: solve[name] for name in names} for solve in job["solves"]],
            }
            for job in found
        ]

    def _done(self) -> int:
        return sum(state in ENDED for state in self.states.values())

    def _is_over(self) -> bool:
        if self._done() == len(self.plan.jobs):
            return True
        return time.monotonic() - self._ended_at > STUCK_AFTER and self._is_up()

    def _ask_for_more(self) -> None:
        waiting = sum(state not in ENDED for state in self.states.values())
        for asked in self.plan.jobs[len(self.states) :][: IN_FLIGHT - waiting]:
            self.states[self._ask(asked)] = "queued"

    def _ask(self, asked: Asked) -> str:
        """The same key on every try, so that an answer that was lost asks for no second job."""
        answer = self._client.post(
            "/api/v1/jobs/",
            json={
                "term": self._term,
                "variants": 1,
                "time_budget": asked.budget,
                "seed": asked.seed,
            },
            headers={"Idempotency-Key": f"soak-{asked.seed}"},
        )
        return str(answer.raise_for_status().json()["id"])

    def _look(self) -> None:
        for job, state in self.states.items():
            if state not in ENDED:
                answer = self._client.get(f"/api/v1/jobs/{job}/").raise_for_status()
                self.states[job] = answer.json()["state"]
                if self.states[job] in ENDED:
                    self._ended_at = time.monotonic()
                    say("soak", f"{self._share()} {self.states[job]}")

    def _share(self) -> str:
        return f"{self._done()}/{len(self.plan.jobs)}"

    def _kill_next(self) -> None:
        """In the middle of a solve, once the part of the kill before is up again."""
        left = self.plan.kills[len(self.killed) :]
        if not left or not faults.solvers(self.product) or not self._is_up():
            return
        if faults.kill(self.product, left[0]):
            self.killed.append(left[0])
            self._ended_at = time.monotonic()
            say("soak", f"{self._share()} killed: {left[0]}")
            if len(self.killed) == self.plan.emptied_after:
                faults.empty_valkey(self.product)
                self.emptied += 1
                say("soak", f"{self._share()} emptied: valkey")

    def _is_up(self) -> bool:
        try:
            return self._client.get("/api/v1/me/").status_code == 200
        except httpx.HTTPError:
            return False
