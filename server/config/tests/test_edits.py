"""No edit of anything is lost, and none reaches what it may not set: for every route."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from accounts.models import Institution, Membership, Role
from config.tests.agreement import schema
from config.tests.routes import Route, Rows, model_of, objects, routes
from courses.models import ClassInstructor

pytestmark = pytest.mark.django_db

EDITS = [r for r in routes() if r.method in ("patch", "put") and r.names_an_object]

WHOLE = {"/api/v1/platform/institutions/{id}/domains/"}
"""Lists that are replaced as a whole: there is nothing of an older version in them."""


def edit(client: APIClient, route: Route, row: Any, body: Any, tag: str = "") -> Any:
    url = route.path.replace("{id}", str(row.pk))
    headers = {"If-Match": tag} if tag else {}
    with transaction.atomic():
        answer = getattr(client, route.method)(url, body, headers=headers)
        transaction.set_rollback(True)
    return answer


def test_a_stale_edit_of_anything_is_refused(
    tenant: Institution, log_in: Callable[..., APIClient]
) -> None:
    rows = Rows(tenant)
    found = objects(rows)
    rows.of(ClassInstructor)  # only who teaches a class rates it
    registrar = log_in(tenant, Role.REGISTRAR)
    found[Membership] = Membership.objects.exclude(role=Role.REGISTRAR).first()
    platform = log_in(tenant, Role.PLATFORM_ADMIN)
    checked = []
    for route in EDITS:
        if route.path in WHOLE:
            continue
        client = platform if "/platform/" in route.path else registrar
        row = found[model_of(route)]
        ahead = row.version + 1
        by_tag = edit(client, route, row, {}, f'"{ahead}"')
        by_body = edit(client, route, row, {"version": ahead})
        unnamed = edit(client, route, row, {})
        answers = [(a.status_code, a.json()["code"]) for a in (by_tag, by_body, unnamed)]
        assert answers == [
            (412, "stale_version"),
            (409, "stale_version"),
            (428, "version_missing"),
        ], (route, answers)
        checked.append(route.path)
    assert len(checked) > 20, checked


OURS = {"pk", "institution", "institution_id", "created_at", "updated_at", "digest", "user"}
OURS |= {"id", "is_staff", "is_superuser", "user_id", "sealed_secret", "state", "sent_at"}
"""What no request sets: whose a row is, when and by whom it was made, how far it is."""

DOORS = {("Decision", "state")}
"""The workflow's: what it lets through, it decides (timetables/tests/test_workflow.py)."""

DUTIES = {"role": {"MemberEdit", "Invitation"}, "plan": {"Tenant"}}
"""Who gives roles, and plans, does nothing else by the same form."""


def accepted() -> Iterator[tuple[str, str]]:
    """Each field of each body that a request may have, with the name of its form."""
    document = schema()
    for item in document["paths"].values():
        for operation in item.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                name = content["schema"].get("$ref", "").rpartition("/")[2]
                fields = document["components"]["schemas"].get(name, {}).get("properties", {})
                form = name.removeprefix("Patched").removesuffix("Request")
                yield from ((form, field) for field in fields)


def test_no_form_takes_what_only_we_set() -> None:
    found = set(accepted())
    assert len(found) > 150
    assert {pair for pair in found if pair[1] in OURS} == DOORS
    for field, forms in DUTIES.items():
        assert {form for form, name in found if name == field} == forms


def test_a_row_is_the_askers_institutions_whatever_the_body_says(
    registrar: APIClient, tenant: Institution, make_institution: Callable[[str], Institution]
) -> None:
    other, key = make_institution("Other"), uuid.uuid4()
    body = {"name": "Main", "institution": str(other.pk), "institution_id": str(other.pk)}
    made = registrar.post("/api/v1/buildings/", {**body, "id": str(key), "version": 9})
    assert made.status_code == 201
    assert made.json()["id"] != str(key)
    assert made.json()["version"] == 1
    assert registrar.get("/api/v1/buildings/").json()["count"] == 1


def test_nobody_gives_themselves_a_role(
    tenant: Institution, log_in: Callable[..., APIClient]
) -> None:
    instructor = log_in(tenant, Role.INSTRUCTOR)
    mine = Membership.objects.order_by("-id")[0]
    body = {"version": 1, "role": Role.REGISTRAR}
    assert instructor.patch(f"/api/v1/members/{mine.pk}/", body).status_code == 403
    registrar = log_in(tenant, Role.REGISTRAR)
    for role in (Role.PLATFORM_ADMIN, Role.SUPPORT):
        given = registrar.patch(f"/api/v1/members/{mine.pk}/", {"version": 1, "role": role})
        assert (given.status_code, given.json()["code"]) == (403, "role_not_grantable")
    assert Membership.objects.get(pk=mine.pk).role == Role.INSTRUCTOR


DELETES = [r for r in routes() if r.method == "delete" and r.names_an_object]

UNVERSIONED = {
    "/api/v1/tokens/{id}/",
    "/api/v1/invitations/{id}/",
    "/api/v1/people/students/{id}/",
}
"""What ends here is not edited: there is no version to have looked at."""


def test_a_removal_that_names_an_old_version_is_refused(
    tenant: Institution, log_in: Callable[..., APIClient]
) -> None:
    rows = Rows(tenant)
    found = objects(rows)
    rows.of(ClassInstructor)
    clients = {role: log_in(tenant, role) for role in (Role.REGISTRAR, Role.PLATFORM_ADMIN)}
    checked = []
    for route in DELETES:
        if route.path in UNVERSIONED:
            continue
        is_platform = "/platform/" in route.path
        client = clients[Role.PLATFORM_ADMIN if is_platform else Role.REGISTRAR]
        row = found[model_of(route)]
        answer = edit(client, route, row, None, f'"{row.version + 1}"')
        assert (answer.status_code, answer.json()["code"]) == (412, "stale_version"), route
        checked.append(route.path)
    assert len(checked) > 15, checked
