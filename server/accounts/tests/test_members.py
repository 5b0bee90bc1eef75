"""A registrar's invitations and members; nobody raises themselves or locks the last one out."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access import Invitation
from accounts.models import Department, Institution, Membership, Role, User
from accounts.tenancy import tenant_context
from audit.models import Entry
from campus.models import Instructor

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]
INVITATIONS, ACCEPT = "/api/v1/invitations/", "/api/v1/invitation/accept/"
PASSWORD = "a-long-passphrase"


def mailed_secret() -> str:
    found = re.search(r"/invitation/(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def invite(client: APIClient, email: str = "new@example.org", **fields: Any) -> Any:
    return client.post(INVITATIONS, {"email": email, "role": "instructor", **fields})


def accept(secret: str, **fields: Any) -> Any:
    body = {"token": secret, "name": "Lecturer PHY-09", "password": PASSWORD, **fields}
    return APIClient().post(ACCEPT, body)


def test_an_invited_person_becomes_a_member_and_the_instructor_that_is_named(
    registrar: APIClient, tenant: Institution
) -> None:
    instructor = Instructor.objects.create(name="Lecturer PHY-09")
    assert invite(registrar, person=str(instructor.pk)).status_code == 201
    assert mail.outbox[-1].to == ["new@example.org"]
    secret = mailed_secret()
    offer = APIClient().post("/api/v1/invitation/look/", {"token": secret}).json()
    assert (offer["institution"], offer["role"]) == ("First", "instructor")
    assert accept(secret).status_code == 204
    member = Membership.objects.get(user__email="new@example.org")
    instructor.refresh_from_db()
    assert (member.role, instructor.membership_id) == ("instructor", member.pk)
    assert accept(secret).json()["code"] == "invitation_unknown"


@pytest.mark.parametrize("end", ["expired", "revoked", "resent", "made up"])
def test_an_invitation_that_has_ended_opens_nothing(
    registrar: APIClient, tenant: Institution, end: str
) -> None:
    made = invite(registrar).json()
    secret = mailed_secret()
    if end == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "revoked":
        assert registrar.delete(f"{INVITATIONS}{made['id']}/").status_code == 204
    elif end == "resent":
        assert registrar.post(f"{INVITATIONS}{made['id']}/resend/").status_code == 200
        assert accept(mailed_secret()).status_code == 204
        assert Invitation.objects.get().times_sent == 2
        return
    else:
        secret = "a" * 43
    refused = accept(secret)
    assert (refused.status_code, refused.json()["code"]) == (404, "invitation_unknown")
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_weak_password_leaves_the_invitation_open(registrar: APIClient) -> None:
    invite(registrar)
    refused = accept(mailed_secret(), password="short")
    assert refused.json()["code"] == "password_unsound"
    assert refused.json()["errors"][0]["field"] == "password"
    assert accept(mailed_secret()).status_code == 204


def test_who_has_an_account_accepts_only_when_logged_in_to_it(
    registrar: APIClient, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    person = log_in(make_institution("Other"), Role.STUDENT)
    email = person.get("/api/v1/me/").json()["user"]["email"]
    invite(registrar, email.upper())
    secret = mailed_secret()
    assert accept(secret).json()["code"] == "log_in_first"
    assert registrar.post(ACCEPT, {"token": secret}).json()["code"] == "log_in_first"
    assert person.post(ACCEPT, {"token": secret}).status_code == 204
    memberships = person.get("/api/v1/me/").json()["memberships"]
    assert {m["institution"]["name"] for m in memberships} == {"First", "Other"}


def test_one_acts_under_any_of_ones_memberships_and_no_other(
    registrar: APIClient, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    person = log_in(make_institution("Other"), Role.STUDENT)
    invite(registrar, person.get("/api/v1/me/").json()["user"]["email"])
    person.post(ACCEPT, {"token": mailed_secret()})
    for membership in person.get("/api/v1/me/").json()["memberships"]:
        url = "/api/v1/me/acting/"
        assert person.post(url, {"membership": membership["id"]}).status_code == 204
        assert person.get("/api/v1/me/").json()["membership"]["id"] == membership["id"]
    other = registrar.get("/api/v1/me/").json()["membership"]["id"]
    refused = person.post("/api/v1/me/acting/", {"membership": other})
    assert refused.json()["code"] == "membership_unknown"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"role": "platform_admin"}, "role_not_grantable"),
        ({"role": "support"}, "role_not_grantable"),
        ({"role": "department_head"}, "department_missing"),
        ({"email": "nonsense"}, "invalid"),
        ({"department": "0190a1b0-0000-7000-8000-000000000000"}, "invalid"),
    ],
)
def test_an_unsound_invitation_is_refused_and_mails_nothing(
    registrar: APIClient, tenant: Institution, fields: dict[str, str], code: str
) -> None:
    assert invite(registrar, **fields).json()["code"] == code
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_one_invitation_waits_for_a_person_and_members_get_none(registrar: APIClient) -> None:
    invite(registrar)
    assert invite(registrar).json()["code"] == "already_invited"
    accept(mailed_secret())
    assert invite(registrar).json()["code"] == "already_member"


@pytest.fixture
def second(tenant: Institution, log_in: LogIn) -> Membership:
    log_in(tenant, Role.COORDINATOR, department=Department.objects.create(name="Physics"))
    return Membership.objects.get(role=Role.COORDINATOR)


def change(client: APIClient, member: Membership, **fields: Any) -> Any:
    member.refresh_from_db()
    body = {"version": member.version, **fields}
    return client.patch(f"/api/v1/members/{member.pk}/", body)


def test_a_members_role_is_changed_and_the_change_recorded(
    registrar: APIClient, second: Membership
) -> None:
    answer = change(registrar, second, role="department_head")
    assert (answer.status_code, answer.json()["role"]) == (200, "department_head")
    entry = Entry.objects.filter(object=second.pk).first()
    assert entry is not None
    assert entry.after == {"role": "department_head"}
    assert change(registrar, second, role="registrar").json()["department"] is None


def test_an_ended_membership_lets_nobody_in_and_can_be_resumed(
    registrar: APIClient, tenant: Institution, log_in: LogIn
) -> None:
    student = log_in(tenant, Role.STUDENT)
    member = Membership.objects.get(role=Role.STUDENT)
    assert change(registrar, member, is_active=False).status_code == 200
    assert student.get("/api/v1/me/").json()["membership"] is None
    assert student.get("/api/v1/terms/").status_code == 403
    assert change(registrar, member, is_active=True).status_code == 200
    assert student.get("/api/v1/terms/").status_code == 200


def test_nobody_changes_their_own_membership(registrar: APIClient, tenant: Institution) -> None:
    own = Membership.objects.get()
    for fields in ({"role": "student"}, {"is_active": False}):
        refused = change(registrar, own, **fields)
        assert (refused.status_code, refused.json()["code"]) == (403, "own_membership")


def test_the_platforms_roles_are_not_given_nor_taken(
    registrar: APIClient, second: Membership, tenant: Institution, log_in: LogIn
) -> None:
    assert (
        change(registrar, second, role="platform_admin").json()["code"] == "role_not_grantable"
    )
    log_in(tenant, Role.PLATFORM_ADMIN)
    admin = Membership.objects.get(role=Role.PLATFORM_ADMIN)
    assert change(registrar, admin, is_active=False).json()["code"] == "role_not_grantable"


def test_the_last_registrar_stays(registrar: APIClient, tenant: Institution) -> None:
    from accounts.members import member_change
    from config.errors import Refused

    last = Membership.objects.get()
    somebody = Membership(pk=Department().pk, institution=tenant)
    for changes in ({"role": "student"}, {"is_active": False}):
        with pytest.raises(Refused, match="keeps a registrar"):
            member_change(somebody, last, changes)


def test_a_stale_change_of_a_member_is_refused(
    registrar: APIClient, second: Membership
) -> None:
    second.save()
    refused = registrar.patch(
        f"/api/v1/members/{second.pk}/", {"version": 1, "role": "student"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_version")


def test_only_registrars_see_members_and_only_their_own(
    registrar: APIClient,
    tenant: Institution,
    second: Membership,
    log_in: LogIn,
    make_institution: Callable[[str], Institution],
) -> None:
    assert registrar.get("/api/v1/members/?role=coordinator").json()["count"] == 1
    for role in (Role.INSTRUCTOR, Role.STUDENT, Role.PLATFORM_ADMIN):
        assert log_in(tenant, role).get("/api/v1/members/").status_code == 403
        assert invite(log_in(tenant, role)).status_code == 403
    other = make_institution("Other")
    stranger = log_in(other)
    assert stranger.get("/api/v1/members/").json()["count"] == 1
    assert stranger.patch(f"/api/v1/members/{second.pk}/", {"version": 1}).status_code == 404
    with tenant_context(other.id):
        assert not Invitation.objects.exists()
