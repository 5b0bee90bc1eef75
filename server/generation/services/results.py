"""What came out of a solve, kept: its solution, its report, and a variant's timetable."""

from typing import Any

from django.db import transaction

from generation.documents import store_document
from generation.models import DocumentKind, Solve
from generation.states import SolveKind
from timetables.services import store_result


def keep_result(solve: Solve, result: dict[str, Any]) -> None:
    """Keep a solve's result (callback document) with it; the caller saves the solve.

    Raises ResultRefusedError when it is not one of this term at all.
    """
    solve.solution = store_document(DocumentKind.SOLUTION, result["solution"])
    solve.report = {name: value for name, value in result.items() if name != "solution"}
    if solve.kind == SolveKind.VARIANT:
        make_timetable(solve, f"Variant {solve.index}", result)


def make_timetable(solve: Solve, name: str, result: dict[str, Any]) -> None:
    """Give the solve a timetable of its own. Raises ResultRefusedError."""
    with transaction.atomic():
        job = solve.job
        solve.timetable = store_result(
            job.term, name, result, job.clock, scored_of=job.data_version
        )


def kept_result(solve: Solve) -> dict[str, Any] | None:
    """The result that was kept, None where there is none."""
    if solve.solution is None or solve.report is None:
        return None
    return {**solve.report, "solution": solve.solution.content}
