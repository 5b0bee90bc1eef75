"""What a timetable makes of rooms, of hours, and of what was there before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from horarium.formats.fields import parse_bits
from horarium.measures.timetable import Timetable, hours
from horarium.problem import Problem


def seat_fill(timetable: Timetable) -> float | None:
    """Where nobody is enrolled, a class counts its limit; a room at most its seats."""
    problem = timetable.problem
    taken = seats = 0
    for (id_, placement), heads in zip(
        timetable.placements.items(), timetable.heads.tolist(), strict=True
    ):
        if placement.room is None:
            continue
        students = heads if timetable.students else problem.classes[id_].limit or 0
        slots = placement.time.slots
        capacity = problem.room[placement.room].capacity
        taken += min(students, capacity) * slots
        seats += capacity * slots
    return taken / seats if seats else None


def step_free_share(timetable: Timetable) -> float | None:
    """Of the meetings of classes that somebody needs to reach without steps."""
    institution = timetable.problem.institution or {}
    rooms, met, reached = institution.get("rooms", {}), 0, 0
    for id_ in need_access(institution, [one for one, _ in timetable.instructors]):
        placement = timetable.placements.get(id_)
        if placement is not None and placement.room is not None:
            days = placement.time.days.bit_count()
            met += days
            reached += days * bool(rooms.get(placement.room, {}).get("accessible"))
    return reached / met if met else None


def need_access(
    institution: Mapping[str, Any], instructors: Iterable[Mapping[str, Any]]
) -> set[str]:
    """Classes that must be reached without steps, of themselves or for who teaches them.

    That is for those of these `instructors` who need it, with their `classes`.
    """
    needed = {
        id_
        for id_, cls in institution.get("classes", {}).items()
        if cls.get("needs_accessible")
    }
    for one in instructors:
        if one.get("needs_accessible"):
            needed.update(one["classes"])
    return needed


def peak_share(timetable: Timetable) -> float | None:
    problem = timetable.problem
    offered = {hour for time in problem.offered for hour in hours(problem, time)}
    used: Counter[tuple[int, int]] = Counter()
    for time in timetable.times:
        weeks = time.weeks.bit_count()
        for hour in hours(problem, time):
            used[hour] += weeks
    if not used:
        return None
    busiest = used.most_common(ceil(len(offered | used.keys()) / 5))
    return sum(count for _, count in busiest) / used.total()


def continuity(timetable: Timetable) -> float | None:
    """Of the classes that were in the last timetable, those at the same days and hours."""
    calendar = timetable.problem.calendar
    past = (timetable.problem.history or {}).get("timetable", {}).get("classes", ())
    kept = known = 0
    for was in past:
        placement = timetable.placements.get(was["id"])
        if placement is not None:
            known += 1
            days = parse_bits(was["days"], calendar.days, "days", "history")
            kept += (placement.time.days, placement.time.start) == (days, was["start"])
    return kept / known if known else None


def requisite_clashes(timetable: Timetable) -> float | None:
    """Of the courses with a requisite in the same term: those that cannot be taken with it."""
    pairs = requisites(timetable.problem)
    if not pairs:
        return None
    return sum(_clash(timetable, *pair) for pair in pairs) / len(pairs)


def requisites(problem: Problem) -> list[tuple[str, str]]:
    """Courses of which one is the other's requisite: each pair once, whoever lists it."""
    about = (problem.institution or {}).get("courses", {})
    return sorted(
        {
            (min(course, other), max(course, other))
            for course, entry in about.items()
            for other in (*entry.get("prerequisites", ()), *entry.get("corequisites", ()))
            if course in problem.course and other in problem.course
        }
    )


def _clash(timetable: Timetable, course: str, other: str) -> bool:
    """Whether a part of one has no class beside which some part of the other has one."""
    parts = [
        [
            [timetable.placements[c.id].time for c in s.classes if c.id in timetable.placements]
            for s in timetable.problem.course[id_].configs[0].subparts
        ]
        for id_ in (course, other)
    ]
    return any(
        mine and theirs and all(a.overlaps(b) for a in mine for b in theirs)
        for mine in parts[0]
        for theirs in parts[1]
    )
