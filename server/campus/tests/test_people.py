"""One person's data can be taken out, and the person forgotten."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from accounts.access import Invitation
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


def test_an_invitation_that_waits_for_an_erased_person_goes_too(
    registrar: APIClient, tenant: Institution
) -> None:
    person = Instructor.objects.create(name="Lecturer PHY-03")
    invited = {"email": "phy-03@example.org", "name": person.name, "role": "instructor"}
    registrar.post("/api/v1/invitations/", {**invited, "person": str(person.pk)})
    assert registrar.delete(url(person)).status_code == 204
    assert not Invitation.objects.exists()
    assert "phy-03@example.org" not in kept()
    assert "Lecturer PHY-03" not in kept()


def test_a_person_whose_row_was_removed_before_is_forgotten_too(
    registrar: APIClient, tenant: Institution
) -> None:
    person = Student.objects.create(name="Student 2026-0143")
    address = url(person)
    person.delete()
    assert registrar.delete(address).status_code == 204
    assert "Student 2026-0143" not in kept()


def test_answers_and_files_that_name_an_erased_person_are_not_kept(
    registrar: APIClient, tenant: Institution
) -> None:
    made = registrar.post(
        "/api/v1/students/", {"name": "Student 2026-0143"}, headers={"Idempotency-Key": "k-1"}
    )
    file = SimpleUploadedFile("students.csv", b"id,name\n7,Student 2026-0143\n")
    found = registrar.post(
        "/api/v1/sheet-imports/", {"file": file, "sheet": "students"}, format="multipart"
    ).json()
    registrar.post(f"/api/v1/sheet-imports/{found['id']}/check/")
    assert registrar.delete(url(Student.objects.get(pk=made.json()["id"]))).status_code == 204
    assert "Student 2026-0143" not in kept()


def kept() -> str:
    """All that the database holds, as one text."""
    with platform_context():
        values = [
            value
            for model in apps.get_models()
            for row in model._base_manager.values_list()
            for value in row
        ]
    return "\n".join(map(text_of, values))


def text_of(value: Any) -> str:
    if not isinstance(value, bytes | memoryview):
        return str(value)
    content = bytes(value)
    return (gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content).decode()
