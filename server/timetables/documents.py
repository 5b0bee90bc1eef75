"""A stored timetable as a native solution document."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from courses.clock import Clock
from courses.compile import compile_term
from courses.placeholders import Placeholder
from courses.selectors import teaching_of
from timetables.models import Attendance, Edit, Placement, Timetable


def solved_documents(timetable: Timetable) -> tuple[dict[str, Any], dict[str, Any]]:
    """The problem that the timetable solves, and the solution that it is.

    A timetable that was generated has both as they were then, so that it evaluates to
    the score of its search, whatever has become of its term since. One that was edited
    by hand is a solution of its term as that is now.
    """
    solve = getattr(timetable, "solve", None)
    edited = Edit.objects.filter(timetable=timetable).exists()
    if solve is not None and solve.solution is not None and not edited:
        return solve.job.problem.content, solve.solution.content
    problem = compile_term(timetable.term)
    return problem, solution_document(timetable, problem)


def solution_document(timetable: Timetable, problem: Mapping[str, Any]) -> dict[str, Any]:
    """The timetable's rows as a solution of its term's problem document."""
    clock = Clock.of(problem)
    placements = (
        Placement.objects.filter(timetable=timetable)
        .select_related("cls", "room", "instructor")
        .order_by("cls")
    )
    choosing = {
        cls["id"]
        for course in problem["courses"]
        for config in course["configs"]
        for subpart in config["subparts"]
        for cls in subpart["classes"]
        if "instructors" in cls
    }
    teaching = teaching_of(timetable.term)
    attended: dict[str, list[str]] = defaultdict(list)
    for student, cohort, place, cls in (
        Attendance.objects.filter(timetable=timetable)
        .order_by("student", "cohort", "place", "cls")
        .values_list("student__external_id", "cohort__external_id", "place", "cls__external_id")
    ):
        who = student if place is None else Placeholder(cohort, place).id
        attended[who].append(cls)
    return {
        "format": "horarium-solution",
        "version": 1,
        "problem": problem["name"],
        "classes": [
            {
                "id": row.cls.external_id,
                "weeks": row.weeks,
                "days": row.days,
                "start": clock.slot_at(row.start_minute),
                "length": clock.slots(row.length_minutes),
                "room": row.room.external_id if row.room else None,
                **(_chosen(row, teaching) if row.cls.external_id in choosing else {}),
            }
            for row in placements
        ],
        "students": dict(attended),
    }


def _chosen(row: Placement, teaching: Mapping[UUID, list[str]]) -> dict[str, list[str]]:
    one = row.instructor
    return {"instructors": teaching.get(row.cls_id, []) if one is None else [one.external_id]}
