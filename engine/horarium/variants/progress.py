"""Progress of several searches as one: the whole's fraction, the best of any."""

import threading
from collections.abc import Mapping

from horarium.progress import Progress, Sink

PREPARING = 0.1
"""Of the fraction of the whole, what the common start counts for."""


class Shared:
    """Passes on the documents of all variants as those of one solve.

    `valid` tells whether the preparation has a timetable without hard violations.
    """

    def __init__(self, sink: Sink | None, variants: int, time_limit: float) -> None:
        self.valid = False
        self._sink = sink
        self._limit = time_limit
        self._latest: dict[int, Progress] = {}
        self._variants = variants
        self._fraction = 0.0
        self._best: tuple[int, int] | None = None
        self._components: Mapping[str, int] = {}
        self._prepared = 0.0
        self._lock = threading.Lock()

    def preparing(self, document: Progress) -> None:
        """Take a document of the common start."""
        self.valid = self.valid or document["hard"] == 0
        self._prepared = document["elapsed"]
        if self._sink is not None and document["phase"] != "done":
            self._sink({**document, "fraction": PREPARING * document["fraction"]})

    def of(self, variant: int) -> Sink | None:
        """Where this variant's documents go; None when nobody listens."""
        if self._sink is None:
            return None
        return lambda document: self._take(variant, document)

    def _take(self, variant: int, document: Progress) -> None:
        with self._lock:
            self._latest[variant] = document
            latest = list(self._latest.values())
            hard, cost = document["hard"], document["cost"]
            # The last document tells the problem's own cost, the others the profile's.
            if hard is not None and cost is not None and document["phase"] != "done":
                better = self._best is None or (hard, cost) < self._best
                if better:
                    self._best, self._components = (hard, cost), document["components"]
            done = sum(one["fraction"] for one in latest) / self._variants
            self._fraction = max(self._fraction, PREPARING + (1 - PREPARING) * done)
            elapsed = self._prepared + max(one["elapsed"] for one in latest)
            assert self._sink is not None
            self._sink(
                {
                    **document,
                    "phase": "search" if document["phase"] == "done" else document["phase"],
                    "fraction": round(min(self._fraction, 0.999), 4),
                    "elapsed": round(elapsed, 3),
                    "eta": round(max(0.0, self._limit - elapsed), 1),
                    "hard": self._best[0] if self._best else None,
                    "cost": self._best[1] if self._best else None,
                    "components": self._components,
                    "iterations": sum(one["iterations"] for one in latest),
                    "moves_per_second": sum(
                        one["moves_per_second"] for one in latest if one["phase"] != "done"
                    ),
                }
            )
