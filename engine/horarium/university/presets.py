"""How large a university is, and the grid of hours it teaches in."""

from dataclasses import dataclass
from itertools import pairwise

from horarium.problem import Calendar

SLOT_MINUTES = 5
SLOTS_PER_DAY = 24 * 60 // SLOT_MINUTES
DAYS_PER_WEEK = 7
WEEKS = 15
ALL_WEEKS = (1 << WEEKS) - 1
CALENDAR = Calendar(WEEKS, DAYS_PER_WEEK, SLOTS_PER_DAY, SLOT_MINUTES)
LECTURE_MINUTES = 50
"""Every hour teaches 50 minutes and leaves 10 for the way to the next."""

WITH_LUNCH = (9, 10, 11, 12, 14, 15, 16)
EIGHT_HOURS = (9, 10, 11, 12, 13, 14, 15, 16)
LONG_DAY = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17)


@dataclass(frozen=True, slots=True)
class Size:
    """Exact counts of a university; `enrolments` are pairs of student and course.

    `hours` are the hours of the day at which teaching may start, `days` teaching
    days from Monday on. `targets` are the students wanted in one lecture,
    tutorial and lab; shares are of all courses. A class of more than `hall_seats`
    students goes to a shared hall.
    """

    name: str
    departments: int
    courses: int
    classes: int
    instructors: int
    rooms: int
    students: int
    enrolments: int
    hours: tuple[int, ...] = EIGHT_HOURS
    days: int = 6
    years: int = 3
    tutorial_share: float = 0.15
    lab_share: float = 0.22
    targets: tuple[int, int, int] = (120, 60, 40)
    hall_seats: int = 100

    @property
    def summary(self) -> str:
        """Its size in a line."""
        return (
            f"{self.classes:,} classes of {self.courses:,} courses, "
            f"{self.rooms:,} rooms, {self.students:,} students"
        )

    @property
    def runs(self) -> list[int]:
        """Hours in a row, between breaks of the day."""
        ends = [n for n, hour in enumerate(self.hours, 1) if hour + 1 not in self.hours]
        return [end - begin for begin, end in pairwise([0, *ends])]

    @property
    def week_hours(self) -> int:
        """Teaching hours in a week."""
        return self.days * len(self.hours)


def _yardstick(name: str, factor: float) -> Size:
    """The university of the published yardstick, or a multiple of it."""

    def times(count: int) -> int:
        return round(count * factor)

    return Size(
        name=name,
        departments=times(127),
        courses=times(1332),
        classes=times(2494),
        instructors=times(2320),
        rooms=times(1147),
        students=times(19072),
        enrolments=times(130_000),
    )


PRESETS: dict[str, Size] = {
    size.name: size
    for size in (
        Size(
            name="demo",
            departments=8,
            courses=80,
            classes=150,
            instructors=64,
            rooms=40,
            students=600,
            enrolments=3700,
            hours=WITH_LUNCH,
            days=5,
            targets=(80, 40, 30),
            hall_seats=48,
        ),
        _yardstick("yardstick-quarter", 0.25),
        _yardstick("yardstick", 1),
        _yardstick("yardstick-double", 2),
        Size(
            name="purdue",
            departments=85,
            courses=2700,
            classes=9000,
            instructors=3000,
            rooms=570,
            students=39_000,
            enrolments=259_000,
            hours=LONG_DAY,
            days=5,
            years=4,
            tutorial_share=0.5,
            lab_share=0.25,
            targets=(90, 30, 24),
        ),
    )
}


def scaled(classes: int, students: int) -> Size:
    """A university of these numbers in the demo's proportions.

    Raises ValueError below 20 classes or 20 students.
    """
    if classes < 20 or students < 20:
        raise ValueError("a university needs at least 20 classes and 20 students")
    courses = round(classes * 0.53)
    enrolments = round(students * 6.2)
    per_course = enrolments / courses
    return Size(
        name=f"university-{classes}-{students}",
        departments=max(2, round(classes / 19)),
        courses=courses,
        classes=classes,
        instructors=max(4, round(classes * 0.43)),
        rooms=max(10, round(classes * 0.3)),
        students=students,
        enrolments=enrolments,
        hours=WITH_LUNCH,
        days=5,
        targets=(
            max(20, round(per_course * 1.7)),
            max(12, round(per_course * 0.9)),
            max(10, round(per_course * 0.65)),
        ),
        hall_seats=max(40, round(per_course * 1.3)),
    )
