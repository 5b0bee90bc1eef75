"""What a soak does, from its seed: jobs, and what is killed in which order."""

import random
from dataclasses import dataclass

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

    @property
    def seconds(self) -> int:
        """What the jobs take one after the other."""
        return sum(asked.budget for asked in self.jobs)


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
