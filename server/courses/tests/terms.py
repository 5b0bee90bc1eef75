"""A term of an institution that states no time and no room: all of it is derived."""

from datetime import date
from typing import Any

from accounts.models import Department
from campus.models import Break, Building, Feature, Instructor, Room, RoomFeature, Term
from courses.models import (
    Class,
    ClassInstructor,
    Config,
    Course,
    CourseFeature,
    Offering,
    Part,
    Subpart,
)


def make_term(**more: Any) -> Term:
    """Four weeks of five days from 9 to 17 with an hour for lunch at 13."""
    values: dict[str, Any] = {
        "name": "Autumn",
        "external_id": "autumn",
        "weeks": 4,
        "days": 5,
        "slots_per_day": 8,
        "slot_minutes": 60,
        "day_start": 9 * 60,
        "first_day": date(2026, 8, 3),
    }
    term = Term.objects.create(**{**values, **more})
    Break.objects.create(
        term=term,
        name="Lunch",
        weeks="1111",
        days="11111",
        start_minute=13 * 60,
        length_minutes=60,
    )
    return term


def make_course(term: Term, code: str = "PHY-1", **hours: int) -> Offering:
    """A course of Physics with these hours, offered in the term."""
    department, _ = Department.objects.get_or_create(
        external_id="phy", defaults={"name": "Physics"}
    )
    course = Course.objects.create(
        code=code, name=f"Course {code}", external_id=code, department=department, **hours
    )
    return Offering.objects.create(course=course, term=term)


def make_class(offering: Offering, part: Part = Part.LECTURE, **more: Any) -> Class:
    """A class of a part of the offering; the part is made where absent."""
    config = offering.configs.first() or Config.objects.create(offering=offering)
    subpart, _ = Subpart.objects.get_or_create(config=config, part=part)
    name = f"{offering.course.code}-{part}-{subpart.classes.count() + 1}"
    values = {"name": name, "external_id": name, "limit": 30, **more}
    return Class.objects.create(term=offering.term, subpart=subpart, **values)


def make_room(name: str, capacity: int = 40, *features: Feature, **more: Any) -> Room:
    values = {"type": Room.Type.LECTURE, "external_id": name, **more}
    building, _ = Building.objects.get_or_create(name="Block 1")
    room = Room.objects.create(name=name, capacity=capacity, building=building, **values)
    for feature in features:
        RoomFeature.objects.create(room=room, feature=feature)
    return room


def make_feature(name: str, *courses: Course, part: str = "") -> Feature:
    """A feature that these courses need."""
    feature = Feature.objects.create(name=name, external_id=name)
    for course in courses:
        CourseFeature.objects.create(course=course, feature=feature, part=part)
    return feature


def make_instructor(name: str, *classes: Class, **more: Any) -> Instructor:
    """Somebody who teaches these classes."""
    instructor = Instructor.objects.create(name=name, external_id=name, **more)
    for cls in classes:
        ClassInstructor.objects.create(cls=cls, instructor=instructor)
    return instructor
