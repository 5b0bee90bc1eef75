"""What the generation service needs to know of a timetable to answer for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.clock import Clock
from courses.compile import compile_term
from courses.selectors import teaching_of
from generation.documents import store_document
from generation.models import DocumentKind, Solve
from timetables.documents import solution_document
from timetables.models import Placement, Timetable


@dataclass(frozen=True)
class Basis:
    """Digests of the problem, and of the solution whose students attend; the grid."""

    problem: str
    solution: str
    clock: Clock


def basis_of(timetable: Timetable) -> Basis:
    """The documents of the search that it came from, also when it was edited since.

    A copy has those of what it is a copy of. So what a change costs is on the same scale as
    the score. A timetable of no search is taken with its term as that is now.
    """
    solves = Solve.objects.filter(timetable=_origin(timetable), solution__isnull=False)
    found = solves.values_list(
        "job__problem__digest", "solution__digest", "job__slot_minutes", "job__day_start"
    ).first()
    if found is None:
        return _of_the_term(timetable)
    problem, solution, slot_minutes, day_start = found
    return Basis(problem, solution, Clock(slot_minutes, day_start))


def _origin(timetable: Timetable) -> Timetable:
    """What the timetable is a copy of, or a copy of a copy; itself if it is none."""
    while timetable.copy_of is not None:
        timetable = timetable.copy_of
    return timetable


def placements_of(timetable: Timetable, clock: Clock) -> list[dict[str, Any]]:
    """Where the classes are now, as in a solution document."""
    rows = Placement.objects.filter(timetable=timetable).order_by()
    teaching = teaching_of(timetable.term)
    return [
        {
            "id": id,
            "weeks": weeks,
            "days": days,
            "start": clock.slot_at(start),
            "length": clock.slots(length),
            "room": room,
            "instructors": teaching.get(cls, []) if one is None else [one],
        }
        for cls, id, weeks, days, start, length, room, one in rows.values_list(
            "cls_id",
            "cls__external_id",
            "weeks",
            "days",
            "start_minute",
            "length_minutes",
            "room__external_id",
            "instructor__external_id",
        )
        if start >= clock.day_start
    ]


def _of_the_term(timetable: Timetable) -> Basis:
    problem: Mapping[str, Any] = compile_term(timetable.term)
    solution = solution_document(timetable, problem)
    return Basis(
        store_document(DocumentKind.PROBLEM, dict(problem)).digest,
        store_document(DocumentKind.SOLUTION, solution).digest,
        Clock.of(problem),
    )
