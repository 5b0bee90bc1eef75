"""Students choose their courses; instructors are given their classes."""

import heapq
from bisect import bisect
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from horarium.university.catalogue import Catalogue, Cohort
from horarium.university.presets import Size
from horarium.university.sections import Section

FIRST_YEAR_INTAKE = 2026


@dataclass(frozen=True, slots=True)
class Enrolled:
    id: str
    cohort: str
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lecturer:
    """`sections` are the classes taught."""

    id: str
    department: str
    sections: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Shown to people; nobody real is meant."""
        return f"Lecturer {self.id}"


class _Shelf:
    """Courses drawn with a popularity of their own."""

    def __init__(self, courses: list[str], rng: Random) -> None:
        self._courses = courses
        self._sums = list(accumulate(rng.lognormvariate(0, 0.5) for _ in courses))
        self._rng = rng

    def draw(self, without: list[str]) -> str | None:
        """A course that is not among `without`; None when fifty draws find none."""
        for _ in range(50 if self._courses else 0):
            at = bisect(self._sums, self._rng.random() * self._sums[-1])
            course = self._courses[min(at, len(self._courses) - 1)]
            if course not in without:
                return course
        return None


def enrol(size: Size, catalogue: Catalogue, rng: Random) -> tuple[Enrolled, ...]:
    """Every student takes the core of the cohort, electives, and some of other departments.

    Together they have exactly `size.enrolments` as long as there are courses enough
    to choose from.
    """
    electives = {d.id: _Shelf(d.electives, rng) for d in catalogue.departments}
    everything = _Shelf([course for d in catalogue.departments for course in d.open], rng)
    per_student = _spread(size.enrolments, size.students)
    intake: Counter[int] = Counter()
    students: list[Enrolled] = []
    for cohort, members in zip(
        catalogue.cohorts, _cohort_sizes(size, catalogue, rng), strict=True
    ):
        entered = FIRST_YEAR_INTAKE + 1 - cohort.year
        for _ in range(members):
            intake[entered] += 1
            wanted = per_student[len(students)]
            courses = _choose(cohort, wanted, electives[cohort.department], everything, rng)
            students.append(Enrolled(f"{entered}-{intake[entered]:04}", cohort.id, courses))
    return tuple(students)


def _choose(
    cohort: Cohort, wanted: int, electives: _Shelf, everything: _Shelf, rng: Random
) -> tuple[str, ...]:
    """The core, then one own elective (of two free choices or more), then any department's."""
    chosen = list(cohort.core)
    if wanted - len(chosen) > 1 or rng.random() < 0.5:
        own = electives.draw(chosen)
        if own is not None:
            chosen.append(own)
    while len(chosen) < wanted:
        other = everything.draw(chosen) or electives.draw(chosen)
        if other is None:
            break
        chosen.append(other)
    return tuple(chosen)


def _cohort_sizes(size: Size, catalogue: Catalogue, rng: Random) -> list[int]:
    weights = [rng.uniform(0.6, 1.4) for _ in catalogue.cohorts]
    return shares(size.students, weights)


def _spread(total: int, people: int) -> list[int]:
    """`total` things to `people`, differing by one at most, evenly mixed."""
    return [(i + 1) * total // people - i * total // people for i in range(people)]


def shares(total: int, weights: list[float], least: int = 0) -> list[int]:
    """Whole parts of `total` in proportion to `weights`, by largest remainder.

    Each part is `least` at the least, as far as the total goes.
    """
    free = max(0, total - least * len(weights))
    whole = sum(weights) or 1.0
    exact = [free * weight / whole for weight in weights]
    parts = [least + int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (int(exact[i]) - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def staff(
    size: Size, catalogue: Catalogue, sections: dict[str, tuple[Section, ...]]
) -> tuple[Lecturer, ...]:
    """Exactly `size.instructors`, each teaching own-department classes, evenly loaded."""
    taught: dict[str, list[Section]] = {d.id: [] for d in catalogue.departments}
    for group in sections.values():
        for section in group:
            taught[section.offering.department].append(section)
    weights = [float(len(classes)) for classes in taught.values()]
    lecturers: list[Lecturer] = []
    for (department, classes), count in zip(
        taught.items(), shares(size.instructors, weights, least=1), strict=True
    ):
        hired = [
            Lecturer(f"{department}-{number + 1:02}", department) for number in range(count)
        ]
        load = [(0, number) for number in range(count)]
        for section in sorted(classes, key=lambda s: (-s.part.week_hours, s.id)):
            hours, number = heapq.heappop(load)
            hired[number].sections.append(section.id)
            heapq.heappush(load, (hours + section.part.week_hours, number))
        lecturers.extend(hired)
    return tuple(lecturers)
