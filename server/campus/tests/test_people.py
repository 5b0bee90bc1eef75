"""One person's data can be taken out, and the person forgotten."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import Institution, Membership, Role, User
from accounts.tenancy import platform_context
from audit.models import Entry
from campus.models import Instructor, Student

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]


@pytest.fixture
def student(tenant: Institution, log_in: LogIn) -> Student:
    log_in(tenant, Role.STUDENT)
    membership = Membership.objects.get(role=Role.STUDENT)
    return Student.objects.create(name="Student 2026-0143", membership=membership)


def url(person: Student | Instructor) -> str:
    return f"/api/v1/people/{person._meta.model_name}s/{person.pk}/"


def test_a_copy_holds_the_person_the_account_and_the_record(
    registrar: APIClient, student: Student
) -> None:
    document = registrar.get(url(student)).json()
    assert document["person"]["name"] == "Student 2026-0143"
    assert document["user"]["email"].endswith("@example.org")
    assert [entry["action"] for entry in document["record"]] == ["add"]
    assert "password" not in document["user"]


def test_an_erased_person_is_found_nowhere_and_lets_nobody_in(
    registrar: APIClient, student: Student, tenant: Institution
) -> None:
    assert student.membership is not None
    user = student.membership.user
    assert registrar.delete(url(student)).status_code == 204
    student.refresh_from_db()
    assert student.name.startswith("Erased ")
    assert student.membership is None
    gone = User.objects.get(pk=user.pk)
    assert (gone.is_active, gone.name) == (False, "")
    assert user.email not in str(gone.__dict__)
    with platform_context():
        kept = str(list(Entry.objects.values()))
    assert "Student 2026-0143" not in kept
    assert user.email not in kept


def test_an_account_that_is_used_elsewhere_stays(
    registrar: APIClient,
    student: Student,
    make_institution: Callable[[str], Institution],
) -> None:
    assert student.membership is not None
    user = student.membership.user
    with platform_context():
        Membership.objects.create(
            user=user, role=Role.STUDENT, institution=make_institution("Other")
        )
    assert registrar.delete(url(student)).status_code == 204
    assert User.objects.get(pk=user.pk).email == user.email


def test_only_a_registrar_may_and_only_about_own_people(
    student: Student,
    tenant: Institution,
    log_in: LogIn,
    make_institution: Callable[[str], Institution],
) -> None:
    assert log_in(tenant, Role.INSTRUCTOR).get(url(student)).status_code == 403
    assert log_in(make_institution("Other")).delete(url(student)).status_code == 404
    assert log_in(tenant).get(f"/api/v1/people/rooms/{student.pk}/").status_code == 404
