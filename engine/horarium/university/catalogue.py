"""Departments, programmes, cohorts, and the courses they offer."""

from dataclasses import dataclass, field
from random import Random

from horarium.university.presets import Size
from horarium.university.subjects import Subject, subjects

CORE_PER_COHORT = 4
FACULTY = 6
"""Departments that send their students to each other's core courses."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a course: `meetings` a week of `hours` consecutive hours each."""

    kind: str
    meetings: int
    hours: int

    @property
    def week_hours(self) -> int:
        """Hours that one class of the part takes in a week."""
        return self.meetings * self.hours


@dataclass(frozen=True, slots=True)
class Offering:
    id: str
    name: str
    department: str
    type: str
    parts: tuple[Part, ...]

    @property
    def credits(self) -> float:
        """An hour of theory counts 1, an hour of practice one half."""
        return sum(part.week_hours * (0.5 if part.kind == "lab" else 1) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Programme:
    id: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """Students of one year of a programme; they all take its `core`."""

    id: str
    name: str
    programme: str
    department: str
    year: int
    core: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    subject: Subject
    faculty: int
    core: list[str] = field(default_factory=list)
    electives: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Catalogue:
    departments: tuple[Department, ...]
    programmes: tuple[Programme, ...]
    cohorts: tuple[Cohort, ...]
    offerings: dict[str, Offering]


def make_catalogue(size: Size, rng: Random) -> Catalogue:
    """Exactly `size.courses` courses; every cohort has its core."""
    departments = tuple(
        Department(subject.code, subject, index // FACULTY)
        for index, subject in enumerate(subjects(size.departments))
    )
    offerings: dict[str, Offering] = {}
    for index, department in enumerate(departments):
        count = (index + 1) * size.courses // len(departments)
        _fill_department(department, index, count - len(offerings), size, rng, offerings)
    programmes, cohorts = _programmes(departments, size)
    return Catalogue(departments, programmes, cohorts, offerings)


def _fill_department(
    department: Department,
    turn: int,
    count: int,
    size: Size,
    rng: Random,
    offerings: dict[str, Offering],
) -> None:
    """About 57 % core, 23 % electives, the rest open to the whole university."""
    core = max(1, round(count * 0.57))
    electives = min(count - core, max(0, round(count * 0.23)))
    for index in range(count):
        if index < core:
            kind, shelf = "core", department.core
            number = 100 * (1 + index % size.years) + 1 + index // size.years
        elif index < core + electives:
            kind, shelf = "elective", department.electives
            number = 601 + index - core
        else:
            offset = index - core - electives
            kind, shelf = _OPEN_TYPES[(turn + offset) % len(_OPEN_TYPES)], department.open
            number = 801 + offset
        id_ = f"{department.id}-{number}"
        name = _course_name(department.subject.name, kind, len(shelf))
        parts = _parts(kind, department.subject.laboratory, size, rng)
        offerings[id_] = Offering(id_, name, department.id, kind, parts)
        shelf.append(id_)


def _parts(kind: str, laboratory: bool, size: Size, rng: Random) -> tuple[Part, ...]:
    """Weekly hours of a course; three of them on average."""
    if kind == "skill":
        return (Part("lab", 1, 2),) if laboratory else (Part("lecture", 2, 1),)
    if kind in ("open_elective", "minor"):
        return (Part("lecture", 3, 1),)
    draw = rng.random()
    # Only departments with laboratories have labs, so there they are twice as common.
    lab_share = 2.4 * size.lab_share if laboratory else 0.0
    if draw < lab_share:
        return (Part("lecture", 2, 1), Part("lab", 1, rng.choice((2, 2, 3))))
    if draw < lab_share + size.tutorial_share * (1 - lab_share) * 1.5:
        return (Part("lecture", 2, 1), Part("tutorial", 1, 1))
    return (Part("lecture", rng.choice((2, 3)), 1),)


_OPEN_TYPES = ("open_elective", "skill", "open_elective", "minor")

_NAMES = {
    "core": (
        "Foundations of {}", "{} I", "Methods in {}", "{} II", "Principles of {}",
        "{} III", "Theory of {}", "Structures in {}", "{} in Practice", "Analysis in {}",
    ),
    "elective": ("Topics in {}", "Advanced {}", "Seminar in {}", "Modern {}"),
    "open": ("{} for Everyone", "{} Workshop", "{} and Society", "Reading {}"),
}  # fmt: skip


def _course_name(subject: str, kind: str, index: int) -> str:
    names = _NAMES.get(kind, _NAMES["open"])
    turn, position = divmod(index, len(names))
    return names[position].format(subject) + (f" ({turn + 1})" if turn else "")


def _programmes(
    departments: tuple[Department, ...], size: Size
) -> tuple[tuple[Programme, ...], tuple[Cohort, ...]]:
    programmes: list[Programme] = []
    cohorts: list[Cohort] = []
    for department in departments:
        degrees = max(1, len(department.core) // (2 * size.years))
        for degree in range(degrees):
            title = "BSc" if department.subject.laboratory else "BA"
            track = f", track {degree + 1}" if degrees > 1 else ""
            programme = Programme(
                f"{title}-{department.id}-{degree + 1}",
                f"{title} {department.subject.name}{track}",
                department.id,
            )
            programmes.append(programme)
            cohorts.extend(
                Cohort(
                    f"{programme.id}-Y{year}",
                    f"{programme.name}, year {year}",
                    programme.id,
                    department.id,
                    year,
                    _core(department, departments, (degree, degrees), year, size.years),
                )
                for year in range(1, size.years + 1)
            )
    return tuple(programmes), tuple(cohorts)


def _core(
    home: Department,
    departments: tuple[Department, ...],
    track: tuple[int, int],
    year: int,
    years: int,
) -> tuple[str, ...]:
    """Own core courses of the year, filled up with one each of allied departments."""
    degree, degrees = track
    own = home.core[year - 1 :: years] or [home.core[(year - 1) % len(home.core)]]
    core = (own[degree::degrees] or own)[:CORE_PER_COHORT]
    faculty = [other for other in departments if other.faculty == home.faculty]
    turn = faculty.index(home)
    for step in range(1, len(faculty)):
        allied = faculty[(turn + step) % len(faculty)].core[year - 1 :: years]
        if len(core) < CORE_PER_COHORT and allied:
            core = [*core, allied[degree % len(allied)]]
    return tuple(core)
