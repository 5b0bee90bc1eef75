"""Who is kept of a population: the better ones, as long as they differ."""

import random
from dataclasses import dataclass, field

from horarium.arrays import Arrays
from horarium.kernels.layout import Best
from horarium.search.breeding import distance
from horarium.solvers.local import worth

LEAST_DIFFERENT = 0.05
"""Share of the classes that two members have at other times."""


@dataclass
class Population:
    """Complete timetables, the best first."""

    arrays: Arrays
    members: list[Best] = field(default_factory=list)

    def add(self, one: Best) -> None:
        """A member more, whatever it is like."""
        self.members.append(one)
        self.members.sort(key=worth)

    def parents(self, rng: random.Random) -> tuple[Best, Best]:
        """Two different ones, the first the better of two drawn."""
        at = min(rng.sample(range(len(self.members)), 2))
        other = rng.choice([n for n in range(len(self.members)) if n != at])
        return self.members[at], self.members[other]

    def offer(self, child: Best) -> bool:
        """Take in a child in place of those that it is too much like, or of the worst.

        Only where it is better than all of these; False when it is not.
        """
        alike = [
            at
            for at, one in enumerate(self.members)
            if distance(self.arrays, one, child) < LEAST_DIFFERENT
        ] or [len(self.members) - 1]
        if worth(child) >= worth(self.members[alike[0]]):
            return False
        self.members[alike[0]] = child
        self.members.sort(key=worth)
        return True
