"""The differences of two timetables as people read them: counts, names, places."""

from collections.abc import Callable
from typing import Any

from campus.models import Student
from courses.models import Class
from timetables.models import Placement
from timetables.selectors.differences import Differences

Rows = list[dict[str, Any]]


def summary(found: Differences) -> dict[str, Any]:
    """Everything in numbers; `against` is the other timetable."""
    return {
        "against": found.old,
        "classes": found.counts(),
        "departments": found.departments(),
        "instructors": len(found.instructors()),
        **found.student_counts(),
    }


def classes_shown(found: Differences, rows: Rows) -> Rows:
    """A page of `Differences.classes` with course, department and both places."""
    keys = [row["id"] for row in rows]
    course = "subpart__config__offering__course__department"
    classes = Class.objects.select_related(course).in_bulk(keys)
    sides = [found.old.pk if found.old else None, found.new.pk]
    placed = Placement.objects.filter(timetable__in=[s for s in sides if s], cls__in=keys)
    places: dict[Any, Placement] = {
        (row.timetable_id, row.cls_id): row for row in placed.select_related("room")
    }
    return [
        {
            **row,
            "name": classes[row["id"]].name,
            "course": classes[row["id"]].subpart.config.offering.course,
            "department": classes[row["id"]].subpart.config.offering.course.department,
            "before": places.get((sides[0], row["id"])),
            "after": places.get((sides[1], row["id"])),
        }
        for row in rows
    ]


def instructors_shown(rows: Rows) -> Rows:
    """A page of `Differences.instructors`."""
    return [{**row, "clashes_created": 0, "clashes_gone": 0} for row in rows]


def students_shown(found: Differences) -> Callable[[Rows], Rows]:
    """Shows pages of `Differences.students` with names and their clashes."""

    def show(rows: Rows) -> Rows:
        keys = [row["id"] for row in rows]
        names = dict(Student.objects.filter(pk__in=keys).values_list("pk", "name"))
        clashes = found.student_clashes(keys)
        nothing = (0, 0)
        return [
            {
                **row,
                "name": names[row["id"]],
                "clashes_created": clashes.get(row["id"], nothing)[0],
                "clashes_gone": clashes.get(row["id"], nothing)[1],
            }
            for row in rows
        ]

    return show
