"""How evenly what is unwelcome falls on departments, and on instructors.

A burden is a share from 0 to 1 of a group's meetings. A group's fairness does not
depend on how large the burdens are, only on how far they are from each other.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from horarium.formats.meetings import time_from_document
from horarium.measures.timetable import Timetable, hours
from horarium.problem import Class, Problem, Time
from horarium.solution import Placement, Solution
from horarium.teaching import instructors_of

Burden = Callable[["Burdens", Class, Placement], float | None]


@dataclass
class Burdens:
    """What a class's placement costs those concerned; asked class by class."""

    problem: Problem
    solution: Solution | None = None

    @cached_property
    def edges(self) -> Mapping[int, tuple[int, int]]:
        return edges(self.problem)

    @cached_property
    def wishes(self) -> Mapping[str, Sequence[Time]]:
        """By class, the hours that somebody who teaches it would rather not."""
        minded: dict[str, list[Time]] = defaultdict(list)
        for one in instructors_of(self.problem, self.solution):
            for entry in one.get("preferences", ()):
                if entry.get("penalty", 0):
                    time = time_from_document(entry, self.problem.calendar)
                    for id_ in one["classes"]:
                        minded[id_].append(time)
        return minded

    def odd_hours(self, _: Class, placement: Placement) -> float | None:
        """Share of meetings that touch the first or the last hour of the day."""
        touched = {
            day
            for day, hour in hours(self.problem, placement.time)
            if day in self.edges and hour in self.edges[day]
        }
        return len(touched) / placement.time.days.bit_count()

    def poor_room(self, cls: Class, placement: Placement) -> float | None:
        """Where the room's penalty lies between those of the best and the worst room."""
        penalties = [option.penalty for option in cls.rooms]
        if placement.room is None or not penalties or min(penalties) == max(penalties):
            return None
        mine = next((o.penalty for o in cls.rooms if o.room == placement.room), max(penalties))
        return (mine - min(penalties)) / (max(penalties) - min(penalties))

    def unmet_wish(self, cls: Class, placement: Placement) -> float | None:
        """Share of meetings in hours that somebody who teaches them minds."""
        wishes = self.wishes.get(cls.id)
        if not wishes:
            return None
        days = 0
        for wish in wishes:
            if wish.overlaps(placement.time):
                days |= wish.days & placement.time.days
        return days.bit_count() / placement.time.days.bit_count()


BURDENS: tuple[Burden, ...] = (Burdens.odd_hours, Burdens.poor_room, Burdens.unmet_wish)


def edges(problem: Problem) -> Mapping[int, tuple[int, int]]:
    """By day the first and the last hour of the clock at which classes can be."""
    found: dict[int, set[int]] = defaultdict(set)
    for time in problem.offered:
        for day, hour in hours(problem, time):
            found[day].add(hour)
    return {day: (min(of), max(of)) for day, of in found.items()}


def fairness_departments(timetable: Timetable) -> float | None:
    return _fairness(timetable, departments(timetable.problem))


def fairness_instructors(timetable: Timetable) -> float | None:
    return _fairness(timetable, instructors(timetable.problem, timetable.solution))


def departments(problem: Problem) -> Mapping[str, Sequence[str]]:
    """The classes of each department's courses."""
    about = (problem.institution or {}).get("courses", {})
    groups: dict[str, list[str]] = defaultdict(list)
    for course in problem.courses:
        department = about.get(course.id, {}).get("department")
        if department is not None:
            for config in course.configs:
                for subpart in config.subparts:
                    groups[department] += [cls.id for cls in subpart.classes]
    return groups


def instructors(
    problem: Problem, solution: Solution | None = None
) -> Mapping[str, Sequence[str]]:
    """The classes of each instructor, as `instructors_of` has them."""
    return {one["id"]: one["classes"] for one in instructors_of(problem, solution)}


def burdens(
    timetable: Timetable, groups: Mapping[str, Sequence[str]]
) -> list[dict[str, float]]:
    """For each of `BURDENS`, its mean over each group's placed classes that can have it."""
    ask = Burdens(timetable.problem, timetable.solution)
    found: list[dict[str, float]] = []
    for burden in BURDENS:
        means = {
            group: [
                value
                for id_ in classes
                if id_ in timetable.placements
                and (
                    value := burden(
                        ask, timetable.problem.classes[id_], timetable.placements[id_]
                    )
                )
                is not None
            ]
            for group, classes in groups.items()
        }
        found.append({group: fmean(values) for group, values in means.items() if values})
    return found


def _fairness(timetable: Timetable, groups: Mapping[str, Sequence[str]]) -> float | None:
    """100 * (1 - twice the groups' mean distance from their mean), the mean over burdens."""
    scores = [
        _evenness(found.values()) for found in burdens(timetable, groups) if len(found) > 1
    ]
    return fmean(scores) if scores else None


def _evenness(values: Collection[float]) -> float:
    mean = fmean(values)
    return 100 * (1 - 2 * fmean(abs(value - mean) for value in values))
