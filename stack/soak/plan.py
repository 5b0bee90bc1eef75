"""What a soak does, from its seed: jobs, and what is killed in which order."""

import random
from dataclasses import dataclass
from math import ceil

KINDS = (
    "worker child",
    "worker",
    "beat",
    "generator",
    "solver",
    "valkey",
    "postgresql",
    "api",
)
SHORTEST, LONGEST = 5, 30
"""Seconds that a job may take."""

KILLED_BY = 0.9
"""Share of the jobs that have ended when the last kill is due."""


@dataclass(frozen=True)
class Asked:
    """One job: its time budget in seconds, and the seed of its search."""

    budget: int
    seed: int


@dataclass(frozen=True)
class Plan:
    """`emptied_after` is the number of kills after which Valkey is emptied, once."""

    jobs: tuple[Asked, ...]
    kills: tuple[str, ...]
    emptied_after: int

    def kills_due(self, done: int) -> int:
        """How many kills there should have been once so many jobs have ended."""
        return min(len(self.kills), ceil(len(self.kills) * done / len(self.jobs) / KILLED_BY))


def plan(seed: int, jobs: int, kills: int) -> Plan:
    """Every kind is killed as often as every other, give or take one, in a random order."""
    chance = random.Random(seed)
    first = chance.sample(KINDS, len(KINDS))
    order = [first[i % len(first)] for i in range(kills)]
    chance.shuffle(order)
    asked = tuple(
        Asked(chance.randint(SHORTEST, LONGEST), 1000 * seed + number) for number in range(jobs)
    )
    return Plan(asked, tuple(order), kills // 2)
