"""The whole problem document of a job: the term compiled, with what its timetables say."""

from typing import Any

from campus.models import Term
from courses.clock import Clock
from courses.compile import compile_term
from timetables.history import frozen, history


def problem_of(term: Term) -> dict[str, Any]:
    """The term's problem; frozen departments' classes stay, `history` says what was before."""
    departments, fixed = frozen(term)
    document = compile_term(term, fixed)
    if departments:
        document["institution"]["frozen"] = departments
    past = history(term, Clock.of(document))
    if past:
        document["history"] = past
    return document
