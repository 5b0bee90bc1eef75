"""What is written about courses and classes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from campus.models import Instructor, Room, Student, Term
from campus.services import check_hours, refuse_repeats
from config.errors import Refused
from courses.models import (
    Class,
    ClassAlternative,
    ClassInstructor,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    CourseFeature,
    CourseRequest,
    Offering,
    Pin,
    RequestAlternative,
    Requisite,
    RoomOption,
    Subpart,
    TimeOption,
)
from horarium_contracts import constraint_kinds


def course_set_prerequisites(course: Course, others: list[Course]) -> None:
    """Replace what must have been passed before. Raises Refused."""
    _set_requisites(course, others, Requisite.Kind.PREREQUISITE, "prerequisite_ids")


def course_set_corequisites(course: Course, others: list[Course]) -> None:
    """Replace what is taken beside it. Raises Refused."""
    _set_requisites(course, others, Requisite.Kind.COREQUISITE, "corequisite_ids")


def _set_requisites(course: Course, others: list[Course], kind: str, field: str) -> None:
    for index, other in enumerate(others):
        place = f"{field}.{index}"
        if other.pk == course.pk:
            raise Refused("course_requires_itself", "A course needs another.", field=place)
        if other.term_id != course.term_id:
            raise Refused("course_of_another_term", "It exists in another term.", field=place)
    refuse_repeats([other.pk for other in others], field)
    course.requisites.filter(kind=kind).delete()
    Requisite.objects.bulk_create(
        Requisite(
            institution_id=course.institution_id, course=course, required=other, kind=kind
        )
        for other in others
    )


def course_set_features(course: Course, rows: list[dict[str, Any]]) -> None:
    """Replace what the course's rooms must have. Raises Refused for one named twice."""
    refuse_repeats([(row["feature"].pk, row.get("part", "")) for row in rows], "features")
    course.needs.all().delete()
    CourseFeature.objects.bulk_create(
        CourseFeature(institution_id=course.institution_id, course=course, **row)
        for row in rows
    )


def offering_check(values: dict[str, Any]) -> None:
    """Refuse a course that the term cannot offer."""
    own = values["term"].own
    if values["course"].term_id != (own.id if own else None):
        raise Refused("course_of_another_term", "It exists in another term.", field="course")


def curriculum_check(offering: Offering | None) -> None:
    """Refuse what exists in one term only: cohorts are the institution's."""
    if offering is not None and offering.term.self_contained:
        raise Refused(
            "term_without_cohorts", "This term has no cohorts' students.", field="offering"
        )


def offer(course: Course, term: Term) -> Offering:
    """The course in the term; made where absent."""
    offering, _ = Offering.objects.get_or_create(
        course=course, term=term, defaults={"institution_id": term.institution_id}
    )
    return offering


def subpart_ensure(course: Course, term: Term, part: str) -> Subpart:
    """The part of the course in the term to which a new class belongs; made where absent."""
    offering = offer(course, term)
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
    for index, row in enumerate(rows):
        class_check_room(cls, row["room"], f"room_options.{index}.room")
    refuse_repeats([row["room"].pk for row in rows], "room_options")
    cls.room_options.all().delete()
    RoomOption.objects.bulk_create(
        RoomOption(institution_id=cls.institution_id, cls=cls, **row) for row in rows
    )


def class_check_room(cls: Class, room: Room, field: str) -> None:
    """Refuse a room that the class's term cannot use."""
    own = cls.term.own
    if room.term_id != (own.id if own else None):
        raise Refused(
            "room_of_another_term",
            "This room does not exist in the class's term.",
            field=field,
        )


def class_set_pin(cls: Class, pin: dict[str, Any] | None) -> None:
    """Fix the class to a time, a room, or both; None sets it free.

    Raises Refused: pin_empty, pin_time_incomplete, room_of_another_term, hours that do
    not fit the term, pins_overlap for a room that another pin takes.
    """
    Pin.objects.filter(cls=cls).delete()
    # What was read with the class is no longer so.
    cls._state.fields_cache.pop("pin", None)
    vars(cls)["pinned"] = pin is not None
    if pin is None:
        return
    pin_check(cls, pin, "pin")
    room = pin.get("room")
    given = [name for name in PIN_HOURS if pin.get(name) not in (None, "")]
    values = {name: pin[name] for name in given}
    try:
        with transaction.atomic():
            Pin.objects.create(
                institution_id=cls.institution_id, term=cls.term, cls=cls, room=room, **values
            )
    except IntegrityError as error:
        if "pin_room_free" not in str(error) or room is None:
            raise
        raise Refused(
            "pins_overlap",
            f"Another class is pinned to {room.name} at that time.",
            status=409,
            field="pin.room",
            room=room.name,
        ) from error


