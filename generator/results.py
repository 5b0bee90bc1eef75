"""What a solve has to show: the `result` of callback and checkpoint documents."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from horarium import __version__, hardware
from horarium.formats import native
from horarium.measures import measure
from horarium.problem import Problem
from horarium.score import Score
from horarium.solution import Solution


@dataclass
class Account:
    """How a solve goes: its stages, and how much it has searched, from progress documents."""

    seed: int
    threads: int
    started: float = field(default_factory=time.monotonic)
    solver: str = "auto"
    fallback: str | None = None
    iterations: int = 0
    feasible: bool = False
    first_feasible: float | None = None
    history: list[list[float]] = field(default_factory=list)
    _stages: dict[str, float] = field(default_factory=dict)
    """Seconds at which each began."""

    def note(self, progress: Mapping[str, Any]) -> None:
        """One progress document of the solver."""
        self.iterations = int(progress["iterations"])
        self._stages.setdefault(str(progress["phase"]), time.monotonic())
        if progress["hard"] == 0 and not self.feasible:
            self.feasible, self.first_feasible = True, progress["elapsed"]

    def stages(self) -> list[dict[str, Any]]:
        """The stages so far, each with the seconds that it took."""
        begins = [*self._stages.items(), ("", time.monotonic())]
        return [
            {"name": name, "seconds": round(after - begin, 3)}
            for (name, begin), (_, after) in pairwise(begins)
            if name != "done"
        ]

    def result(self, problem: Problem, solution: Solution, score: Score) -> dict[str, Any]:
        """The `result` part for this timetable with its score by the oracle."""
        machine = hardware.detect()
        return {
            "solution": native.solution_document(problem, solution),
            "score": {
                "total": score.total,
                "hard": score.hard,
                "components": dict(score.components),
            },
            "measures": measure(problem, solution),
            "history": self.history,
            "solver": {
                "name": self.solver,
                "seed": self.seed,
                "engine_version": __version__,
                "seconds": round(time.monotonic() - self.started, 3),
                "iterations": self.iterations,
                "first_feasible_seconds": self.first_feasible,
                "threads": self.threads,
                "host": socket.gethostname(),
                "hardware": {"cores": machine.cores, "memory_mb": machine.memory_mb},
                "stages": self.stages(),
                "fallback": self.fallback,
            },
        }
