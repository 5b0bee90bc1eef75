"""What is written about courses and classes."""

from collections.abc import Iterable
from typing import Any

from campus.models import Instructor, Term
from campus.services import check_hours
from config.errors import Refused
from courses.models import (
    Class,
    ClassInstructor,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    Offering,
    RoomOption,
    Subpart,
    TimeOption,
)
from horarium_contracts import constraint_kinds


def subpart_ensure(course: Course, term: Term, part: str) -> Subpart:
    """The part of the course in the term to which a new class belongs; made where absent."""
    offering, _ = Offering.objects.get_or_create(
        course=course, term=term, defaults={"institution_id": term.institution_id}
    )
    config = offering.configs.first()
    if config is None:
        config = Config.objects.create(offering=offering)
    return config.subparts.filter(part=part).first() or Subpart.objects.create(
        config=config, part=part
    )


def class_set_times(cls: Class, rows: list[dict[str, Any]]) -> None:
    """Replace the times at which the class may meet. Raises Refused."""
    check_hours([{**row, "term": cls.term} for row in rows], "time_options")
    cls.time_options.all().delete()
    TimeOption.objects.bulk_create(
        TimeOption(institution_id=cls.institution_id, cls=cls, **row) for row in rows
    )


def class_set_rooms(cls: Class, rows: list[dict[str, Any]]) -> None:
    """Replace the rooms in which the class may meet.

    Raises Refused for a room twice, or one that the class's term cannot use.
    """
    own = cls.term.own
    term_id = own.id if own else None
    for index, row in enumerate(rows):
        if row["room"].term_id != term_id:
            raise Refused(
                "room_of_another_term",
                "This room does not exist in the class's term.",
                field=f"room_options.{index}.room",
            )
    _refuse_repeats([row["room"].pk for row in rows], "room_options")
    cls.room_options.all().delete()
    RoomOption.objects.bulk_create(
        RoomOption(institution_id=cls.institution_id, cls=cls, **row) for row in rows
    )


def class_set_instructors(cls: Class, instructors: list[Instructor]) -> None:
    """Replace who teaches the class. Raises Refused for one named twice."""
    _refuse_repeats([instructor.pk for instructor in instructors], "instructor_ids")
    ClassInstructor.objects.filter(cls=cls).delete()
    ClassInstructor.objects.bulk_create(
        ClassInstructor(institution_id=cls.institution_id, cls=cls, instructor=instructor)
        for instructor in instructors
    )


def class_check_parent(cls: Class, parent: Class | None) -> None:
    """Refuse a parent of another offering, or one that makes a circle."""
    if parent is None:
        return
    if parent.subpart.config_id != cls.subpart.config_id:
        raise Refused(
            "parent_of_another_offering",
            "The parent must be a class of the same offering's configuration.",
            field="parent",
        )
    above: Class | None = parent
    while above is not None:
        if above.pk == cls.pk:
            raise Refused(
                "parents_in_a_circle", "A class cannot be above itself.", field="parent"
            )
        above = above.parent


def constraint_set_classes(constraint: Constraint, classes: list[Class]) -> None:
    """Replace the classes, in their order. Raises Refused."""
    for index, cls in enumerate(classes):
        if cls.term_id != constraint.term_id:
            raise Refused(
                "class_of_another_term",
                "This class is not one of the constraint's term.",
                field=f"class_ids.{index}",
            )
    _refuse_repeats([cls.pk for cls in classes], "class_ids")
    constraint.members.all().delete()
    ConstraintClass.objects.bulk_create(
        ConstraintClass(
            institution_id=constraint.institution_id, constraint=constraint, cls=cls
        )
        for cls in classes
    )


def check_parameters(kind: str, parameters: dict[str, int]) -> None:
    """Refuse parameters that are not exactly those which the kind's catalogue entry names."""
    known = {p["name"]: p["minimum"] for p in constraint_kinds()[kind]["parameters"]}
    problems = [
        *(("parameter_missing", name) for name in known if name not in parameters),
        *(("parameter_unknown", name) for name in parameters if name not in known),
        *(
            ("parameter_too_small", name)
            for name, least in known.items()
            if parameters.get(name, least) < least
        ),
    ]
    if problems:
        raise Refused(
            "invalid",
            f"{kind} takes other parameters.",
            errors=[
                {
                    "code": code,
                    "field": f"parameters.{name}",
                    "detail": f"{kind}: {name}",
                    "parameters": {"kind": kind, "name": name},
                }
                for code, name in problems
            ],
        )


def _refuse_repeats(keys: Iterable[object], field: str) -> None:
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            raise Refused("repeated", "This is listed twice.", field=f"{field}.{index}")
        seen.add(key)
