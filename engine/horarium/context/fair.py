"""Fairness as a weight: what falls on those who had more than their share costs more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from horarium.context.reasons import Reason
from horarium.measures.fairness import BURDENS, Burdens, burdens, departments, instructors
from horarium.measures.timetable import Timetable
from horarium.problem import Class, Problem, RoomOption, TimeOption
from horarium.profiles import Profile
from horarium.solution import Placement, Solution

POINTS = 10
"""Points of a burden's whole, for a group that has all of it while the others have none."""

CODES = ("unfair_hours", "unfair_room", "unfair_wish")
"""In the order of `BURDENS`."""


@dataclass(frozen=True)
class Fair:
    """By burden and class: how far above the mean those concerned were, from 0 to 1."""

    ask: Burdens
    above: tuple[Mapping[str, float], ...]

    @classmethod
    def of(cls, problem: Problem, start: Solution) -> "Fair":
        """From the burdens of a timetable."""
        timetable = Timetable(problem, start)
        above: list[dict[str, float]] = [{} for _ in BURDENS]
        for groups in (departments(problem), instructors(problem)):
            for excess, found in zip(above, burdens(timetable, groups), strict=True):
                if len(found) < 2:
                    continue
                mean = fmean(found.values())
                for group, burden in found.items():
                    for id_ in groups[group]:
                        excess[id_] = max(excess.get(id_, 0.0), burden - mean)
        return cls(Burdens(problem), tuple(above))

    def of_time(self, profile: Profile, cls: Class, option: TimeOption) -> Iterator[Reason]:
        """Odd hours and unmet wishes."""
        yield from self._reasons(profile, cls, Placement(option.time), (0, 2))

    def of_room(self, profile: Profile, cls: Class, option: RoomOption) -> Iterator[Reason]:
        """Poor rooms."""
        placement = Placement(cls.times[0].time, option.room)
        yield from self._reasons(profile, cls, placement, (1,))

    def _reasons(
        self, profile: Profile, cls: Class, placement: Placement, which: tuple[int, ...]
    ) -> Iterator[Reason]:
        for at in which:
            above = self.above[at].get(cls.id, 0.0)
            burden = BURDENS[at](self.ask, cls, placement) if above > 0 else None
            points = round(POINTS * above * (burden or 0.0))
            if points:
                yield Reason("social", CODES[at], points, profile.fairness)
