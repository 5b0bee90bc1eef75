"""Programs use the API with tokens, within their scopes and their member's rights."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access import ApiToken
from accounts.models import Department, Institution, Membership, Role, User
from accounts.tenancy import tenant_context
from campus.models import Building

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]


def make(client: APIClient, *scopes: str, **fields: Any) -> str:
    answer = client.post("/api/v1/tokens/", {"name": "sync", "scopes": scopes, **fields})
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["token"])


@pytest.fixture
def program(registrar: APIClient, client_with: Callable[[str], APIClient]) -> APIClient:
    return client_with(make(registrar, "read", "write"))


@pytest.fixture
def client_with() -> Callable[[str], APIClient]:
    from conftest import Client

    def client_with(token: str) -> APIClient:
        client = Client(enforce_csrf_checks=True)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return client

    return client_with


def test_a_token_reads_and_writes_as_its_member_without_csrf(
    program: APIClient, tenant: Institution
) -> None:
    assert program.post("/api/v1/buildings/", {"name": "Main"}).status_code == 201
    assert program.get("/api/v1/buildings/").json()["count"] == 1
    assert Building.objects.get().institution == tenant
    assert ApiToken.objects.get().last_used_at is not None


def test_a_token_is_shown_once_and_kept_as_a_digest(
    registrar: APIClient, tenant: Institution
) -> None:
    text = make(registrar, "read")
    listed = registrar.get("/api/v1/tokens/").json()["results"][0]
    assert "token" not in listed
    assert listed["start"] == text[:12]
    stored = ApiToken.objects.values().get()
    assert text not in str(stored)


def test_a_token_does_only_what_its_scopes_name(
    registrar: APIClient, client_with: Callable[[str], APIClient]
) -> None:
    reader = client_with(make(registrar, "read"))
    assert reader.get("/api/v1/buildings/").status_code == 200
    refused = reader.post("/api/v1/buildings/", {"name": "Main"})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert refused.json()["parameters"] == {"scope": "write"}
    assert reader.get("/api/v1/audit/").json()["parameters"] == {"scope": "admin"}
    writer = client_with(make(registrar, "write"))
    assert writer.get("/api/v1/buildings/").json()["parameters"] == {"scope": "read"}
    job = writer.post("/api/v1/jobs/", {})
    assert job.json()["parameters"] == {"scope": "generate"}
    assert client_with(make(registrar, "admin")).get("/api/v1/audit/").status_code == 200


def test_a_token_has_no_more_rights_than_its_member(
    tenant: Institution, log_in: LogIn, client_with: Callable[[str], APIClient]
) -> None:
    physics = Department.objects.create(name="Physics")
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=physics)
    program = client_with(make(head, "read", "write", "generate", "admin"))
    assert program.post("/api/v1/buildings/", {"name": "Main"}).status_code == 403
    assert program.get("/api/v1/audit/").status_code == 403


def test_a_token_makes_no_tokens(program: APIClient) -> None:
    refused = program.post("/api/v1/tokens/", {"name": "more", "scopes": ["read"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "session_needed")


@pytest.mark.parametrize("end", ["revoked", "expired", "inactive member", "inactive user"])
def test_a_token_that_has_ended_opens_nothing(
    registrar: APIClient, program: APIClient, tenant: Institution, end: str
) -> None:
    token = ApiToken.objects.get()
    if end == "revoked":
        assert registrar.delete(f"/api/v1/tokens/{token.pk}/").status_code == 204
    elif end == "expired":
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "inactive member":
        Membership.objects.filter(pk=token.membership_id).update(is_active=False)
    else:
        User.objects.filter(pk=token.user_id).update(is_active=False)
    refused = program.get("/api/v1/buildings/")
    assert (refused.status_code, refused.json()["code"]) == (401, "token_invalid")


@pytest.mark.parametrize("text", ["", "hrm_", "hrm_" + "a" * 43, "x" * 5000])
def test_a_made_up_token_is_refused(text: str, client_with: Callable[[str], APIClient]) -> None:
    assert client_with(text).get("/api/v1/buildings/").status_code == 401


def test_others_tokens_do_not_exist(
    registrar: APIClient,
    tenant: Institution,
    log_in: LogIn,
    make_institution: Callable[[str], Institution],
) -> None:
    make(registrar, "read")
    token = ApiToken.objects.get()
    for other in (log_in(tenant), log_in(make_institution("Other"))):
        assert other.get("/api/v1/tokens/").json()["count"] == 0
        assert other.delete(f"/api/v1/tokens/{token.pk}/").status_code == 404
    with tenant_context(tenant.id):
        assert ApiToken.objects.get().is_live
