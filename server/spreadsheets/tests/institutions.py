"""An institution with at least one row, filled in as far as it goes, in every sheet."""

from datetime import date
from typing import Any

from accounts.models import Department, Institution, Membership, Role, School, User
from campus import models as campus
from courses import models as courses
from courses.services import class_set_pin
from courses.tests.terms import (
    make_class,
    make_course,
    make_feature,
    make_instructor,
    make_room,
    make_term,
)
from timetables.models import ClassRating, Placement, Rating, Timetable, TimetableState
from timetables.tests.ways import brought_to

HOURS = {"weeks": "0110", "days": "10100", "start_minute": 600, "length_minutes": 90}


def make_member(
    institution: Institution, role: Role = Role.REGISTRAR, **more: Any
) -> Membership:
    user = User.objects.create_user(f"{role}-{institution.pk}@example.org", name=str(role))
    return Membership.objects.create(institution=institution, user=user, role=role, **more)


def make_everything() -> campus.Term:
    """In the current tenant's context. The term has four weeks of five days."""
    school = School.objects.create(name="Science", external_id="sci")
    term = make_term()
    physics = make_course(term, "PHY-1", lecture_hours=2, practical_hours=2)
    other = make_course(term, "PHY-2", lecture_hours=1)
    Department.objects.update(school=school)
    department = Department.objects.get()
    programme = campus.Programme.objects.create(
        name="BSc Physics", department=department, external_id="bsc"
    )
    cohort = campus.Cohort.objects.create(
        name="2026", programme=programme, year=2, headcount=40, external_id="bsc-26"
    )
    projector = make_feature("Projector", physics.course)
    rooms = [
        make_room(f"R{n}", 40 + n, *[projector][:n], department=department) for n in range(2)
    ]
    campus.RoomTravel.objects.create(room=rooms[1], other=rooms[0], minutes=7)
    campus.RoomUnavailability.objects.create(room=rooms[0], term=term, **HOURS)
    campus.Holiday.objects.create(
        term=term, name="Founders", first_day=date(2026, 8, 5), last_day=date(2026, 8, 6)
    )
    classes = [make_class(physics), make_class(physics, courses.Part.LAB), make_class(other)]
    classes[1].parent = classes[0]
    classes[1].save()
    lecturer = make_instructor("Lecturer PHY-01", *classes, department=department)
    helper = make_instructor("Lecturer PHY-02", department=department, max_day_minutes=240)
    courses.ClassAlternative.objects.create(cls=classes[0], instructor=helper)
    campus.InstructorUnavailability.objects.create(instructor=lecturer, term=term, **HOURS)
    campus.InstructorPreference.objects.create(
        instructor=lecturer, term=term, penalty=3, **HOURS
    )
    courses.Requisite.objects.create(
        course=other.course, required=physics.course, kind="prerequisite"
    )
    courses.TimeOption.objects.create(cls=classes[0], penalty=2, **HOURS)
    for cls in classes[:2]:
        for days, start in (("01000", 840), ("00100", 840), ("00010", 540), ("00001", 840)):
            courses.TimeOption.objects.create(
                cls=cls, weeks="1111", days=days, start_minute=start, length_minutes=50
            )
        for room in rooms:
            courses.RoomOption.objects.create(cls=cls, room=room, penalty=1)
    class_set_pin(classes[2], {**HOURS, "room": rooms[1]})
    courses.CohortOffering.objects.create(cohort=cohort, offering=physics)
    students = [
        campus.Student.objects.create(
            name=f"Student {n}", external_id=f"2026-{n:04}", cohort=cohort
        )
        for n in range(3)
    ]
    for student in students:
        courses.Enrolment.objects.create(student=student, offering=physics)
    request = courses.CourseRequest.objects.create(
        term=term, student=students[0], offering=other, rank=1
    )
    courses.RequestAlternative.objects.create(request=request, offering=physics)
    constraint = courses.Constraint.objects.create(
        term=term, kind="SameRoom", required=True, external_id="c1"
    )
    for cls in classes[:2]:
        courses.ConstraintClass.objects.create(constraint=constraint, cls=cls)
    draft, past = (
        Timetable.objects.create(term=term, name=name, external_id=name, total=0, hard=0)
        for name in ("Draft", "Past")
    )
    Placement.objects.create(
        timetable=draft,
        cls=classes[0],
        room=rooms[1],
        instructor=helper,
        weeks="1111",
        days="01000",
        start_minute=840,
        length_minutes=50,
    )
    brought_to(past, TimetableState.PUBLISHED)
    Rating.objects.create(timetable=past, instructor=lecturer, stars=4)
    ClassRating.objects.create(
        timetable=past, instructor=lecturer, cls=classes[0], time_stars=2
    )
    return term
