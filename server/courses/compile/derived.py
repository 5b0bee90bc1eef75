"""What follows from who teaches and who studies: nobody is in two places at once."""

from collections.abc import Iterator

from campus.models import Cohort
from courses.compile.rows import Document, Rows
from courses.models import Course, Offering


def derived_constraints(rows: Rows) -> Iterator[Document]:
    """One for each instructor's classes, and for each cohort's inescapable ones."""
    for instructor in rows.instructors:
        classes = [rows.class_id[cls] for cls in rows.teaching[instructor.pk]]
        if len(classes) > 1:
            yield _attendees(f"instructor:{instructor.external_id}", classes)
    if rows.term.self_contained:
        return
    for cohort, classes in _core_classes(rows):
        if len(classes) > 1:
            yield _attendees(f"cohort:{cohort.external_id}", classes)


def _core_classes(rows: Rows) -> Iterator[tuple[Cohort, list[str]]]:
    """By cohort: the classes that every one of its students must attend.

    These are of the core courses that all of them take, as far as the parts of
    those leave no choice of class.
    """
    core = {o.pk for o in rows.offerings if o.course.type == Course.Type.CORE}
    for cohort, members in rows.cohorts():
        taken = [core.intersection(rows.enrolments[key]) for key in members]
        common = set.intersection(*taken) if taken else set()
        yield (
            cohort,
            [
                cls
                for offering in rows.offerings
                if offering.pk in common
                for cls in _without_choice(rows, offering)
            ],
        )


def _without_choice(rows: Rows, offering: Offering) -> Iterator[str]:
    configs = rows.configs[offering.pk]
    if len(configs) != 1:
        return
    for subpart, *_ in rows.subparts[configs[0][0]]:
        classes = rows.classes_of[subpart]
        if len(classes) == 1:
            yield classes[0].external_id


def _attendees(origin: str, classes: list[str]) -> Document:
    return {
        "id": origin,
        "kind": "SameAttendees",
        "parameters": {},
        "required": True,
        "penalty": 0,
        "classes": classes,
        "derived_from": origin,
    }
