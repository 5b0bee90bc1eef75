"""Why a problem has no timetable, as codes that become a sentence for whoever asks."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from horarium.problem import Problem
from horarium.stop import StopRule, never

DEFAULT_SECONDS = 60.0

Outcome = Literal["satisfiable", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One or several like requirements, as a code with what a sentence needs.

    `elements` are what it is about, as `type:id`: each is one requirement that could be
    dropped. docs/diagnosis.md lists the codes.
    """

    code: str
    elements: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Diagnosis:
    """`requirements` contradict each other; without any one of their elements they do not.

    `minimal` is False when the time ran out before that was sure of every element. The
    outcome is `unknown` when neither a timetable nor a contradiction was found in time.
    """

    outcome: Outcome
    requirements: tuple[Requirement, ...] = ()
    minimal: bool = True
    seconds: float = 0.0

    @property
    def hours_suffice(self) -> bool:
        """Whether only hours of rooms are in it, and enough of them: the times do not fit."""
        counted = {"classes_must_meet", "rooms_hold_one_class"}
        if {each.code for each in self.requirements} - counted:
            return False
        needed = sum(each.parameters.get("needed", 0) for each in self.requirements)
        offered = sum(each.parameters.get("offered", 0) for each in self.requirements)
        return bool(0 < needed <= offered)

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "outcome": self.outcome,
            "minimal": self.minimal,
            "hours_suffice": self.hours_suffice,
            "seconds": self.seconds,
            "requirements": [
                {
                    "code": each.code,
                    "elements": list(each.elements),
                    "parameters": dict(each.parameters),
                }
                for each in self.requirements
            ],
        }


def diagnose(
    problem: Problem, *, time_limit: float = DEFAULT_SECONDS, stop: StopRule = never
) -> Diagnosis:
    """Find out whether a timetable without hard violations exists, and if not, why.

    Students' wishes to attend clashing classes are costs, so they contradict nothing.
    Raises ProblemError (kind_not_exact) for constraints of kinds of one's own, and
    ValueError for a time limit that is not positive.
    """
    if not time_limit > 0:
        raise ValueError("the time limit must be positive")
    begun = time.monotonic()
    from horarium.solvers.cp_sat import require_known

    require_known(problem)
    from horarium.solvers.cp_sat.diagnosis import find
    from horarium.warm import ensure_warm

    ensure_warm()
    found = find(problem, lambda: stop() or time.monotonic() - begun > time_limit)
    return replace(found, seconds=round(time.monotonic() - begun, 3))
