"""What a browser may be made to do by others: nothing, on any route."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from accounts.access import Scope
from accounts.authentication import SESSION_ONLY
from accounts.models import Institution, Role, User
from accounts.tests.browser import PASSWORD, Browser
from accounts.tests.test_tokens import make
from config.tests.routes import others, routes

pytestmark = pytest.mark.django_db

LogIn = Callable[..., APIClient]

UNSAFE = [route for route in routes() if route.method != "get"]
SIGNED = {"/internal/leases", "/internal/callbacks"}
"""Signed by the generation service, which has no cookies (generation/tests)."""


@pytest.fixture
def user() -> User:
    return User.objects.create_user(f"{uuid.uuid4()}@example.org", PASSWORD)


def url(path: str) -> str:
    return path.replace("{id}", str(uuid.uuid4()))


def test_every_unsafe_route_asks_for_the_csrf_token(tenant: Institution, log_in: LogIn) -> None:
    for role in (Role.REGISTRAR, Role.PLATFORM_ADMIN):
        client = log_in(tenant, role)
        client.handler.enforce_csrf_checks = True
        for route in UNSAFE:
            answer = getattr(client, route.method)(url(route.path), {}, format="json")
            assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed"), route


def test_so_does_every_route_of_the_login(user: User) -> None:
    browser = Browser()
    browser.log_in(user.email)
    checked = 0
    for path in others():
        if path in SIGNED or not path.startswith("/_allauth/browser/"):
            continue
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = browser.generic(method, url(path), "{}", "application/json")
            assert answer.status_code == 403, (method, path, answer.status_code)
        checked += 1
    assert checked > 15


def test_a_token_does_on_no_route_what_its_scopes_do_not_name(
    registrar: APIClient, tenant: Institution
) -> None:
    from conftest import Client as Program

    tokens = {scope: make(registrar, scope) for scope in Scope}
    checked = 0
    for route in routes():
        named = getattr(route.view, "token_scope", "")
        reads = route.method == "get" and named != Scope.ADMIN
        needed = Scope.READ if reads else named or Scope.WRITE
        if "AllowAny" in {each.__name__ for each in route.view.permission_classes}:
            continue
        for scope, token in tokens.items():
            if scope == needed:
                continue
            program = Program()
            program.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
            answer = getattr(program, route.method)(url(route.path), {}, format="json")
            code = "session_needed" if named == SESSION_ONLY else "scope_missing"
            assert (answer.status_code, answer.json()["code"]) == (403, code), (route, scope)
            checked += 1
    assert checked > 500


def test_a_made_up_host_is_refused_and_never_written_into_a_mail(
    user: User, settings: Any
) -> None:
    assert Client(HTTP_HOST="evil.example").get("/api/v1/me/").status_code == 400
    browser = Browser()
    browser.defaults["HTTP_X_FORWARDED_HOST"] = "evil.example"
    browser.call("POST", "/auth/password/request", {"email": user.email})
    assert settings.WEB_URL in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_a_sign_on_leads_back_to_us_and_nowhere_else(user: User, target: str) -> None:
    browser = Browser()
    body = {"provider": "none", "callback_url": target, "process": "login"}
    token = browser.cookies["csrftoken"].value
    answer = browser.post(
        "/_allauth/browser/v1/auth/provider/redirect",
        body,
        headers={"X-CSRFToken": token},
    )
    assert "evil.example" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


def test_logging_in_makes_a_new_session(user: User) -> None:
    browser = Browser()
    session = browser.session  # one that somebody else could have planted
    session["planted"] = True
    session.save()
    before, csrf = str(session.session_key), browser.cookies["csrftoken"].value
    browser.cookies["sessionid"] = before
    assert browser.log_in(user.email).status_code == 200
    assert browser.cookies["sessionid"].value != before
    assert browser.cookies["csrftoken"].value != csrf
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/me/", "/api/v1/nothing/", "/health/live"])
def test_every_answer_says_how_it_may_be_used(path: str) -> None:
    headers = Client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


def test_under_https_cookies_and_browsers_keep_to_https() -> None:
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
    names += ["SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "ALLOWED_HOSTS", "DEBUG"]
    program = (
        "import json, config.settings as found;"
        f"print(json.dumps([getattr(found, name) for name in {names}]))"
    )
    environment = {**os.environ, "HORARIUM_WEB_URL": "https://timetable.example.org"}
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    session, csrf, hsts, http_only, same_site, hosts, debug = json.loads(said.stdout)
    assert (session, csrf, http_only, same_site, debug) == (True, True, True, "Lax", False)
    assert hsts >= 365 * 24 * 3600
    assert "timetable.example.org" in hosts
    assert not {"*", ""} & set(hosts)


@pytest.mark.parametrize("password", ["short", "password1234", "aaaaaaaaaa", "{email}"])
def test_a_weak_password_is_refused(user: User, password: str) -> None:
    browser = Browser()
    browser.log_in(user.email)
    body = {"current_password": PASSWORD, "new_password": password.format(email=user.email)}
    answer = browser.call("POST", "/account/password/change", body)
    weak = answer.status_code == 400
    assert weak, answer.json()
    assert Browser().log_in(user.email).status_code == 200


def test_a_long_passphrase_is_taken_whole(user: User) -> None:
    browser, phrase = Browser(), "correct horse battery staple " * 3
    browser.log_in(user.email)
    body = {"current_password": PASSWORD, "new_password": phrase}
    assert browser.call("POST", "/account/password/change", body).status_code == 200
    assert Browser().log_in(user.email, phrase[:72]).status_code == 400
    assert Browser().log_in(user.email, phrase).status_code == 200


def test_nothing_in_the_cache_is_ever_unpickled(redis_url: str) -> None:
    import pickle

    from django.core.cache import cache

    cache.set("kept", [1.5, "a"])
    assert cache.get("kept") == [1.5, "a"]
    client: Any = cache
    raw = client._cache.get_client()
    raw.set(cache.make_key("forged"), pickle.dumps({"run": "this"}))
    with pytest.raises(ValueError, match=r"decode|Expecting"):
        cache.get("forged")
    raw.delete(cache.make_key("forged"))
