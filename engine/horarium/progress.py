"""How far a solve has come, for people and programs watching it."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Literal, TypedDict

from horarium.solution import Solution
from horarium.stop import MILLION, Budget

Phase = Literal["start", "construct", "search", "finish", "done"]

HISTORY_POINTS = 500
PAUSE = 0.25
"""Least seconds between two reports of one phase."""

EXPLAINING = 50
"""Components are asked for again after this multiple of the time that they took."""

BEST_PAUSE = 30.0
"""Least seconds between two timetables that are passed on while a search runs."""

WINDOW = 5.0
"""Seconds over which the moves a second are measured."""


class Progress(TypedDict):
    """One report: a document of the contract progress.v1. Costs are those of the best."""

    version: Literal[1]
    phase: Phase
    fraction: float
    elapsed: float
    eta: float | None
    cost: int | None
    hard: int | None
    components: Mapping[str, int]
    bound: int | None
    iterations: int
    moves_per_second: float


Sink = Callable[[Progress], None]
Explain = Callable[[], Mapping[str, int]]
"""Gives the cost by component of the best timetable of the thread that calls it."""

BestSink = Callable[[Solution], None]
"""Gets the best timetable so far from a searching thread, which waits: be quick."""


class ProgressTracker:
    """Collects what searching threads report, and passes on a consistent picture.

    The fraction never falls and the best never gets worse. `history` has a point
    [seconds, hard, cost] for each improvement, thinned to `HISTORY_POINTS`; `threads`
    is how many search, and `fallback` why otherwise than was asked, both of which the solver
    says. `on_best` gets the best timetable at its improvements, the first at once and then at
    most every `BEST_PAUSE` seconds.
    """

    def __init__(
        self, budget: Budget, sinks: tuple[Sink, ...] = (), on_best: BestSink | None = None
    ) -> None:
        self.history: list[tuple[float, int, int]] = []
        self.first_feasible: float | None = None
        self.iterations = 0
        self.threads = 1
        self.fallback: str | None = None
        self._budget = budget
        self._sinks = sinks
        self._phase: Phase = "start"
        self._fraction = 0.0
        self._best: tuple[int, int] | None = None
        self._bound: int | None = None
        self._components: Mapping[str, int] = {}
        self._explained: tuple[int, int] | None = None
        self._explain_at = 0.0
        self._on_best = on_best
        self._passed_on: tuple[int, int] | None = None
        self._pass_on_at = 0.0
        self._reported: float | None = None
        self._marks: deque[tuple[float, int]] = deque()
        self._lock = threading.RLock()

    @property
    def best(self) -> tuple[int, int] | None:
        """(hard, cost) of the best timetable so far."""
        return self._best

    def enter(self, phase: Phase) -> None:
        """A phase begins; reported at once."""
        with self._lock:
            if phase == "search" and self._phase != phase:
                self._marks.clear()
            self._phase = phase
            self._report(force=True)

    def advance(self, iterations: int) -> None:
        """So many iterations more were made, by any thread."""
        with self._lock:
            self.iterations += iterations
            self._report()

    def improved(
        self,
        hard: int,
        cost: int,
        explain: Explain | None = None,
        solution: Callable[[], Solution] | None = None,
    ) -> bool:
        """A timetable was found; True when it is better than every one before.

        `explain` and `solution`, which tell of this timetable, are asked now and then,
        while somebody listens, also when a call only repeats the best: components may
        so be a little older than the cost.
        """
        with self._lock:
            if self._best is not None and (hard, cost) > self._best:
                return False
            better = self._best != (hard, cost)
            first = hard == 0 and self.first_feasible is None
            self._best = (hard, cost)
            if explain is not None and self._sinks and self._explained != self._best:
                self._ask(explain, now=first)
            if self._on_best is not None and solution is not None:
                self._pass_on(solution, self._on_best)
            if not better:
                return False
            elapsed = self._budget.elapsed()
            if first:
                self.first_feasible = elapsed
            self.history.append((round(elapsed, 3), hard, cost))
            if len(self.history) > HISTORY_POINTS:
                self.history = self.history[:-1:2] + self.history[-1:]
            self._report(force=first)
            return True

    def bounded(self, bound: int) -> None:
        """It is proved that no timetable without hard violations costs less."""
        with self._lock:
            if self._bound is None or bound > self._bound:
                self._bound = bound
                self._report()

    def finished(self, hard: int, cost: int, components: Mapping[str, int]) -> None:
        """The solve is over, with a timetable that the oracle scored so."""
        with self._lock:
            self._best = (hard, cost)
            self._components = components
            self.enter("done")

    def _ask(self, explain: Explain, now: bool) -> None:
        """Components of the best, unless they were asked for only just now."""
        begun = self._budget.elapsed()
        if begun < self._explain_at and not now:
            return
        # The first answer takes long for what it has loaded: it is no measure of the next.
        times = EXPLAINING if self._explained else 1
        self._components, self._explained = explain(), self._best
        ended = self._budget.elapsed()
        self._explain_at = ended + max(PAUSE, times * (ended - begun))

    def _pass_on(self, solution: Callable[[], Solution], on_best: BestSink) -> None:
        """The best timetable, when it is a new one and the last was long enough ago."""
        elapsed = self._budget.elapsed()
        if self._passed_on != self._best and elapsed >= self._pass_on_at:
            self._passed_on, self._pass_on_at = self._best, elapsed + BEST_PAUSE
            on_best(solution())

    def _speed(self, elapsed: float) -> float:
        """Moves a second over the last few seconds; 0 before that can be said."""
        marks = self._marks
        marks.append((elapsed, self.iterations))
        while len(marks) > 2 and elapsed - marks[1][0] >= WINDOW:
            marks.popleft()
        seconds = elapsed - marks[0][0]
        return (self.iterations - marks[0][1]) / seconds if seconds >= PAUSE / 2 else 0.0

    def _report(self, force: bool = False) -> None:
        elapsed = self._budget.elapsed()
        if not force and self._reported is not None and elapsed - self._reported < PAUSE:
            return
        self._reported = elapsed
        done = self._phase == "done"
        used = self._budget.used(self.iterations) / MILLION
        self._fraction = 1.0 if done else max(self._fraction, min(used, 0.999))
        progress = Progress(
            version=1,
            phase=self._phase,
            fraction=round(self._fraction, 4),
            elapsed=round(elapsed, 3),
            eta=0.0 if done else self._eta(elapsed),
            cost=self._best[1] if self._best else None,
            hard=self._best[0] if self._best else None,
            components=self._components,
            bound=self._bound,
            iterations=self.iterations,
            moves_per_second=round(self._speed(elapsed), 1),
        )
        for sink in self._sinks:
            sink(progress)

    def _eta(self, elapsed: float) -> float | None:
        """Seconds left by the share of the budget used; None before that says anything."""
        if self._budget.time_limit is not None and self._budget.iterations is None:
            return round(max(0.0, self._budget.time_limit - elapsed), 1)
        if self._fraction < 0.01:
            return None
        return round(elapsed * (1 - self._fraction) / self._fraction, 1)
