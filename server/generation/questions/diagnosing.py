"""Why a term has no timetable: asked of the service, told in the institution's words."""

import gzip
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.models import Membership
from campus.models import Term
from config.generator import make_document
from courses.clock import Clock
from courses.grid import in_minutes
from courses.models import Constraint, Course
from generation.models import Job
from generation.problem import problem_of
from generation.questions.names import Document, Names

DAYS = 7
_NAMED = ["class", "classes", "room", "rooms", "instructor", "instructors", "cohort", "origin"]
"""Parameters that are told as rows with names."""


def diagnose_term(term: Term, member: Membership, seconds: int) -> Document:
    """Requirements of the term, as it is now, that contradict each other, if any do.

    Raises Refused with what the service finds wrong; generator_unavailable (503).
    """
    problem = problem_of(term)
    body = gzip.compress(json.dumps(problem).encode(), compresslevel=5)
    path = f"/api/diagnose/document?time_limit={seconds}"
    found = make_document(path, body).json()
    return _Words(term, member, Clock.of(problem)).diagnosis(found)


def diagnose_job(job: Job, member: Membership, seconds: int) -> Document:
    """The same of the problem that a job solved, or could not. Raises as `diagnose_term`."""
    asked = {"problem": job.problem.digest, "time_limit": seconds}
    found = make_document("/api/diagnose", json.dumps(asked).encode()).json()
    return _Words(job.term, member, job.clock).diagnosis(found)


class _Words:
    def __init__(self, term: Term, member: Membership, clock: Clock) -> None:
        self._term, self._clock = term, clock
        self._names = Names(term, member)

    def diagnosis(self, found: Mapping[str, Any]) -> Document:
        requirements = found["requirements"]
        self._names.learn(
            classes=[id for each in requirements for id in _classes(each)],
            rooms=[id for each in requirements for id in _rooms(each)],
            people=[who for each in requirements for who in _people(each)],
        )
        return {**found, "requirements": [self._requirement(each) for each in requirements]}

    def _requirement(self, each: Mapping[str, Any]) -> Document:
        told = dict(each["parameters"])
        course, constraint = told.pop("course", None), told.pop("constraint", None)
        kind = told.pop("kind", "")
        for name in _NAMED:
            told.pop(name, None)
        if "values" in told:
            told["values"] = in_minutes(kind, told["values"], self._clock.slot_minutes)
        if "start" in told:
            told["start_minute"] = self._clock.minute_of(told.pop("start"))
            told["length_minutes"] = self._clock.minutes(told.pop("length"))
            told["days"] = _bits(told["days"], DAYS)
            told["weeks"] = _bits(told["weeks"], self._term.weeks)
        rooms = (self._names.room(id) for id in _rooms(each))
        return {
            "code": each["code"],
            "kind": kind,
            "classes": [self._names.cls(id) for id in _classes(each)],
            "rooms": [room for room in rooms if room is not None],
            "people": self._names.people(_people(each)),
            "course": _course(course),
            "constraint": self._constraint(constraint),
            "parameters": told,
        }

    def _constraint(self, id: str | None) -> UUID | None:
        """None for one that follows from the data, and so has no row."""
        rows = Constraint.objects.filter(term=self._term, external_id=id)
        return rows.values_list("pk", flat=True).first() if id else None


def _course(id: str | None) -> Document | None:
    row = Course.objects.filter(external_id=id).first() if id else None
    return {"id": row.pk, "code": row.code, "name": row.name} if row else None


def _classes(requirement: Mapping[str, Any]) -> list[str]:
    told = requirement["parameters"]
    return list(told.get("classes") or filter(None, [told.get("class")]))


def _rooms(requirement: Mapping[str, Any]) -> list[str]:
    told = requirement["parameters"]
    return list(told.get("rooms") or filter(None, [told.get("room")]))


def _people(requirement: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = requirement["parameters"]
    one = [(kind, told[kind]) for kind in ("instructor", "cohort") if told.get(kind)]
    return [*one, *(("instructor", id) for id in told.get("instructors", ()))]


def _bits(mask: int, length: int) -> str:
    """One character a day or week, as places have them."""
    return "".join("1" if mask >> at & 1 else "0" for at in range(length))
