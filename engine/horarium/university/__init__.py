"""A seeded university to try things on: the same seed and size give the same problem.

In the order in which it is made:

    presets     how large it is
    catalogue   departments, programmes, cohorts, courses
    people      students wishing for courses; instructors given classes
    sections    enough classes of every part for those who want it
    campus      buildings, and rooms for those classes
    hidden      a timetable without clashes, which nobody is shown
    seats       students choosing what they can attend in it
    wishes      what the institution and its instructors would rather have
    assemble    the problem document, with its `institution` part
    tightness   how full its rooms and its students' weeks are
"""

from horarium.problem import Problem
from horarium.university.assemble import assemble
from horarium.university.presets import PRESETS, Size, scaled
from horarium.university.tightness import Tightness, tightness

__all__ = ["PRESETS", "Size", "Tightness", "generate", "size_of", "tightness"]


def generate(
    preset: str | None = None,
    *,
    classes: int | None = None,
    students: int | None = None,
    seed: int = 0,
) -> Problem:
    """The university of a preset, or one of about that many classes and students.

    There is a timetable for it in which nobody's classes clash.

    With neither, the preset is `demo`. `classes` without `students` gets four
    students a class, `students` without `classes` a class for every eight.

    Raises ValueError for an unknown preset, for a preset together with numbers,
    and for fewer than 20 classes or 20 students.
    """
    return assemble(size_of(preset, classes=classes, students=students), seed)[0]


def size_of(
    preset: str | None = None, *, classes: int | None = None, students: int | None = None
) -> Size:
    """What `generate` makes of the same arguments, and raises the same errors."""
    if classes is None and students is None:
        name = preset or "demo"
        if name not in PRESETS:
            raise ValueError(f"unknown preset {name!r}; one of {', '.join(PRESETS)}")
        return PRESETS[name]
    if preset is not None:
        raise ValueError("give either a preset or numbers of classes and students")
    if classes is None:
        classes = max(20, (students or 0) // 8)
    if students is None:
        students = 4 * classes
    return scaled(classes, students)
