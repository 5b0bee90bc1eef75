"""The names and people behind the ids: the `institution` part of the document."""

from collections import defaultdict
from typing import Any

from horarium.formats.native import time_document
from horarium.university.campus import Campus
from horarium.university.catalogue import Catalogue
from horarium.university.people import Enrolled, Lecturer
from horarium.university.presets import CALENDAR
from horarium.university.sections import Section
from horarium.university.wishes import Wish


def describe(
    catalogue: Catalogue,
    sections: dict[str, tuple[Section, ...]],
    campus: Campus,
    students: tuple[Enrolled, ...],
    lecturers: tuple[Lecturer, ...],
    wishes: dict[str, tuple[Wish, ...]],
) -> dict[str, Any]:
    """As the problem schema's `institution` says."""
    members: dict[str, list[str]] = defaultdict(list)
    for student in students:
        members[student.cohort].append(student.id)
    return {
        "name": "Horarium Demo University",
        "timezone": "Asia/Kolkata",
        "term": {"name": "First semester"},
        "departments": [
            {"id": d.id, "name": f"Department of {d.subject.name}"}
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
                **({"department": space.department} if space.department else {}),
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
            }
            for offering in catalogue.offerings.values()
        },
        "subparts": {id_: {"part": group[0].part.kind} for id_, group in sections.items()},
        "instructors": [
            {
                "id": lecturer.id,
                "name": lecturer.name,
                "department": lecturer.department,
                "classes": list(lecturer.sections),
                "preferences": [
                    {**time_document(wish.time, CALENDAR), "penalty": wish.penalty}
                    for wish in wishes.get(lecturer.id, ())
                ],
            }
            for lecturer in lecturers
        ],
    }
