"""The platform: plans, institutions, access for a recorded reason, export and erasure."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from rest_framework.test import APIClient

from accounts.access import ApiToken, Invitation, Plan
from accounts.invitations import invite
from accounts.models import Department, Institution, Membership, Role, User
from accounts.tenancy import platform_context, tenant_context
from accounts.tests.browser import PASSWORD, Browser
from accounts.tests.test_members import accept, mailed_secret
from audit.erasure import institution_erase, institution_export
from audit.models import Entry
from campus.models import Building, Room
from config.errors import Refused

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]
INSTITUTIONS, PLANS = "/api/v1/platform/institutions/", "/api/v1/platform/plans/"
REASON = "A ticket says that generation fails"


@pytest.fixture
def admin(make_institution: Callable[[str], Institution], log_in: LogIn) -> APIClient:
    return log_in(make_institution("Platform"), Role.PLATFORM_ADMIN)


@pytest.fixture
def other(make_institution: Callable[[str], Institution]) -> Institution:
    institution = make_institution("Other")
    with tenant_context(institution.id):
        Department.objects.create(name="Physics")
        Room.objects.create(
            name="A-1", capacity=3, building=Building.objects.create(name="Main")
        )
    return institution


def test_a_plan_is_made_given_and_kept_while_it_is_used(
    admin: APIClient, other: Institution
) -> None:
    plan = admin.post(PLANS, {"external_id": "small", "name": "Small", "departments": 1}).json()
    assert plan["students"] is None
    url = f"{INSTITUTIONS}{other.id}/"
    given = admin.patch(url, {"plan": plan["id"], "version": 1}).json()
    assert (given["plan_name"], given["used"]["departments"]) == ("Small", 1)
    assert admin.delete(f"{PLANS}{plan['id']}/").json()["code"] == "in_use"
    admin.patch(url, {"plan": None}, headers={"If-Match": '"2"'})
    assert admin.delete(f"{PLANS}{plan['id']}/").status_code == 204


def test_an_institution_is_made_and_listed_with_what_it_uses(admin: APIClient) -> None:
    body = {"external_id": "new", "name": "New", "timezone": "Asia/Kolkata"}
    made = admin.post(INSTITUTIONS, body)
    assert made.status_code == 201, made.json()
    listed = {row["name"]: row for row in admin.get(INSTITUTIONS).json()}
    assert listed["New"]["used"] == {
        "departments": 0,
        "courses": 0,
        "students": 0,
        "concurrent_jobs": 0,
    }
    domains = admin.put(
        f"{INSTITUTIONS}{made.json()['id']}/domains/", {"domains": ["new.example"]}
    )
    assert domains.json()["domains"] == ["new.example"]


def test_a_platform_admin_reads_data_only_for_a_recorded_reason_and_changes_none(
    admin: APIClient, other: Institution
) -> None:
    assert admin.get("/api/v1/rooms/").status_code == 403
    access = f"{INSTITUTIONS}{other.id}/access/"
    assert admin.post(access, {"reason": "short"}).status_code == 400
    granted = admin.post(access, {"reason": REASON})
    assert granted.status_code == 201
    admin.post("/api/v1/me/acting/", {"membership": granted.json()["membership"]})
    assert admin.get("/api/v1/rooms/").json()["count"] == 1
    assert admin.post("/api/v1/buildings/", {"name": "B"}).status_code == 403
    with tenant_context(other.id):
        entry = Entry.objects.filter(table="accounts_membership").first()
        assert entry is not None
        assert entry.after["reason"] == REASON  # type: ignore[index]
        Membership.objects.filter(role=Role.SUPPORT).update(expires_at="2001-01-01T00:00Z")
    assert admin.get("/api/v1/rooms/").status_code == 403


def test_the_first_registrar_of_a_new_institution_is_invited_by_the_platform(
    admin: APIClient,
) -> None:
    made = admin.post(INSTITUTIONS, {"external_id": "new", "name": "New"}).json()
    url = f"{INSTITUTIONS}{made['id']}/registrar/"
    mistyped = admin.post(url, {"email": "registar@example.org", "role": "platform_admin"})
    assert (mistyped.status_code, mistyped.json()["role"]) == (201, "registrar")
    first = mailed_secret()
    assert admin.post(url, {"email": "registrar@example.org"}).status_code == 201
    assert mail.outbox[-1].subject == "Invitation to New"
    assert accept(first).json()["code"] == "invitation_unknown"
    assert accept(mailed_secret()).status_code == 204
    with tenant_context(made["id"]):
        member = Membership.objects.get(user__email="registrar@example.org")
        entry = Entry.objects.filter(table="accounts_invitation", action="add").first()
    assert member.role == Role.REGISTRAR
    assert entry is not None
    assert str(entry.actor) == admin.get("/api/v1/me/").json()["user"]["id"]
    browser = Browser()
    assert browser.log_in("registrar@example.org").status_code == 200


def test_the_platform_sees_how_the_first_registrars_invitation_stands_and_no_later_one(
    admin: APIClient,
) -> None:
    made = admin.post(INSTITUTIONS, {"external_id": "new", "name": "New"}).json()
    assert made["invitation"] is None
    url = f"{INSTITUTIONS}{made['id']}/"

    def stands() -> tuple[str, bool, bool]:
        found = admin.get(url).json()["invitation"]
        return found["email"], found["is_open"], found["accepted_at"] is not None

    for email in ("registar@example.org", "registrar@example.org"):
        assert admin.post(f"{url}registrar/", {"email": email}).status_code == 201
        assert stands() == (email, True, False)
    with tenant_context(made["id"]):
        Invitation.objects.update(expires_at="2001-01-01T00:00Z")
    assert stands() == ("registrar@example.org", False, False)
    # Sent again, it is open again.
    assert admin.post(f"{url}registrar/", {"email": "registrar@example.org"}).status_code == 201
    assert stands() == ("registrar@example.org", True, False)
    assert accept(mailed_secret()).status_code == 204
    with tenant_context(UUID(made["id"])):
        invite({"email": "second@example.org", "role": Role.REGISTRAR})
    assert stands() == ("registrar@example.org", False, True)


def test_whom_an_institutions_own_registrars_invite_the_platform_never_sees(
    admin: APIClient, other: Institution, log_in: LogIn
) -> None:
    """Its registrar came by no invitation, as in a seeded institution or by single sign-on."""
    url = f"{INSTITUTIONS}{other.id}/"
    assert admin.post(f"{url}registrar/", {"email": "a@example.org"}).status_code == 201
    assert admin.get(url).json()["invitation"]["email"] == "a@example.org"
    own = log_in(other, Role.REGISTRAR)
    # Sending it again would be refused, so that it is no longer shown.
    assert admin.get(url).json()["invitation"] is None
    body = {"email": "second@example.org", "role": "registrar"}
    assert own.post("/api/v1/invitations/", body).status_code == 201
    assert admin.get(url).json()["invitation"] is None
    assert accept(mailed_secret()).status_code == 204
    assert admin.get(url).json()["invitation"] is None
    # Where nobody runs it any more, what its registrars sent stays theirs.
    own.post("/api/v1/invitations/", {**body, "email": "third@example.org"})
    with tenant_context(other.id):
        Membership.objects.filter(role=Role.REGISTRAR).update(is_active=False)
    assert admin.get(url).json()["invitation"]["email"] == "a@example.org"


def test_where_a_registrar_works_the_platform_invites_nobody(
    admin: APIClient, other: Institution, log_in: LogIn
) -> None:
    log_in(other, Role.REGISTRAR)
    answer = admin.post(f"{INSTITUTIONS}{other.id}/registrar/", {"email": "b@example.org"})
    assert (answer.status_code, answer.json()["code"]) == (409, "registrar_present")
    assert not mail.outbox


def test_nobody_else_has_the_platforms_work(registrar: APIClient, other: Institution) -> None:
    for url in (INSTITUTIONS, PLANS, "/api/v1/platform/outbox/"):
        assert registrar.get(url).status_code == 403
    assert (
        registrar.post(f"{INSTITUTIONS}{other.id}/access/", {"reason": REASON}).status_code
        == 403
    )


def test_an_export_holds_every_row_of_the_institution_and_no_secret(
    registrar: APIClient, tenant: Institution, other: Institution
) -> None:
    Room.objects.create(name="B-1", capacity=1)
    registrar.post("/api/v1/tokens/", {"name": "sync", "scopes": ["read"]})
    with institution_export(tenant) as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    tables: dict[str, list[Any]] = {
        name.removesuffix(".jsonl"): [json.loads(line) for line in archive.open(name)]
        for name in archive.namelist()
    }
    assert [row["name"] for row in tables["campus_room"]] == ["B-1"]
    assert tables["institution"][0]["id"] == str(tenant.id)
    assert len(tables["users"]) == 1
    assert tables["audit"]
    digest = ApiToken.objects.get().digest
    assert not any(digest in json.dumps(rows) for rows in tables.values())
    assert "digest" not in tables["accounts_apitoken"][0]


def test_an_erased_institution_leaves_only_that_it_was_erased(
    other: Institution, tenant: Institution, log_in: LogIn
) -> None:
    gone = log_in(other)
    stays = log_in(other)
    user = User.objects.get(pk=stays.get("/api/v1/me/").json()["user"]["id"])
    Membership.objects.create(user=user, role=Role.STUDENT, institution=tenant)
    Room.objects.create(name="B-1", capacity=1)
    with pytest.raises(Refused, match="external id"):
        institution_erase(other, "another", REASON)
    institution_erase(other, other.external_id, REASON)
    assert gone.get("/api/v1/me/").status_code == 401
    assert len(stays.get("/api/v1/me/").json()["memberships"]) == 1
    with platform_context():
        assert not Institution.objects.filter(pk=other.pk).exists()
        assert not Room.objects.filter(institution=other.pk).exists()
        assert not Entry.objects.filter(institution=other.pk).exists()
        left = Entry.objects.get(row=other.pk)
        assert (left.action, left.reason) == ("delete", REASON)
    assert Room.objects.get().name == "B-1"
    assert not Plan.objects.exists()


def test_nobody_of_an_erased_institution_is_named_in_any_record(
    other: Institution,
) -> None:
    user = User.objects.create_user("phy-03@example.org", PASSWORD, name="Lecturer PHY-03")
    with tenant_context(other.id):
        Membership.objects.create(user=user, role=Role.INSTRUCTOR)
    assert Browser().log_in(user.email).status_code == 200
    institution_erase(other, other.external_id, REASON)
    assert not User.objects.filter(pk=user.pk).exists()
    with platform_context():
        kept = str(list(Entry.objects.values()))
    assert user.email not in kept
    assert user.name not in kept
    assert not any(session.get_decoded() for session in Session.objects.all())


def test_a_registrar_sees_the_own_plan_and_what_is_used_and_nobody_else_does(
    admin: APIClient, other: Institution, log_in: LogIn
) -> None:
    url = "/api/v1/institution/plan/"
    registrar = log_in(other, Role.REGISTRAR)
    assert registrar.get(url).json()["plan"] is None
    plan = admin.post(PLANS, {"external_id": "tiny", "name": "Tiny", "departments": 2}).json()
    admin.patch(f"{INSTITUTIONS}{other.id}/", {"plan": plan["id"], "version": 1})
    found = registrar.get(url).json()
    assert (found["plan"]["departments"], found["used"]["departments"]) == (2, 1)
    assert log_in(other, Role.INSTRUCTOR).get(url).status_code == 403
    assert admin.get(url).status_code == 403
