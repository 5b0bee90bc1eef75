"""Progress of several searches as one: the whole's fraction, the best of any."""

import threading
import time
from collections.abc import Mapping

from horarium.progress import Phase, Progress, Sink
from horarium.score import Score

PREPARING = 0.1
"""Of the fraction of the whole, what the common start counts for."""


class Shared:
    """Passes on the documents of all variants as those of one solve, begun now.

    `variants` is how many are searched; `valid` tells whether the preparation has a
    timetable without hard violations.
    """

    def __init__(self, sink: Sink | None, variants: int, time_limit: float) -> None:
        self.valid = False
        self.variants = variants
        self._sink = sink
        self._limit = time_limit
        self._begun = time.monotonic()
        self._latest: dict[int, Progress] = {}
        self._fraction = 0.0
        self._best: tuple[int, int] | None = None
        self._components: Mapping[str, int] = {}
        self._lock = threading.Lock()

    def preparing(self, document: Progress) -> None:
        """Take a document of the common start."""
        self.valid = self.valid or document["hard"] == 0
        with self._lock:
            self._compare(document)
            if document["phase"] != "done":
                self._fraction = PREPARING * document["fraction"]
                self._tell(document["phase"], [document])

    def of(self, variant: int) -> Sink | None:
        """Where this variant's documents go; None when nobody listens."""
        if self._sink is None:
            return None
        return lambda document: self._take(variant, document)

    def finished(self, score: Score) -> None:
        """All is over; the best timetable that is kept has this score."""
        with self._lock:
            self._best, self._components = (score.hard, score.total), score.components
            self._fraction = 1.0
            self._tell("done", list(self._latest.values()))

    def _take(self, variant: int, document: Progress) -> None:
        with self._lock:
            self._latest[variant] = document
            self._compare(document)
            latest = list(self._latest.values())
            done = sum(one["fraction"] for one in latest) / self.variants
            fraction = min(PREPARING + (1 - PREPARING) * done, 0.999)
            self._fraction = max(self._fraction, fraction)
            self._tell("search", latest)

    def _compare(self, document: Progress) -> None:
        """Keep the best that any told: a profile's cost is in the unit of the problem's own."""
        hard, cost = document["hard"], document["cost"]
        if hard is None or cost is None:
            return
        if self._best is None or (hard, cost) < self._best:
            self._best, self._components = (hard, cost), document["components"]

    def _tell(self, phase: Phase, latest: list[Progress]) -> None:
        if self._sink is None:
            return
        elapsed = time.monotonic() - self._begun
        hard, cost = self._best or (None, None)
        self._sink(
            Progress(
                version=1,
                phase=phase,
                fraction=round(self._fraction, 4),
                elapsed=round(elapsed, 3),
                eta=0.0 if phase == "done" else round(max(0.0, self._limit - elapsed), 1),
                cost=cost,
                hard=hard,
                components=self._components,
                bound=None,  # one profile's bound holds for no other
                iterations=sum(one["iterations"] for one in latest),
                moves_per_second=sum(
                    one["moves_per_second"] for one in latest if one["phase"] != "done"
                ),
            )
        )
