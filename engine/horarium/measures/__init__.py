"""Absolute measures of a timetable: numbers that mean the same for every term.

Formulas in words are in docs/measures.md, in the order of `MEASURES`. A measure
that does not apply (no students, no instructors named) is left out. Each belongs
to a dimension, whose score from 0 to 100 is the mean of what its measures are worth.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from horarium.measures import fairness, instructors, places, students
from horarium.measures.timetable import Timetable
from horarium.problem import Problem
from horarium.solution import Solution

Dimension = Literal["temporal", "behavioural", "academic", "social", "spatial"]
DIMENSIONS: tuple[Dimension, ...] = (
    "temporal",
    "behavioural",
    "academic",
    "social",
    "spatial",
)
Worth = Callable[[float], float]
"""What a value of a measure is worth, from 0 to 100."""


@dataclass(frozen=True)
class Measure:
    """`worth` is None for a measure that is told, but no part of its dimension's score."""

    dimension: Dimension
    formula: Callable[[Timetable], float | None]
    worth: Worth | None
    better: Literal["lower", "higher"] = "lower"


def measure(problem: Problem, solution: Solution) -> dict[str, float]:
    """Every measure that applies, and each dimension's score as `score_<dimension>`."""
    timetable = Timetable(problem, solution)
    found = {name: one.formula(timetable) for name, one in MEASURES.items()}
    values = {
        name: round(float(value), 4) for name, value in found.items() if value is not None
    }
    scores = {f"score_{name}": score for name, score in dimension_scores(values).items()}
    return values | scores


def dimension_scores(values: Mapping[str, float]) -> dict[Dimension, float]:
    """From measures by name, the score of each dimension of which one applies."""
    scores: dict[Dimension, float] = {}
    for dimension in DIMENSIONS:
        worths = [
            one.worth(values[name])
            for name, one in MEASURES.items()
            if one.dimension == dimension and one.worth is not None and name in values
        ]
        if worths:
            scores[dimension] = round(fmean(worths), 1)
    return scores


def _half_at(half: float) -> Worth:
    """100 for nothing, 50 at `half`, and never quite 0."""
    return lambda value: 100 / (1 + value / half)


def _share(value: float) -> float:
    return 100 * value


def _missing(value: float) -> float:
    return 100 * (1 - value)


def _evenly(value: float) -> float:
    """A fifth of all that is held, in the busiest fifth of the hours, is even."""
    return 100 * min(1.0, (1 - value) / 0.8)


def _as_it_is(value: float) -> float:
    return value


MEASURES: Mapping[str, Measure] = {
    "student_conflicts": Measure("social", students.student_conflicts, None),
    "students_with_conflicts": Measure("social", students.students_with_conflicts, _missing),
    "student_days": Measure("social", students.student_days, None),
    "student_idle_minutes": Measure("temporal", students.student_idle_minutes, _half_at(60)),
    "peak_share": Measure("temporal", places.peak_share, _evenly),
    "instructor_penalty": Measure("behavioural", instructors.instructor_penalty, _half_at(1)),
    "continuity": Measure("behavioural", places.continuity, _share, "higher"),
    "instructor_day_spread": Measure(
        "academic", instructors.instructor_day_spread, _half_at(1)
    ),
    "student_day_spread": Measure("academic", students.student_day_spread, _half_at(1)),
    "requisite_clashes": Measure("academic", places.requisite_clashes, _missing),
    "seat_fill": Measure("spatial", places.seat_fill, _share, "higher"),
    "student_walk_minutes": Measure("spatial", students.student_walk_minutes, _half_at(10)),
    "step_free_share": Measure("spatial", places.step_free_share, _share, "higher"),
    "fairness_departments": Measure(
        "social", fairness.fairness_departments, _as_it_is, "higher"
    ),
    "fairness_instructors": Measure(
        "behavioural", fairness.fairness_instructors, _as_it_is, "higher"
    ),
}
