"""Every route in every method, for whoever asks, from the resolver: none is forgotten."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from rest_framework.permissions import AllowAny
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Membership, Role
from accounts.permissions import DUTIES, Reach, reach
from accounts.tenancy import tenant_context
from config.tests.routes import Route, Rows, model_of, objects, others, routes

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]

ROUTES = routes()

PUBLIC = {
    "/api/v1/schema/",
    "/api/v1/invitation/look/",
    "/api/v1/invitation/accept/",
    "/api/v1/sign-on/",
}
"""Open to everybody: they tell nothing without a secret."""

MEMBERS = {
    "/api/v1/me/",
    "/api/v1/me/acting/",
    "/api/v1/constraint-kinds/",
    "/api/v1/my/week/",
    "/api/v1/my/week/calendar/",
    "/api/v1/my/notifications/",
    "/api/v1/my/notifications/unread/",
    "/api/v1/my/notifications/read/",
}
"""Open to whoever is logged in: about themselves, or the same for all."""

OWN_CHECKS = {"/api/v1/audit/", "/api/v1/audit/{id}/", "/api/v1/audit/{id}/restore/"}
"""Also open to who may edit the object that is asked about (audit/tests)."""

OUTSIDE = {"/health/live", "/health/ready", "/internal/leases", "/internal/callbacks"}
OUTSIDE |= {"/internal/documents/{id}", "/internal/checkpoints", "/health", "/metrics"}
"""Without a login: health, and what the generation service signs (generation/tests)."""

AWAY = "generator_unavailable"
"""What an API without a generation service says to a question for it."""

ACTIONS = {"post": "add", "put": "change", "patch": "change", "delete": "delete"}


def granted(route: Route, membership: Membership) -> Reach | None:
    """How far the member may use the route; None: not at all."""
    if route.path in MEMBERS:
        return Reach.EVERYWHERE
    if route.path in OWN_CHECKS:
        return Reach.EVERYWHERE if membership.role == Role.REGISTRAR else Reach.OWN
    if duty := getattr(route.view, "duty", ""):
        return Reach.EVERYWHERE if membership.role in DUTIES[duty] else None
    asked = getattr(route.view, "asks", {}).get(route.action)
    return reach(membership, asked or ACTIONS.get(route.method, "view"), route.view.entity)


def ask(client: APIClient, route: Route, key: Any) -> Any:
    """The answer, and no trace of the question."""
    url = route.path.replace("{id}", str(key))
    with transaction.atomic():
        answer = getattr(client, route.method)(url, {}, format="json")
        transaction.set_rollback(True)
    return answer


def test_every_route_says_who_may_use_it() -> None:
    unlisted = {
        route.path
        for route in ROUTES
        if not getattr(route.view, "entity", "")
        and not getattr(route.view, "duty", "")
        and route.path not in PUBLIC | MEMBERS
    }
    assert unlisted == set(), "give the view an entity or a duty"
    assert {path for path in others() if not path.startswith("/_allauth/")} == OUTSIDE
    assert {r.path for r in ROUTES if AllowAny in r.view.permission_classes} == PUBLIC


def test_who_is_not_logged_in_gets_401_everywhere() -> None:
    for route in ROUTES:
        if route.path not in PUBLIC:
            answer = ask(APIClient(), route, uuid.uuid4())
            assert answer.status_code == 401, route


def test_public_routes_refuse_what_makes_no_sense() -> None:
    for route in ROUTES:
        if route.path in PUBLIC:
            assert ask(APIClient(), route, "").status_code in (200, 400), route


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SUPPORT])
def test_a_role_may_what_it_is_granted_and_nothing_else(
    role: Role, tenant: Institution, log_in: LogIn
) -> None:
    rows = Rows(tenant)
    found = objects(rows)
    department = rows.of(Department)
    scoped = role in (Role.DEPARTMENT_HEAD, Role.COORDINATOR)
    client = log_in(tenant, role, **({"department": department} if scoped else {}))
    membership = Membership.objects.order_by("-id")[0]
    for route in ROUTES:
        if route.path in PUBLIC:
            continue
        row = found.get(model_of(route))
        answer = ask(client, route, row.pk if row else uuid.uuid4())
        status = answer.status_code
        how_far = granted(route, membership)
        assert status < 500 or answer.json()["code"] == AWAY, route
        if how_far is None:
            assert status == 403 or (status == 404 and route.names_an_object), (route, status)
        elif how_far is Reach.EVERYWHERE and route.method == "get" and row is not None:
            assert status not in (401, 403, 405), (route, status)
        elif how_far is Reach.EVERYWHERE:
            assert status not in (401, 403), (route, status)
        else:
            assert status != 401, route


def test_another_institutions_object_does_not_exist(
    tenant: Institution, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    found = objects(Rows(tenant))
    stranger = log_in(make_institution("Other"), Role.REGISTRAR)
    checked = 0
    for route in ROUTES:
        row = found.get(model_of(route))
        if not route.names_an_object or row is None or "/platform/" in route.path:
            continue
        status = ask(stranger, route, row.pk).status_code
        # An unsound body may be refused before the object is looked for.
        unsound = {400} if route.method in ("post", "put", "patch") else set()
        assert status in {404, 405} | unsound, (route, status)
        checked += 1
    assert checked > 60


def test_support_looks_and_changes_nothing(tenant: Institution, log_in: LogIn) -> None:
    found = objects(Rows(tenant))
    fields = {"expires_at": "2999-01-01T00:00Z", "reason": "A ticket says so"}
    client = log_in(tenant, Role.SUPPORT, **fields)
    for route in ROUTES:
        entity = getattr(route.view, "entity", "")
        looks = getattr(route.view, "asks", {}).get(route.action) == "view"
        if entity and route.method != "get" and not looks:
            row = found.get(model_of(route))
            status = ask(client, route, row.pk if row else uuid.uuid4()).status_code
            assert status in (403, 404, 405), (route, status)


def test_an_expired_membership_is_none(tenant: Institution, log_in: LogIn) -> None:
    fields = {"expires_at": "2001-01-01T00:00Z", "reason": "A ticket says so"}
    client = log_in(tenant, Role.SUPPORT, **fields)
    with tenant_context(tenant.id):
        assert client.get("/api/v1/rooms/").status_code == 403
