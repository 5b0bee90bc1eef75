"""Who of the institution teaches what: certainly, or in a timetable."""

from collections.abc import Mapping, Sequence
from typing import Any

from horarium.problem import Problem
from horarium.solution import Solution


def instructors_of(
    problem: Problem, solution: Solution | None = None
) -> Sequence[Mapping[str, Any]]:
    """The institution's instructors, their `classes` those that they teach in the timetable.

    Without one, those that they teach in any case: a class that chooses between several
    is nobody's then.
    """
    listed = (problem.institution or {}).get("instructors", ())
    if not problem.instructors:
        return list(listed)
    chosen: dict[str, list[str]] = {}
    for id, cls in problem.classes.items():
        for instructor in _chosen(problem, id, solution) if cls.instructors else ():
            chosen.setdefault(instructor, []).append(id)
    choosing = {id for id, cls in problem.classes.items() if cls.instructors}
    return [
        {
            **one,
            "classes": [
                *(id for id in one["classes"] if id not in choosing),
                *chosen.get(one["id"], ()),
            ],
        }
        for one in listed
    ]


def _chosen(problem: Problem, id: str, solution: Solution | None) -> tuple[str, ...]:
    if solution is not None:
        placement = solution.placements.get(id)
        return placement.instructors if placement else ()
    options = problem.classes[id].instructors
    return options[0].instructors if len(options) == 1 else ()
