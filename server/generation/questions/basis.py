"""What the generation service needs to know of a timetable to answer for it."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from audit.selectors import data_version
from courses.clock import Clock
from courses.selectors import teaching_of
from generation.documents import store_for_others
from generation.models import Document, DocumentKind, Solve
from generation.problem import problem_of
from timetables.documents import solution_document
from timetables.models import Placement, Timetable

KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Basis:
    """Digests of the problem, and of the solution whose students attend; the grid.

    `data_version` names the data that the problem was compiled from.
    """

    problem: str
    solution: str
    clock: Clock
    data_version: str


def basis_of(timetable: Timetable) -> Basis:
    """The documents of the search that it came from, as long as its data is that of then.

    Also when it was edited since; a copy has those of what it is a copy of. Any other
    timetable is taken with its term as that is now.
    """
    now = data_version()
    solves = Solve.objects.filter(timetable=_origin(timetable), solution__isnull=False)
    found = (
        solves.filter(job__data_version=now)
        .values_list(
            "job__problem__digest", "solution__digest", "job__slot_minutes", "job__day_start"
        )
        .first()
    )
    if found is None:
        return _of_the_term(timetable, now)
    problem, solution, slot_minutes, day_start = found
    return Basis(problem, solution, Clock(slot_minutes, day_start), now)


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


def _of_the_term(timetable: Timetable, version: str) -> Basis:
    """Compiled once for each state of the institution's data, which takes seconds."""
    term = timetable.term
    about = f"basis:{term.pk}:{version}"
    known = cache.get(about)
    if known is None or not _is_stored(known["problem"]):
        compiled = problem_of(term)
        clock = Clock.of(compiled)
        problem = store_for_others(DocumentKind.PROBLEM, compiled)
        known = {"problem": problem, "clock": [clock.slot_minutes, clock.day_start]}
        cache.set(about, known, KEPT_SECONDS)
    placed = f"{about}:{timetable.pk}:{timetable.version}"
    solution = cache.get(placed)
    if solution is None or not _is_stored(solution):
        content = Document.objects.get(digest=known["problem"]).content
        solution = store_for_others(
            DocumentKind.SOLUTION, solution_document(timetable, content)
        )
        cache.set(placed, solution, KEPT_SECONDS)
    return Basis(known["problem"], solution, Clock(*known["clock"]), version)


def _is_stored(digest: str) -> bool:
    """Documents that nothing names are deleted after a while."""
    return Document.objects.filter(digest=digest).exists()
