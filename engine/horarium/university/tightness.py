"""How tight a university is: how full its rooms, and how busy its students."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from horarium.problem import Class, Problem
from horarium.university.hidden import bits
from horarium.university.presets import Size


@dataclass(frozen=True, slots=True)
class Tightness:
    """Shares are of the hours in which the rooms could be used, or of the rooms."""

    labs: float
    halls: float
    rooms_of_departments: float
    median_hours: float
    week_hours: int

    def __str__(self) -> str:
        return (
            f"labs used {self.labs:.0%} of the week, halls {self.halls:.0%}; "
            f"{self.rooms_of_departments:.0%} of the rooms are one department's; "
            f"the median student attends {self.median_hours:g} of {self.week_hours} hours"
        )


def tightness(problem: Problem, size: Size) -> Tightness:
    """Of a university that was made in this size; 0 for a kind of room that it has not."""
    institution: Any = problem.institution
    labs = {room for room, about in institution["rooms"].items() if about["type"] == "lab"}
    halls = {room for room, about in institution["rooms"].items() if about["type"] == "hall"}
    owned = sum(bool(about.get("department")) for about in institution["rooms"].values())
    classes = problem.classes.values()
    in_labs = [c for c in classes if c.rooms[0].room in labs]
    in_halls = [c for c in classes if all(option.room in halls for option in c.rooms)]
    hours = {
        course.id: sum(_hours(subpart.classes[0]) for subpart in course.configs[0].subparts)
        for course in problem.courses
    }
    return Tightness(
        labs=_use(in_labs, len(labs), size),
        halls=_use(in_halls, len(halls), size),
        rooms_of_departments=owned / len(problem.rooms),
        median_hours=median(
            sum(hours[c] for c in student.courses) for student in problem.students
        ),
        week_hours=size.week_hours,
    )


def _hours(cls: Class) -> int:
    return bits(cls.times[0].time).bit_count()


def _use(classes: Iterable[Class], rooms: int, size: Size) -> float:
    return sum(map(_hours, classes)) / (rooms * size.week_hours) if rooms else 0.0
