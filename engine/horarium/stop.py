"""When a solve ends: after its time, its iterations, or because someone asks."""

import time
from collections.abc import Callable

StopRule = Callable[[], bool]
"""Asked between chunks of work, from any thread; True ends the solve with its best."""

MILLION = 1_000_000


def never() -> bool:
    return False


class Budget:
    """How much a solve may still do.

    With iterations and no time limit nothing here depends on the clock, so that
    the same seed gives the same timetable on any machine.
    """

    def __init__(
        self,
        time_limit: float | None,
        iterations: int | None,
        stop: StopRule = never,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.time_limit = time_limit
        self.iterations = iterations
        self.stop = stop
        self._clock = clock
        self._begin = clock()

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return self._clock() - self._begin

    def reserve(self, seconds: float) -> None:
        """Keep so much of the time limit, at most a fifth of it, for what follows."""
        if self.time_limit is not None:
            self.time_limit -= min(seconds, self.time_limit / 5)

    def part(self, share: float) -> "Budget":
        """A budget of its own from now on, of this share of the time and of the iterations."""
        return Budget(
            None if self.time_limit is None else self.time_limit * share,
            None if self.iterations is None else max(1, int(self.iterations * share)),
            self.stop,
            self._clock,
        )

    def rest(self, iterations: int) -> "Budget":
        """A budget of its own from now on, of what is left after so many iterations."""
        seconds, steps = self.time_limit, self.iterations
        return Budget(
            None if seconds is None else max(0.0, seconds - self.elapsed()),
            None if steps is None else max(0, steps - iterations),
            self.stop,
            self._clock,
        )

    def used(self, iterations: int) -> int:
        """The share of the budget that is used up, in millionths."""
        by_count = by_time = 0
        if self.iterations is not None:
            by_count = iterations * MILLION // self.iterations if self.iterations else MILLION
        if self.time_limit is not None:
            by_time = int(self.elapsed() / max(self.time_limit, 1e-9) * MILLION)
        return min(MILLION, max(by_count, by_time))

    def over(self, iterations: int) -> bool:
        """True once nothing is left, or the stop rule says so."""
        return self.used(iterations) >= MILLION or self.stop()
