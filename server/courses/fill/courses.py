"""Courses down to classes, who teaches and takes them, and their constraints."""

from dataclasses import dataclass
from typing import Any

from campus.models import Instructor, InstructorPreference
from courses.fill.campus import Campus
from courses.fill.source import Document, Source
from courses.fill.store import Ids, Store
from courses.grid import in_minutes
from courses.models import (
    Class,
    ClassInstructor,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    Enrolment,
    Offering,
    RoomOption,
    Subpart,
    TimeOption,
)


@dataclass(frozen=True)
class Courses:
    """Offerings by the course's id, classes by their own."""

    offerings: dict[str, Offering]
    classes: Ids[Class]


def fill_courses(store: Store, source: Source, campus: Campus) -> Courses:
    courses = store.put(Course, list(_course_rows(source, campus)), term=source.own)
    parts = source.about.get("subparts", {})
    offerings: dict[str, Offering] = {}
    configs, subparts = [], []
    entries: list[tuple[Class, Document]] = []
    for course in source.document["courses"]:
        row = courses[course["id"]]
        offering = offerings[course["id"]] = Offering(course=row, term=source.term)
        for config in course["configs"]:
            configs.append(Config(offering=offering, external_id=config["id"]))
            for entry in config["subparts"]:
                part = parts.get(entry["id"], {}).get("part", "")
                subpart = Subpart(config=configs[-1], external_id=entry["id"], part=part)
                subparts.append(subpart)
                entries += [(_class(source, e, subpart, row), e) for e in entry["classes"]]
    classes = Ids("class", (cls for cls, _ in entries))
    for cls, entry in entries:
        if entry.get("parent") is not None:
            cls.parent = classes[entry["parent"]]
    store.add(offerings.values())
    store.add(configs)
    store.add(subparts)
    store.add(classes.values())
    store.add(
        TimeOption(cls=cls, penalty=hours.get("penalty", 0), **source.hours(hours))
        for cls, entry in entries
        for hours in entry["times"]
    )
    store.add(
        RoomOption(cls=cls, room=campus.rooms[room["id"]], penalty=room.get("penalty", 0))
        for cls, entry in entries
        for room in entry.get("rooms", ())
    )
    _instructors(store, source, campus, classes)
    return Courses(offerings, classes)


def fill_enrolments(store: Store, source: Source, campus: Campus, courses: Courses) -> None:
    store.add(
        Enrolment(student=campus.students[entry["id"]], offering=courses.offerings[course])
        for entry in source.document["students"]
        for course in entry["courses"]
    )


def fill_constraints(store: Store, source: Source, courses: Courses) -> None:
    rows, members = [], []
    for number, entry in enumerate(source.document["constraints"], start=1):
        if entry.get("derived_from"):
            continue
        row = Constraint(
            term=source.term,
            external_id=entry.get("id") or str(number),
            kind=entry["kind"],
            parameters=in_minutes(
                entry["kind"], entry.get("parameters", {}), source.clock.slot_minutes
            ),
            required=entry.get("required", False),
            penalty=entry.get("penalty", 0),
        )
        rows.append(row)
        members += [
            ConstraintClass(constraint=row, cls=courses.classes[cls])
            for cls in entry["classes"]
        ]
    store.add(rows)
    store.add(members)


def _course_rows(source: Source, campus: Campus) -> Any:
    about = source.about.get("courses", {})
    for course in source.document["courses"]:
        id = course["id"]
        more = about.get(id, {})
        yield {
            "external_id": id,
            "code": more.get("code", id),
            "name": more.get("name", id),
            "type": more.get("type", ""),
            "credits": more.get("credits"),
            "department_id": campus.departments.key(more.get("department")),
        }


def _class(source: Source, entry: Document, subpart: Subpart, course: Course) -> Class:
    # Competition files name courses and classes by number only.
    plain = source.term.self_contained
    return Class(
        term=source.term,
        subpart=subpart,
        external_id=entry["id"],
        name=f"{course.code}-{entry['id']}" if plain else entry["id"],
        limit=entry.get("limit"),
        needs_room=entry.get("needs_room", True),
    )


def _instructors(store: Store, source: Source, campus: Campus, classes: Ids[Class]) -> None:
    entries = source.about.get("instructors", [])
    instructors = store.put(
        Instructor,
        [
            {
                "external_id": entry["id"],
                "name": entry["name"],
                "department_id": campus.departments.key(entry.get("department")),
            }
            for entry in entries
        ],
    )
    store.add(
        ClassInstructor(instructor=instructors[entry["id"]], cls=classes[cls])
        for entry in entries
        for cls in entry["classes"]
    )
    store.add(
        InstructorPreference(
            term=source.term,
            instructor=instructors[entry["id"]],
            penalty=hours.get("penalty", 0),
            **source.hours(hours),
        )
        for entry in entries
        for hours in entry.get("preferences", ())
    )
