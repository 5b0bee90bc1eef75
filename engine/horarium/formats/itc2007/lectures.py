"""Which classes are lectures of which .ctt course."""

from collections.abc import Sequence

from horarium.problem import Class, Course, Problem, Time


def lectures(problem: Problem) -> dict[str, list[str]]:
    """Class ids by the name of the .ctt course of which they are lectures.

    In a problem that came from a .ctt file these are its courses. In others,
    alike classes of a course without choices are lectures of one .ctt course,
    and any other class is a course of its own.
    """
    found: list[tuple[str, list[str]]] = []
    for course in problem.courses:
        classes = [
            cls
            for config in course.configs
            for subpart in config.subparts
            for cls in subpart.classes
        ]
        if problem.origin == "itc2007" or _is_plain(course, classes):
            found.append((course.id, [cls.id for cls in classes]))
        else:
            found += [(cls.id, [cls.id]) for cls in classes]
    names = words([id for id, _ in found])
    return {name: classes for name, (_, classes) in zip(names, found, strict=True)}


def room_names(problem: Problem) -> dict[str, str]:
    """What each room is called in a .ctt file, by its id."""
    return dict(zip(problem.room, words(list(problem.room)), strict=True))


def is_lecture(time: Time, problem: Problem) -> bool:
    """True for one slot, on one day, in every week."""
    every_week = time.weeks == (1 << problem.calendar.weeks) - 1
    return every_week and time.days.bit_count() == 1 and time.length == 1


def word(id: str) -> str:
    """The id as one word, as a line of the format needs it."""
    return "_".join(id.split()) or "_"


def words(ids: Sequence[str]) -> list[str]:
    """Each id as one word that no other has; those that are words already stay as they are."""
    taken: dict[str, int] = {}
    for at in sorted(range(len(ids)), key=lambda at: ids[at] != word(ids[at])):
        name = word(ids[at])
        while name in taken:
            name += "'"
        taken[name] = at
    return sorted(taken, key=taken.__getitem__)


def _is_plain(course: Course, classes: list[Class]) -> bool:
    """Without choices, and every class offers the same times and rooms to as many."""
    alike = {(cls.times, cls.rooms, cls.limit, cls.needs_room) for cls in classes}
    single = all(
        len(part.classes) == 1 for config in course.configs for part in config.subparts
    )
    return len(course.configs) == 1 and single and len(alike) == 1
