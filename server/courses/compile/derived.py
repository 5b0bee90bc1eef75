"""What follows from who teaches and who studies: no clashes, and days that are not too long."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from campus.models import Cohort, Instructor
from courses.compile.choices import Choices
from courses.compile.demand import Demand
from courses.compile.rows import Document, Rows
from courses.models import Course, Offering
from courses.options.hours import Hours, week_minutes


@dataclass(frozen=True)
class Group:
    """Classes that somebody attends all of, with the minutes that a day or week may have.

    Of `chosen`, an instructor, only those that are chosen for them.
    """

    origin: str
    classes: list[str]
    most: int | None
    chosen: str = ""
    most_a_week: int | None = None


def groups(rows: Rows, demand: Demand, choices: Choices) -> list[Group]:
    """Each instructor's classes, and each cohort's inescapable ones."""
    taught = [_taught(rows, choices, row) for row in rows.instructors]
    studied = [
        Group(f"cohort:{row.external_id}", core_classes(rows, demand, row), row.max_day_minutes)
        for row in demand.cohorts
    ]
    return taught + studied


def _taught(rows: Rows, choices: Choices, row: Instructor) -> Group:
    """What an instructor teaches; of one who may be chosen, also what they could teach.

    Their weeks have a limit then, which what they teach in any case may raise.
    """
    origin, teaching = f"instructor:{row.external_id}", choices.teaching
    could = teaching.classes_of(row.pk)
    certain = teaching.certain(row.pk)
    if len(could) == len(certain):
        classes = [rows.class_id[cls] for cls in rows.teaching[row.pk]]
        return Group(origin, classes, row.max_day_minutes)
    most = row.max_week_minutes
    if most:
        most = max(most, sum(longest_week(choices.of[cls].times) for cls in certain))
    ids = [rows.class_id[cls] for cls in could]
    return Group(origin, ids, row.max_day_minutes, row.external_id, most)


def longest_week(times: Iterable[tuple[Hours, int]]) -> int:
    """Most minutes a week of a class at one of its times."""
    return max((week_minutes(hours) for hours, _ in times), default=0)


def derived_constraints(groups: Iterable[Group], slot_minutes: int) -> list[Document]:
    """Nobody is in two places at once; then the days that have a limit."""
    attended = [
        _constraint(group.origin, "SameAttendees", {}, group)
        for group in groups
        if len(group.classes) > 1
    ]
    limited = [
        _constraint(
            f"{group.origin}:load", "MaxDayLoad", {"slots": most // slot_minutes}, group
        )
        for group in groups
        if group.classes and (most := group.most)
    ]
    weeks = [
        _constraint(
            f"{group.origin}:week", "MaxWeekLoad", {"slots": most // slot_minutes}, group
        )
        for group in groups
        if group.classes and (most := group.most_a_week)
    ]
    return attended + limited + weeks


def core_classes(rows: Rows, demand: Demand, cohort: Cohort) -> list[str]:
    """The classes that every one of the cohort's students must attend.

    These are of the core courses (or the curriculum) that all of them take, as far as
    the parts of those leave no choice of class.
    """
    curriculum = set(rows.curricula.get(cohort.pk, ()))
    core = {o.pk for o in rows.offerings if o.course.type == Course.Type.CORE} | curriculum
    taken = [core.intersection(demand.takes[key]) for key in demand.keys[cohort.pk]]
    common = set.intersection(*taken) if taken else set()
    return [
        cls
        for offering in rows.offerings
        if offering.pk in common
        for cls in _without_choice(rows, offering)
    ]


def _without_choice(rows: Rows, offering: Offering) -> Iterator[str]:
    configs = rows.configs[offering.pk]
    if len(configs) != 1:
        return
    for subpart in rows.subparts[configs[0][0]]:
        classes = rows.classes_of[subpart.pk]
        if len(classes) == 1:
            yield classes[0].external_id


def _constraint(id: str, kind: str, parameters: dict[str, int], group: Group) -> Document:
    return {
        "id": id,
        "kind": kind,
        "parameters": parameters,
        "required": True,
        "penalty": 0,
        "classes": group.classes,
        **({"taught_by": group.chosen} if group.chosen else {}),
        "derived_from": group.origin,
    }
