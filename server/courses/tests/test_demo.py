"""The demo institution has a login for each role, each with something to see."""

import pytest
from django.utils import timezone

from accounts.models import Membership, Role, User
from accounts.tenancy import tenant_context
from campus.models import Instructor, Student
from courses.demo import LOGINS, demo_institution, make_demo
from courses.tests.documents import university

pytestmark = pytest.mark.django_db


def test_each_role_has_a_login_with_the_given_password() -> None:
    term = make_demo(university(), "a-password")
    institution = demo_institution()
    assert institution is not None
    assert institution.id == term.institution_id
    with tenant_context(institution.id):
        roles = set(Membership.objects.values_list("role", flat=True))
        assert roles == {role.value for role, _ in LOGINS.values()}
        assert Instructor.objects.get(membership__role=Role.INSTRUCTOR).classes.exists()
        assert Student.objects.get(membership__role=Role.STUDENT).enrolments.exists()
    user = User.objects.get(email="registrar@demo.example")
    assert user.check_password("a-password")
    assert user.password.startswith("argon2")


def test_the_demo_term_is_in_its_third_week_today() -> None:
    first_day = make_demo(university(), "a-password").first_day
    assert first_day is not None
    assert first_day.weekday() == 0
    days = (timezone.localdate() - first_day).days
    assert 13 <= days <= 21  # a time zone may be a day ahead or behind
