"""Students choose their courses; instructors are given their classes."""

import heapq
from bisect import bisect
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Protocol

from horarium.university.catalogue import Catalogue
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


Takes = Callable[[str], bool]
"""Whether a student takes a course that was drawn."""


class Week(Protocol):
    """A week in which classes have places and seats."""

    def attend(self, student: int, course: str) -> bool:
        """Seat the student in this course too; False, nothing changed, where it cannot be."""


class _Shelf:
    """Courses drawn with a popularity of their own."""

    def __init__(self, courses: list[str], rng: Random) -> None:
        self._courses = courses
        self._sums = list(accumulate(rng.lognormvariate(0, 0.5) for _ in courses))
        self._rng = rng

    def draw(self, without: list[str], takes: Takes) -> str | None:
        """A course not among `without` that is taken; None when all that is left is refused."""
        for _ in range(50 if self._courses else 0):
            at = bisect(self._sums, self._rng.random() * self._sums[-1])
            course = self._courses[min(at, len(self._courses) - 1)]
            if course not in without and takes(course):
                return course
        return next((c for c in self._courses if c not in without and takes(c)), None)


def enrol(
    size: Size, catalogue: Catalogue, rng: Random, week: Week | None = None
) -> tuple[Enrolled, ...]:
    """Every student takes the core of the cohort, electives, and some of other departments.

    Together they have exactly `size.enrolments` as long as there are courses enough
    to choose from. With a `week`, students only take what they can attend in it.
    """
    electives = {d.id: _Shelf(d.electives, rng) for d in catalogue.departments}
    everything = _Shelf([course for d in catalogue.departments for course in d.open], rng)
    elsewhere = _Shelf([course for d in catalogue.departments for course in d.electives], rng)
    per_student = _spread(size.enrolments, size.students)
    sizes = _cohort_sizes(size, catalogue, rng)
    cohorts = [
        cohort
        for cohort, members in zip(catalogue.cohorts, sizes, strict=True)
        for _ in range(members)
    ]
    chosen = [list(cohort.core) for cohort in cohorts]

    def take(number: int, *shelves: _Shelf) -> bool:
        def takes(course: str) -> bool:
            return week is None or week.attend(number, course)

        found = (shelf.draw(chosen[number], takes) for shelf in shelves)
        course = next(filter(None, found), None)
        if course is not None:
            chosen[number].append(course)
        return course is not None

    for number, (cohort, wanted) in enumerate(zip(cohorts, per_student, strict=True)):
        # One elective of their own, of two free choices or more; then any department's
        # open courses, and other electives where no seat is left that they could attend.
        own = electives[cohort.department]
        if wanted - len(cohort.core) > 1 or rng.random() < 0.5:
            take(number, own)
        while len(chosen[number]) < wanted and take(number, everything, own, elsewhere):
            pass
    # Some found nothing more to attend: others do instead.
    missing = sum(per_student) - sum(map(len, chosen))
    for number in range(len(cohorts)):
        if missing and len(chosen[number]) < max(per_student):
            missing -= take(number, everything, elsewhere)
    intake: Counter[int] = Counter()
    students: list[Enrolled] = []
    for cohort, courses in zip(cohorts, chosen, strict=True):
        entered = FIRST_YEAR_INTAKE + 1 - cohort.year
        intake[entered] += 1
        students.append(Enrolled(f"{entered}-{intake[entered]:04}", cohort.id, tuple(courses)))
    return tuple(students)


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
