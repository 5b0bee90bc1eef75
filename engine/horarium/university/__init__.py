"""A seeded university to try things on: the same seed and size give the same problem.

In the order in which it is made:

    presets     how large it is
    catalogue   departments, programmes, cohorts, courses
    people      students choosing courses; instructors given classes
    sections    enough classes of every part for those who chose it
    campus      buildings, and rooms for those classes
    wishes      what the institution and its instructors would rather have
    assemble    the problem document, with its `institution` part
"""

from horarium.problem import Problem
from horarium.university.assemble import assemble
from horarium.university.presets import PRESETS, Size, scaled

__all__ = ["PRESETS", "Size", "generate"]


def generate(
    preset: str | None = None,
    *,
    classes: int | None = None,
    students: int | None = None,
    seed: int = 0,
) -> Problem:
    """The university of a preset, or one of about that many classes and students.

    With neither, the preset is `demo`. `classes` without `students` gets four
    students a class, `students` without `classes` a class for every eight.

    Raises ValueError for an unknown preset, for a preset together with numbers,
    and for fewer than 20 classes or 20 students.
    """
    if classes is None and students is None:
        name = preset or "demo"
        if name not in PRESETS:
            raise ValueError(f"unknown preset {name!r}; one of {', '.join(PRESETS)}")
        return assemble(PRESETS[name], seed)
    if preset is not None:
        raise ValueError("give either a preset or numbers of classes and students")
    if classes is None:
        classes = max(20, (students or 0) // 8)
    if students is None:
        students = 4 * classes
    return assemble(scaled(classes, students), seed)
