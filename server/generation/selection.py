"""What a job has come to when all of its solves have ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from generation.states import JobState, Outcome, SolveKind


@dataclass(frozen=True, slots=True)
class Ended:
    """One solve at its end; `hard` and `total` are those of its timetable, when it has one.

    `replaces` is the position of the solve in whose place this one was ordered. One that is
    `left_out` had a timetable, which another is at least as good as in every respect.
    """

    kind: SolveKind
    infeasible: bool = False
    hard: int | None = None
    total: int | None = None
    replaces: int | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """`ranks` has the place of each solve's timetable, 1 for the best, None without one."""

    state: JobState
    outcome: Outcome
    ranks: tuple[int | None, ...]


def select(solves: Sequence[Ended], *, cancelled: bool) -> Selection:
    """The terminal state of a job, what came out of it, and the order of its timetables.

    Infeasibility that was proved is an answer; otherwise a job succeeds when every
    variant has a timetable without hard violations. With fewer, or after a
    cancellation, whatever timetable is kept makes it partial.
    """
    kept = [solve for solve in solves if solve.hard is not None]
    valid = all(solve.hard == 0 for solve in _asked_for(solves))
    proved = any(solve.infeasible for solve in solves)
    if proved and not any(solve.hard == 0 for solve in kept):
        state, outcome = JobState.SUCCEEDED, Outcome.INFEASIBLE
    elif kept:
        state = JobState.SUCCEEDED if valid and not cancelled else JobState.PARTIAL
        outcome = Outcome.TIMETABLES
    else:
        state = JobState.CANCELLED if cancelled else JobState.FAILED
        outcome = Outcome.NOTHING
    return Selection(state, outcome, _ranks(solves))


def to_replace(solves: Sequence[Ended], faulty: Sequence[int]) -> list[int]:
    """Positions of the variants to order anew, one after the other: one without a timetable,
    once a job, and the `faulty` ones for which that was not done before.

    None of them when all is well, or nothing can be solved.
    """
    if any(solve.infeasible for solve in solves):
        return []
    variants = [i for i, solve in enumerate(solves) if solve.kind == SolveKind.VARIANT]
    missing = [i for i in variants if solves[i].hard is None]
    if len(missing) == len(variants):
        return []
    tried = {solve.replaces for solve in solves if solve.replaces is not None}
    again = [i for i in faulty if i not in tried and solves[i].replaces is None]
    return [*([] if tried else missing[:1]), *again]


def _asked_for(solves: Sequence[Ended]) -> list[Ended]:
    """The variants that count: of one and its replacement, the one with a timetable.

    One that was left out is not missing.
    """
    replaced = {s.replaces for s in solves if s.hard is not None or s.left_out}
    return [
        solve
        for position, solve in enumerate(solves)
        if solve.kind == SolveKind.VARIANT
        and position not in replaced
        and not solve.left_out
        and (solve.replaces is None or solve.hard is not None)
    ]


def _ranks(solves: Sequence[Ended]) -> tuple[int | None, ...]:
    placed = [index for index, solve in enumerate(solves) if solve.hard is not None]
    placed.sort(key=lambda index: (solves[index].hard, solves[index].total, index))
    place = {index: rank for rank, index in enumerate(placed, start=1)}
    return tuple(place.get(index) for index in range(len(solves)))
