"""From rows to the problem document that is solved."""

from typing import Any

from campus.models import Term
from courses.compile.derived import derived_constraints
from courses.compile.institution import institution, people
from courses.compile.problem import constraints, courses, rooms
from courses.compile.rows import Rows

__all__ = ["compile_term"]


def compile_term(term: Term) -> dict[str, Any]:
    """The term as a native problem document (contracts' problem.v1), in the order of its rows.

    External ids are the document's ids. Needs the term's tenant context.
    """
    rows = Rows(term)
    document: dict[str, Any] = {
        "format": "horarium-problem",
        "version": 1,
        "name": term.problem_name or term.external_id,
        "origin": term.origin,
        "time": {
            "weeks": term.weeks,
            "days": term.days,
            "slots_per_day": rows.grid.slots_per_day,
            "slot_minutes": rows.grid.clock.slot_minutes,
            "day_start": rows.grid.clock.day_start,
        },
        "weights": {
            "time": term.weight_time,
            "room": term.weight_room,
            "distribution": term.weight_distribution,
            "student": term.weight_student,
            "capacity": term.weight_capacity,
        },
        "rooms": rooms(rows),
        "courses": courses(rows),
        "students": [
            {"id": id, "courses": [rows.course_id[o] for o in rows.enrolments[key]]}
            for key, id, _ in rows.students
        ],
        "constraints": [*derived_constraints(rows), *constraints(rows)],
    }
    if not term.self_contained:
        document["institution"] = institution(rows)
    elif rows.instructors:
        document["institution"] = {"instructors": people(rows)}
    return document
