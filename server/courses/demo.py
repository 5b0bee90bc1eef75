"""The demo institution: a made university, and a login for each role."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.database import analyze
from accounts.models import Department, Institution, Membership, Role, User
from accounts.tenancy import platform_context, tenant_context
from campus.models import Instructor, Student, Term
from courses.fill import fill_term
from courses.models import Class
from courses.services import PIN_HOURS, class_set_pin

EXTERNAL_ID = "demo"
DOMAIN = "demo.example"
PINS = 3
LOGINS = {
    "registrar": (Role.REGISTRAR, "Registrar"),
    "head": (Role.DEPARTMENT_HEAD, "Head of Physics"),
    "coordinator": (Role.COORDINATOR, "Coordinator of Physics"),
    "instructor": (Role.INSTRUCTOR, ""),
    "student": (Role.STUDENT, ""),
    "admin": (Role.PLATFORM_ADMIN, "Platform administrator"),
}


def demo_institution() -> Institution | None:
    """The demo institution, where it has been made."""
    with platform_context():
        return Institution.objects.filter(external_id=EXTERNAL_ID).first()


@transaction.atomic
def make_demo(document: dict[str, Any], password: str) -> Term:
    """Make the demo institution from a university's document, wholly or not at all.

    The instructor and the student who can log in are the first who have classes.
    """
    about = document["institution"]
    with platform_context():
        institution = Institution.objects.create(
            external_id=EXTERNAL_ID, name=about["name"], timezone=about["timezone"]
        )
    term = fill_term(institution, document)
    analyze()  # a large university is read from before it is committed
    with tenant_context(institution.id):
        term.first_day = _third_week(timezone.localdate(timezone=ZoneInfo(about["timezone"])))
        term.save()
        _pin_some(term)
        instructor = Instructor.objects.filter(classes__term=term).first()
        student = Student.objects.filter(enrolments__offering__term=term).first()
        department = instructor.department if instructor else Department.objects.first()
        for login, (role, name) in LOGINS.items():
            person = {Role.INSTRUCTOR: instructor, Role.STUDENT: student}.get(role)
            user = User.objects.create_user(
                f"{login}@{DOMAIN}", password, name=person.name if person else name
            )
            scoped = role in (Role.DEPARTMENT_HEAD, Role.COORDINATOR)
            membership = Membership.objects.create(
                user=user,
                role=role,
                external_id=login,
                department=department if scoped else None,
            )
            if person:
                person.membership = membership
                person.save()
    return term


def _pin_some(term: Term) -> None:
    """Fix a class of three departments where each would like to be, at different hours."""
    taken: set[object] = set()
    rows = Class.objects.filter(term=term, needs_room=True).select_related(
        "subpart__config__offering__course"
    )
    for cls in rows.order_by("-limit", "id"):
        department = cls.subpart.config.offering.course.department_id
        room = cls.room_options.order_by("penalty", "id").first()
        times = cls.time_options.filter(penalty=0).order_by("id")
        time = next((t for t in times if not {department, t.start_minute} & taken), None)
        if room is None or time is None or department in taken or room.room_id in taken:
            continue
        values = {name: getattr(time, name) for name in PIN_HOURS}
        class_set_pin(cls, {**values, "room": room.room})
        taken |= {department, time.start_minute, room.room_id}
        if term.pins.count() == PINS:
            return


def _third_week(today: date) -> date:
    """The Monday of a term whose third week it is today, so that the demo has a today."""
    return today - timedelta(days=today.weekday(), weeks=2)
