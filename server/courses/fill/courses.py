"""Courses down to classes, with their times and rooms, and who teaches them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from courses.fill.campus import Campus
from courses.fill.instructors import fill_instructors
from courses.fill.source import Document, Source, named
from courses.fill.store import Ids, Known, Store
from courses.models import (
    Class,
    Config,
    Course,
    CourseFeature,
    Offering,
    Pin,
    Requisite,
    RoomOption,
    Subpart,
    TimeOption,
)
from courses.options.hours import cost


@dataclass(frozen=True)
class Courses:
    """Offerings by the course's id, classes by their own."""

    offerings: dict[str, Offering]
    classes: Ids[Class]


def fill_courses(store: Store, source: Source, campus: Campus) -> Courses:
    courses = store.put(Course, list(_course_rows(source, campus)), term=source.own)
    _requirements(store, source, campus, courses)
    offerings: dict[str, Offering] = Known("course")
    configs, subparts = [], []
    entries: list[tuple[Class, Document]] = []
    for course in source.document["courses"]:
        row = courses[course["id"]]
        offering = offerings[course["id"]] = Offering(course=row, term=source.term)
        for config in course["configs"]:
            configs.append(Config(offering=offering, external_id=config["id"]))
            for entry in config["subparts"]:
                subpart = _subpart(source, configs[-1], entry["id"])
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
    _options(store, source, campus, entries)
    _pins(store, source, campus, classes)
    fill_instructors(store, source, campus, classes)
    return Courses(offerings, classes)


def _options(
    store: Store, source: Source, campus: Campus, entries: list[tuple[Class, Document]]
) -> None:
    """Those that somebody stated, without what the instructors' preferences add to them."""
    derived = {
        id: more.get("derived", ()) for id, more in source.about.get("classes", {}).items()
    }
    wishes = _wishes(source)

    def penalty(cls: Class, hours: dict[str, Any], given: int) -> int:
        if cls.external_id not in wishes:
            return given
        values = hours["weeks"], hours["days"], hours["start_minute"], hours["length_minutes"]
        return max(0, given - cost(wishes[cls.external_id], values))

    store.add(
        TimeOption(cls=cls, penalty=penalty(cls, hours, time.get("penalty", 0)), **hours)
        for cls, entry in entries
        if "times" not in derived.get(cls.external_id, ())
        for time in entry["times"]
        for hours in (source.hours(time),)
    )
    store.add(
        RoomOption(cls=cls, room=campus.rooms[room["id"]], penalty=room.get("penalty", 0))
        for cls, entry in entries
        if "rooms" not in derived.get(cls.external_id, ())
        for room in entry.get("rooms", ())
    )


def _wishes(source: Source) -> dict[str, list[tuple[str, str, int, int, int]]]:
    """By class: hours that its instructors mind, and how much."""
    wishes: dict[str, list[tuple[str, str, int, int, int]]] = defaultdict(list)
    for entry in source.about.get("instructors", ()):
        for preference in entry.get("preferences", ()):
            hours = source.hours(preference)
            for cls in entry["classes"]:
                wishes[cls].append((*hours.values(), preference.get("penalty", 0)))
    return wishes


def _pins(store: Store, source: Source, campus: Campus, classes: Ids[Class]) -> None:
    store.add(
        Pin(
            term=source.term,
            cls=classes[id],
            room=campus.rooms[pin["room"]] if "room" in pin else None,
            **(source.hours(pin["time"]) if "time" in pin else {}),
        )
        for id, more in source.about.get("classes", {}).items()
        if (pin := more.get("pin"))
    )


def _requirements(store: Store, source: Source, campus: Campus, courses: Ids[Course]) -> None:
    """Features and other courses, replaced where the document has them."""
    about = source.about.get("courses", {})
    with_features = [courses[id] for id, more in about.items() if "features" in more]
    CourseFeature.objects.filter(course__in=with_features).delete()
    store.add(
        CourseFeature(
            course=courses[id],
            feature=campus.features[need["feature"]],
            part=need.get("part", ""),
        )
        for id, more in about.items()
        for need in more.get("features", ())
    )
    for kind in Requisite.Kind.values:
        with_kind = [courses[id] for id, more in about.items() if f"{kind}s" in more]
        Requisite.objects.filter(course__in=with_kind, kind=kind).delete()
        store.add(
            Requisite(course=courses[id], required=courses[other], kind=kind)
            for id, more in about.items()
            for other in more.get(f"{kind}s", ())
        )


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
            **{f"{part}_hours": hours for part, hours in more.get("hours", {}).items()},
        }


def _subpart(source: Source, config: Config, id: str) -> Subpart:
    more = source.about.get("subparts", {}).get(id, {})
    return Subpart(
        config=config,
        external_id=id,
        **named(more, "part", "meetings", "room_type"),
        **source.minutes(more, week_minutes="load"),
    )


def _class(source: Source, entry: Document, subpart: Subpart, course: Course) -> Class:
    # Competition files name courses and classes by number only.
    plain = source.term.self_contained
    more = source.about.get("classes", {}).get(entry["id"], {})
    return Class(
        term=source.term,
        subpart=subpart,
        external_id=entry["id"],
        name=f"{course.code}-{entry['id']}" if plain else more.get("name", entry["id"]),
        limit=entry.get("limit"),
        needs_room=entry.get("needs_room", True),
        needs_accessible=more.get("needs_accessible", False),
    )
