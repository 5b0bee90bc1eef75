"""From a problem document to rows: how a file, or a made university, becomes a term."""

from datetime import date
from typing import Any

from django.db import DataError, IntegrityError

from accounts.database import refresh_statistics, take_turn, unhurried
from accounts.models import Institution
from accounts.tenancy import tenant_context
from campus.models import Term
from campus.services import term_check_apart, term_check_first_day
from config.errors import Refused
from courses.fill.campus import fill_campus
from courses.fill.constraints import fill_constraints
from courses.fill.courses import fill_courses
from courses.fill.demand import fill_demand
from courses.fill.source import Source
from courses.fill.store import Store
from courses.fill.term import fill_hours, teaching

__all__ = ["fill_term"]


def fill_term(institution: Institution, document: dict[str, Any], name: str = "") -> Term:
    """Store a valid native problem document as a new term, wholly or not at all.

    With an `institution` part, rooms, courses, people and so on become (or update,
    by external id) the institution's own; without one, they exist only in the term.
    Constraints with `derived_from` are left out: `compile_term` derives them again.

    Raises Refused: unknown_id, not_a_date, value_out_of_range, terms_overlap, conflict.
    """
    try:
        with tenant_context(institution.id), unhurried():
            take_turn("fill", institution.id)
            term = _make_term(document, name)
            store, source = Store(institution), Source(document, term)
            fill_hours(store, source)
            campus = fill_campus(store, source)
            courses = fill_courses(store, source, campus)
            fill_demand(store, source, campus, courses)
            fill_constraints(store, source, courses)
            refresh_statistics()
            return term
    except DataError as error:
        raise Refused("value_out_of_range", str(error).splitlines()[0]) from error
    except IntegrityError as error:
        raise Refused("conflict", str(error).splitlines()[0], status=409) from error


def _make_term(document: dict[str, Any], name: str) -> Term:
    time, weights = document["time"], document["weights"]
    about = document.get("institution", {}).get("term", {})
    problem = document["name"]
    first_day = _date(about.get("first_day"))
    term_check_apart(first_day, time["weeks"])
    return Term.objects.create(
        external_id=_unused(problem, set(Term.objects.values_list("external_id", flat=True))),
        name=name or about.get("name") or problem,
        problem_name=problem,
        origin=document.get("origin", Term.Origin.NATIVE),
        self_contained="institution" not in document,
        first_day=first_day,
        weeks=time["weeks"],
        days=time["days"],
        slots_per_day=time["slots_per_day"],
        slot_minutes=time.get("slot_minutes", 1),
        day_start=time.get("day_start", 0),
        **teaching(about.get("teaching", {}), time),
        weight_time=weights.get("time", 1),
        weight_room=weights.get("room", 1),
        weight_distribution=weights.get("distribution", 1),
        weight_student=weights.get("student", 1),
        weight_capacity=weights.get("capacity", 0),
    )


def _unused(id: str, taken: set[str]) -> str:
    """The id, or with the first number behind it that makes it new."""
    if id not in taken:
        return id
    return next(f"{id}-{n}" for n in range(2, len(taken) + 3) if f"{id}-{n}" not in taken)


def _date(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("not_a_date", f"{text!r} is no date.", value=str(text)[:60]) from error
    term_check_first_day(day)
    return day
