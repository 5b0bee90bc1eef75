"""What must or should hold among the classes of one instructor, cohort or course."""

from collections.abc import Iterator
from itertools import count
from random import Random

from horarium.problem import Constraint
from horarium.university.catalogue import Catalogue
from horarium.university.people import Lecturer
from horarium.university.presets import LECTURE_MINUTES, SLOT_MINUTES
from horarium.university.sections import Section, part_id

_HOUR_TAUGHT = LECTURE_MINUTES // SLOT_MINUTES

Sections = dict[str, tuple[Section, ...]]


def make_constraints(
    catalogue: Catalogue, sections: Sections, lecturers: tuple[Lecturer, ...], rng: Random
) -> tuple[Constraint, ...]:
    """Derived ones first: nobody is in two places at once. Then wishes, all of them soft."""
    number = count(1)
    return tuple(
        Constraint(kind, classes, parameters, not penalty, penalty, f"D{next(number)}", derived)
        for kind, classes, parameters, penalty, derived in (
            *_instructors(lecturers),
            *_cohorts(catalogue, sections),
            *_teaching_days(lecturers, sections),
            *_courses(catalogue, sections, rng),
        )
    )


_Draft = tuple[str, tuple[str, ...], tuple[int, ...], int, str]
"""Kind, classes, parameters, penalty (0: required), derived_from."""


def _instructors(lecturers: tuple[Lecturer, ...]) -> Iterator[_Draft]:
    for lecturer in lecturers:
        if len(lecturer.sections) > 1:
            origin = f"instructor:{lecturer.id}"
            yield "SameAttendees", tuple(lecturer.sections), (), 0, origin


def _cohorts(catalogue: Catalogue, sections: Sections) -> Iterator[_Draft]:
    """The cohort's core courses, as far as their parts leave no choice of class."""
    for cohort in catalogue.cohorts:
        groups = [
            sections[part_id(catalogue.offerings[course], part)]
            for course in cohort.core
            for part in catalogue.offerings[course].parts
        ]
        alone = tuple(group[0].id for group in groups if len(group) == 1)
        if len(alone) > 1:
            yield "SameAttendees", alone, (), 0, f"cohort:{cohort.id}"


def _teaching_days(lecturers: tuple[Lecturer, ...], sections: Sections) -> Iterator[_Draft]:
    hours = {s.id: s.part.week_hours for group in sections.values() for s in group}
    for lecturer in lecturers:
        load = sum(hours[section] for section in lecturer.sections)
        if len(lecturer.sections) > 2 and load > 5:
            yield "MaxDayLoad", tuple(lecturer.sections), (3 * _HOUR_TAUGHT,), 2, ""
        elif len(lecturer.sections) == 2 and load <= 6:
            yield "MaxDays", tuple(lecturer.sections), (4,), 1, ""


def _courses(catalogue: Catalogue, sections: Sections, rng: Random) -> Iterator[_Draft]:
    for offering in catalogue.offerings.values():
        groups = {part.kind: sections[part_id(offering, part)] for part in offering.parts}
        lectures = groups.get("lecture", ())
        for practice in (groups.get("lab", ()), groups.get("tutorial", ())):
            if len(lectures) == 1 and len(practice) == 1 and rng.random() < 0.5:
                yield "Precedence", (lectures[0].id, practice[0].id), (), 2, ""
            elif len(practice) > 1 and practice[0].part.kind == "lab":
                yield "MinGap", tuple(s.id for s in practice[:2]), (_HOUR_TAUGHT,), 1, ""
        if len(lectures) > 1:
            if offering.type == "core":
                yield "SameRoom", tuple(s.id for s in lectures), (), 1, ""
            else:
                yield "NotOverlap", tuple(s.id for s in lectures), (), 2, ""
