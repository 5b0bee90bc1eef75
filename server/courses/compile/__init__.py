"""From rows to the problem document that is solved.

rows         what is read of a term
offers       times and rooms of each class: stated, or else derived; and its pin
choices      what is left of these where its instructors are there
teaching     who teaches, and which classes choose that
demand       who takes what: enrolled, by curriculum, or given what they asked for
derived      what follows from who teaches and who studies
problem      rooms, courses, stated constraints
institution  names and people behind the ids
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any
from uuid import UUID

from campus.models import Term
from courses.compile.choices import Choices
from courses.compile.demand import Demand
from courses.compile.derived import Group, derived_constraints, groups
from courses.compile.institution import About
from courses.compile.offers import Fixed
from courses.compile.problem import constraints, courses, rooms, travel
from courses.compile.rows import Rows
from courses.grid import Grid, grid_of, spans

__all__ = ["Fixed", "compile_term"]


def compile_term(term: Term, fixed: Mapping[UUID, Fixed] | None = None) -> dict[str, Any]:
    """The term as a native problem document (contracts' problem.v1), in the order of its rows.

    External ids are the document's ids. `fixed` classes (by key) stay where they are
    given, unless they are pinned elsewhere. Needs the term's tenant context.
    """
    rows = Rows(term)
    choices = Choices(rows, fixed or {})
    demand = Demand(rows)
    attended = groups(rows, demand, choices)
    grid = _grid(rows, choices, attended)
    document: dict[str, Any] = {
        "format": "horarium-problem",
        "version": 1,
        "name": term.problem_name or term.external_id,
        "origin": term.origin,
        "time": {
            "weeks": term.weeks,
            "days": term.days,
            "slots_per_day": grid.slots_per_day,
            "slot_minutes": grid.clock.slot_minutes,
            "day_start": grid.clock.day_start,
        },
        "weights": {
            "time": term.weight_time,
            "room": term.weight_room,
            "distribution": term.weight_distribution,
            "student": term.weight_student,
            "capacity": term.weight_capacity,
        },
        "rooms": rooms(rows, grid),
        "courses": courses(rows, choices, grid),
        "students": demand.entries(),
        "constraints": [
            *derived_constraints(attended, grid.clock.slot_minutes),
            *constraints(rows, grid),
        ],
    }
    if ways := travel(rows, grid):
        document["travel"] = ways
    if people := choices.teaching.entries(choices.blocked, choices.held, grid):
        document["weights"]["instructor"] = term.weight_time
        document["instructors"] = people
    about = About(rows, choices, demand, grid)
    if not term.self_contained:
        document["institution"] = about.institution()
    elif part := about.part():
        document["institution"] = part
    return document


def _grid(rows: Rows, choices: Choices, attended: list[Group]) -> Grid:
    """The grid on which everything falls that the document says in slots."""
    hours = chain(
        (hours for choice in choices.of.values() for hours, _ in choice.times),
        *rows.closed.values(),
        *rows.preferences.values(),
        *rows.unavailable.values(),
        choices.week.breaks,
    )
    return grid_of(rows.term, ((row[2], row[3]) for row in hours), _spans(rows, attended))


def _spans(rows: Rows, attended: list[Group]) -> Iterator[int]:
    term = rows.term
    for constraint in rows.constraints:
        yield from spans(constraint.kind, constraint.parameters)
    for group in attended:
        yield group.most or 0
        yield group.most_a_week or 0
    for subparts in rows.subparts.values():
        for subpart in subparts:
            yield subpart.week_minutes or 0
    for instructor in rows.instructors:
        yield instructor.max_week_minutes or 0
    for minute in (term.teaching_start, term.teaching_end):
        yield 0 if minute is None else minute - term.day_start
    yield term.period_minutes or 0
    yield term.hour_minutes or 0
