"""Which classes are lectures of which .ctt course."""

from horarium.problem import Class, Course, Problem, Time


def lectures(problem: Problem) -> dict[str, list[str]]:
    """Class ids by the name of the .ctt course of which they are lectures.

    In a problem that came from a .ctt file these are its courses. In others,
    alike classes of a course without choices are lectures of one .ctt course,
    and any other class is a course of its own.
    """
    named: dict[str, list[str]] = {}
    for course in problem.courses:
        classes = [
            cls
            for config in course.configs
            for subpart in config.subparts
            for cls in subpart.classes
        ]
        if problem.origin == "itc2007" or _is_plain(course, classes):
            named[word(course.id)] = [cls.id for cls in classes]
        else:
            named.update({word(cls.id): [cls.id] for cls in classes})
    return named


def is_lecture(time: Time, problem: Problem) -> bool:
    """True for one slot, on one day, in every week."""
    every_week = time.weeks == (1 << problem.calendar.weeks) - 1
    return every_week and time.days.bit_count() == 1 and time.length == 1


def word(id: str) -> str:
    """The id as one word, as a line of the format needs it."""
    return "_".join(id.split())


def _is_plain(course: Course, classes: list[Class]) -> bool:
    """Without choices, and every class offers the same times and rooms to as many."""
    alike = {(cls.times, cls.rooms, cls.limit, cls.needs_room) for cls in classes}
    single = all(
        len(part.classes) == 1 for config in course.configs for part in config.subparts
    )
    return len(course.configs) == 1 and single and len(alike) == 1