def pin_check(cls: Class, pin: dict[str, Any], field: str = "") -> None:
    """Refuse a pin that fixes nothing, half a time, or what the class's term does not have."""
    given = [name for name in PIN_HOURS if pin.get(name) not in (None, "")]
    room = pin.get("room")
    if not given and room is None:
        raise Refused(
            "pin_empty", "A pin fixes a time, a room, or both.", field=field or "room"
        )
    if given and len(given) < len(PIN_HOURS):
        missing = next(name for name in PIN_HOURS if name not in given)
        raise Refused(
            "pin_time_incomplete", "A pinned time needs all of it.", field=f"{field}.{missing}"
        )
    if given:
        check_hours([{**pin, "term": cls.term}], field, single=True)
    if room is not None:
        class_check_room(cls, room, f"{field}.room")


PIN_HOURS = ["weeks", "days", "start_minute", "length_minutes"]


def class_set_instructors(cls: Class, instructors: list[Instructor]) -> None:
    """Replace who teaches the class. Raises Refused for one named twice."""
    _set_people(ClassInstructor, cls, instructors, "instructor_ids")


def class_set_alternatives(cls: Class, instructors: list[Instructor]) -> None:
    """Replace who could teach the class instead. Raises Refused for one named twice."""
    _set_people(ClassAlternative, cls, instructors, "alternative_ids")


def _set_people(
    through: type[ClassInstructor] | type[ClassAlternative],
    cls: Class,
    instructors: list[Instructor],
    field: str,
) -> None:
    refuse_repeats([instructor.pk for instructor in instructors], field)
    rows: Any = through.objects
    rows.filter(cls=cls).delete()
    rows.bulk_create(
        through(institution_id=cls.institution_id, cls=cls, instructor=instructor)
        for instructor in instructors
    )


def request_set_alternatives(request: CourseRequest, offerings: list[Offering]) -> None:
    """Replace what the student would take instead, in order. Raises Refused."""
    keys = [request.offering_id, *(offering.pk for offering in offerings)]
    refuse_repeats(keys[1:], "alternative_ids")
    for index, offering in enumerate(offerings):
        place = f"alternative_ids.{index}"
        check_takeable(request.student, offering, place)
        if offering.pk == request.offering_id or offering.term_id != request.term_id:
            raise Refused(
                "not_an_alternative", "It must be another one of the term.", field=place
            )
    request.alternatives.all().delete()
    RequestAlternative.objects.bulk_create(
        RequestAlternative(
            institution_id=request.institution_id, request=request, offering=offering
        )
        for offering in offerings
    )


def check_takeable(student: Student, offering: Offering, field: str = "offering") -> None:
    """Refuse an offering of a term in which the student does not exist."""
    own = offering.term.own
    if student.term_id != (own.id if own else None):
        raise Refused(
            "student_of_another_term",
            "This student does not exist in the offering's term.",
            field=field,
        )


def requests_order(rows: Iterable[CourseRequest], ids: Sequence[UUID]) -> list[CourseRequest]:
    """Rank a student's wishes in a term as `ids` lists them.

    Raises Refused: requests_incomplete, when these are not all of one student's in one term.
    """
    found = {row.pk: row for row in rows}
    whose = {(row.student_id, row.term_id) for row in found.values()}
    every = CourseRequest.objects.filter(
        student__in=[student for student, _ in whose], term__in=[term for _, term in whose]
    )
    if len(whose) != 1 or set(every.values_list("pk", flat=True)) != set(ids):
        raise Refused(
            "requests_incomplete",
            "All wishes of one student in one term are ranked together.",
            status=409,
            field="ids",
        )
    refuse_repeats(ids, "ids")
    ordered = [found[key] for key in ids]
    for rank, row in enumerate(ordered, 1):
        if row.rank != rank:
            row.rank = rank
            row.save()
    return ordered


def class_check_parent(cls: Class, parent: Class | None) -> None:
    """Refuse a parent of another offering or of its own subpart, or that makes a circle."""
    if parent is None:
        return
    if parent.subpart.config_id != cls.subpart.config_id:
        raise Refused(
            "parent_of_another_offering",
            "The parent must be a class of the same offering's configuration.",
            field="parent",
        )
    if parent.subpart_id == cls.subpart_id and parent.pk != cls.pk:
        raise Refused(
            "parent_beside",
            "The parent must be a class of another part: students attend one class of each.",
            field="parent",
            parent=parent.name,
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
    refuse_repeats([cls.pk for cls in classes], "class_ids")
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
