"""The names and people behind the ids: the `institution` part of the document."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from horarium.formats.meetings import time_document
from horarium.problem import Time, TimeOption
from horarium.university.campus import Campus, Space
from horarium.university.catalogue import Catalogue, Offering, Part
from horarium.university.people import Enrolled, Lecturer
from horarium.university.presets import (
    ALL_WEEKS,
    CALENDAR,
    DAYS_PER_WEEK,
    LECTURE_MINUTES,
    SLOT_MINUTES,
    Size,
)
from horarium.university.sections import Section
from horarium.university.wishes import HOUR, LUNCH_HOUR

_HOURS = {"lecture": "lecture", "tutorial": "tutorial", "lab": "practical"}
_MOST_HOURS = 20
"""Hours that a lecturer teaches in a week, at most."""


def describe(
    size: Size,
    catalogue: Catalogue,
    sections: dict[str, tuple[Section, ...]],
    campus: Campus,
    students: tuple[Enrolled, ...],
    lecturers: tuple[Lecturer, ...],
    wishes: dict[str, tuple[TimeOption, ...]],
) -> dict[str, Any]:
    """As the problem schema's `institution` says."""
    members: dict[str, list[str]] = defaultdict(list)
    for student in students:
        members[student.cohort].append(student.id)
    return {
        "name": "Horarium Demo University",
        "timezone": "Asia/Kolkata",
        "term": _term(size),
        "schools": [
            {"id": f"S{faculty + 1}", "name": f"School {faculty + 1}"}
            for faculty in sorted({d.faculty for d in catalogue.departments})
        ],
        "features": [
            {"id": "projector", "name": "Projector"},
            *(
                {"id": _benches(d.id), "name": f"{d.subject.name} benches"}
                for d in catalogue.departments
                if d.subject.laboratory
            ),
        ],
        "departments": [
            {
                "id": d.id,
                "name": f"Department of {d.subject.name}",
                "school": f"S{d.faculty + 1}",
            }
            for d in catalogue.departments
        ],
        "programmes": [
            {"id": p.id, "name": p.name, "department": p.department}
            for p in catalogue.programmes
        ],
        "cohorts": [
            {
                "id": cohort.id,
                "name": cohort.name,
                "programme": cohort.programme,
                "year": cohort.year,
                "students": members[cohort.id],
            }
            for cohort in catalogue.cohorts
        ],
        "buildings": [
            {"id": b.id, "name": b.name, "x": b.x, "y": b.y} for b in campus.buildings
        ],
        "rooms": {
            space.id: {
                "name": space.id,
                "type": space.type,
                "building": space.building,
                **({"department": space.departments[0]} if len(space.departments) == 1 else {}),
                **_equipment(space),
            }
            for space in campus.spaces
        },
        "courses": {
            offering.id: {
                "name": offering.name,
                "code": offering.id,
                "department": offering.department,
                "type": offering.type,
                "credits": offering.credits,
                "hours": {_HOURS[part.kind]: part.week_hours for part in offering.parts},
                **_requirements(offering, catalogue.offerings),
            }
            for offering in catalogue.offerings.values()
        },
        "subparts": {id_: _subpart(group[0].part) for id_, group in sections.items()},
        "instructors": [
            {
                "id": lecturer.id,
                "name": lecturer.name,
                "department": lecturer.department,
                "classes": list(lecturer.sections),
                "max_week_load": _MOST_HOURS * HOUR,
                "preferences": [
                    {**time_document(wish.time, CALENDAR), "penalty": wish.penalty}
                    for wish in wishes.get(lecturer.id, ())
                ],
            }
            for lecturer in lecturers
        ],
    }


def _term(size: Size) -> dict[str, Any]:
    """Teaching days and hours, with lunch where nothing is taught at one."""
    days = (1 << size.days) - 1
    term: dict[str, Any] = {
        "name": "First semester",
        "teaching": {
            "days": "1" * size.days + "0" * (DAYS_PER_WEEK - size.days),
            "start": size.hours[0] * HOUR,
            "end": (size.hours[-1] + 1) * HOUR,
            "period": HOUR,
            "hour": LECTURE_MINUTES // SLOT_MINUTES,
        },
    }
    if LUNCH_HOUR not in size.hours:
        lunch = Time(ALL_WEEKS, days, LUNCH_HOUR * HOUR, HOUR)
        term["breaks"] = [{"name": "Lunch", "hours": time_document(lunch, CALENDAR)}]
    return term


def _equipment(space: Space) -> dict[str, Any]:
    """Labs have the benches of their departments, large rooms a projector and no steps."""
    if space.type == "lab":
        return {"features": [_benches(department) for department in space.departments]}
    if space.type in ("hall", "lecture"):
        return {"features": ["projector"], "accessible": True}
    return {}


def _requirements(offering: Offering, offered: Collection[str]) -> dict[str, Any]:
    """Labs need their department's benches; a core course the one of the year before."""
    requirements: dict[str, Any] = {}
    number = int(offering.id.rpartition("-")[2])
    before = f"{offering.department}-{number - 100}"
    if offering.type == "core" and before in offered:
        requirements["prerequisites"] = [before]
    if any(part.kind == "lab" for part in offering.parts):
        requirements["features"] = [{"feature": _benches(offering.department), "part": "lab"}]
    return requirements


def _subpart(part: Part) -> dict[str, Any]:
    minutes = 60 * (part.hours - 1) + LECTURE_MINUTES
    load = part.meetings * minutes // SLOT_MINUTES
    return {"part": part.kind, "load": load, "meetings": part.meetings}


def _benches(department: str) -> str:
    return f"{department}-benches"
