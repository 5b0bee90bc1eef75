"""Names and people behind the ids, for measures and for a copy elsewhere."""

from typing import Any

from accounts.models import Department
from campus.models import Building, Programme, Room
from courses.compile.rows import Document, Rows
from courses.models import Course


def institution(rows: Rows) -> Document:
    term = rows.term
    about: Document = {"name": term.name}
    if term.first_day:
        about["first_day"] = term.first_day.isoformat()
    return {
        "name": term.institution.name,
        "timezone": term.institution.timezone,
        "term": about,
        "departments": [
            {"id": d.external_id, "name": d.name} for d in Department.objects.all()
        ],
        "programmes": [
            {"id": p.external_id, "name": p.name, "department": p.department.external_id}
            for p in Programme.objects.select_related("department")
        ],
        "cohorts": [
            {
                "id": cohort.external_id,
                "name": cohort.name,
                "programme": cohort.programme.external_id,
                "year": cohort.year,
                "students": [rows.student_id[key] for key in members],
            }
            for cohort, members in rows.cohorts()
        ],
        "buildings": [_building(building) for building in Building.objects.all()],
        "rooms": {row.external_id: _room(row) for row in rows.rooms},
        "courses": {o.course.external_id: _course(o.course) for o in rows.offerings},
        "subparts": {
            id: {"part": part}
            for subparts in rows.subparts.values()
            for _, id, part in subparts
            if part
        },
        "instructors": people(rows),
    }


def people(rows: Rows) -> list[Document]:
    """Instructors with their classes and preferences in the term."""
    return [
        {
            "id": row.external_id,
            "name": row.name,
            **_ids(department=row.department),
            "classes": [rows.class_id[cls] for cls in rows.teaching[row.pk]],
            "preferences": [
                {**rows.hours(*hours), "penalty": penalty}
                for *hours, penalty in rows.preferences[row.pk]
            ],
        }
        for row in rows.instructors
    ]


def _building(row: Building) -> Document:
    place = {} if row.place is None else {"x": row.place[0], "y": row.place[1]}
    return {"id": row.external_id, "name": row.name, **place}


def _room(row: Room) -> Document:
    names = {"name": row.name, **_ids(building=row.building, department=row.department)}
    return {**names, "type": row.type} if row.type else names


def _course(row: Course) -> Document:
    names: Document = {"name": row.name, "code": row.code, **_ids(department=row.department)}
    if row.type:
        names["type"] = row.type
    if row.credits is not None:
        whole = row.credits == int(row.credits)
        names["credits"] = int(row.credits) if whole else float(row.credits)
    return names


def _ids(**rows: Any) -> dict[str, str]:
    return {name: row.external_id for name, row in rows.items() if row is not None}
