"""Passwords forgotten and changed, second factors, sessions: by the login's own API."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.sealing import unseal
from accounts.tenancy import platform_context
from accounts.tests.browser import PASSWORD, Browser
from audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user(f"{uuid.uuid4()}@example.org", PASSWORD)


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def sudo(browser: Browser) -> None:
    """A second factor is added only by who has just given the password again."""
    again = browser.call("POST", "/auth/reauthenticate", {"password": PASSWORD})
    assert again.status_code == 200


def switch_on(browser: Browser) -> str:
    """A second factor, and the code that it was switched on with."""
    secret = browser.call("GET", "/account/authenticators/totp").json()["meta"]["secret"]
    sudo(browser)
    for _ in range(2):  # half a minute may end between making a code and its coming
        code = code_now(secret)
        done = browser.call("POST", "/account/authenticators/totp", {"code": code})
        if done.status_code == 200:
            return code
    raise AssertionError(done.json())


def test_a_forgotten_password_is_set_anew_by_a_mailed_link_once(user: User) -> None:
    asked = Browser().call("POST", "/auth/password/request", {"email": user.email})
    assert asked.status_code == 200
    key = re.search(r"/password/reset/(\S+)", str(mail.outbox[0].body))
    assert key is not None
    body = {"key": key[1], "password": "another-passphrase"}
    assert Browser().call("POST", "/auth/password/reset", body).status_code in (200, 401)
    assert Browser().log_in(user.email).status_code == 400
    assert Browser().log_in(user.email, "another-passphrase").status_code == 200
    assert Browser().call("POST", "/auth/password/reset", body).status_code == 400


def test_a_reset_ends_every_session(user: User) -> None:
    elsewhere = Browser()
    elsewhere.log_in(user.email)
    Browser().call("POST", "/auth/password/request", {"email": user.email})
    key = re.search(r"/password/reset/(\S+)", str(mail.outbox[0].body))
    assert key is not None
    body = {"key": key[1], "password": "another-passphrase"}
    Browser().call("POST", "/auth/password/reset", body)
    assert elsewhere.email is None
    assert not UserSession.objects.filter(user=user).exists()


def test_a_mailed_link_is_good_for_hours(user: User, settings: Settings) -> None:
    Browser().call("POST", "/auth/password/request", {"email": user.email})
    key = re.search(r"/password/reset/(\S+)", str(mail.outbox[0].body))
    assert key is not None
    assert timedelta(hours=6).total_seconds() >= settings.PASSWORD_RESET_TIMEOUT
    settings.PASSWORD_RESET_TIMEOUT = -1
    body = {"key": key[1], "password": "another-passphrase"}
    assert Browser().call("POST", "/auth/password/reset", body).status_code == 400


def test_asking_for_a_reset_does_not_tell_whether_an_account_exists(user: User) -> None:
    answers = [
        Browser().call("POST", "/auth/password/request", {"email": email})
        for email in (user.email, "nobody@example.org")
    ]
    assert [a.status_code for a in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_mails_about_passwords_name_the_product_and_no_address_of_the_api(user: User) -> None:
    Browser().call("POST", "/auth/password/request", {"email": user.email})
    key = re.search(r"/password/reset/(\S+)", str(mail.outbox[0].body))
    assert key is not None
    body = {"key": key[1], "password": "another-passphrase"}
    Browser().call("POST", "/auth/password/reset", body)
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        assert sent.subject.startswith("Horarium: ")
        assert "Horarium, the timetabling of your institution" in sent.body
        assert "testserver" not in sent.subject + str(sent.body)


def test_who_has_no_account_is_told_to_ask_for_an_invitation_and_not_to_sign_up() -> None:
    Browser().call("POST", "/auth/password/request", {"email": "nobody@example.org"})
    (sent,) = mail.outbox
    assert sent.subject == "Horarium: There is no account with your address"
    assert "ask the registrar of your institution for an invitation" in sent.body
    assert "sign up" not in sent.body
    assert "http" not in sent.body


def test_a_wrong_password_and_an_unknown_address_are_refused_alike(user: User) -> None:
    known = Browser().log_in(user.email, "wrong-passphrase")
    unknown = Browser().log_in("nobody@example.org", "wrong-passphrase")
    assert known.status_code == unknown.status_code == 400
    assert known.json() == unknown.json()


@pytest.mark.parametrize("weak", ["short", "password1234", "1234567890"])
def test_a_weak_password_is_refused(user: User, weak: str) -> None:
    browser = Browser()
    browser.log_in(user.email)
    body = {"current_password": PASSWORD, "new_password": weak}
    assert browser.call("POST", "/account/password/change", body).status_code == 400


def test_changing_the_password_needs_the_current_one_and_ends_other_sessions(
    user: User,
) -> None:
    here, elsewhere = Browser(), Browser()
    here.log_in(user.email)
    elsewhere.log_in(user.email)
    body = {"current_password": "wrong", "new_password": "another-passphrase"}
    assert here.call("POST", "/account/password/change", body).status_code == 400
    body["current_password"] = PASSWORD
    assert here.call("POST", "/account/password/change", body).status_code == 200
    assert here.email == user.email
    assert elsewhere.email is None
    assert User.objects.get(pk=user.pk).password.startswith("argon2")


def test_a_second_factor_is_asked_for_and_a_recovery_code_works_once(user: User) -> None:
    browser = Browser()
    browser.log_in(user.email)
    switch_on(browser)
    codes = browser.call("GET", "/account/authenticators/recovery-codes").json()["data"]
    spare = codes["unused_codes"][0]

    def log_in(code: str) -> int:
        other = Browser()
        pending = other.log_in(user.email)
        assert pending.status_code == 401
        assert other.email is None
        answer = other.call("POST", "/auth/2fa/authenticate", {"code": code})
        assert (other.email == user.email) == (answer.status_code == 200)
        return int(answer.status_code)

    assert log_in("000000") == 400
    assert log_in(spare) == 200
    assert log_in(spare) == 400


def test_the_code_that_switched_a_second_factor_on_logs_nobody_in(user: User) -> None:
    browser = Browser()
    browser.log_in(user.email)
    code = switch_on(browser)
    other = Browser()
    other.log_in(user.email)
    answer = other.call("POST", "/auth/2fa/authenticate", {"code": code})
    assert (answer.status_code, other.email) == (400, None)


@pytest.mark.django_db(transaction=True)
def test_second_factors_switched_on_and_off_and_used_recovery_codes_are_recorded(
    user: User,
) -> None:
    browser, other = Browser(), Browser()
    browser.log_in(user.email)
    switch_on(browser)
    codes = browser.call("GET", "/account/authenticators/recovery-codes").json()["data"]
    other.log_in(user.email)
    body = {"code": codes["unused_codes"][0]}
    assert other.call("POST", "/auth/2fa/authenticate", body).status_code == 200
    assert browser.call("DELETE", "/account/authenticators/totp").status_code == 200
    with platform_context():
        record = list(Entry.objects.filter(table="mfa_authenticator").order_by("id"))
    own, asked = "/_allauth/browser/v1/account/authenticators/", "/_allauth/browser/v1/auth/"
    told = [(e.action, (e.after or e.before or {}).get("type"), e.reason) for e in record]
    assert told == [
        ("add", "totp", f"POST {own}totp"),
        ("add", "recovery_codes", f"POST {own}totp"),
        ("change", None, f"GET {own}recovery-codes"),
        ("change", None, f"POST {asked}2fa/authenticate"),
        ("delete", "totp", f"DELETE {own}totp"),
        ("delete", "recovery_codes", f"DELETE {own}totp"),
    ]
    assert "seed" not in str([(e.before, e.after) for e in record])
    assert {(row.object, row.actor, row.via) for row in record} == {(user.pk, user.pk, "login")}


def test_the_secret_of_a_second_factor_is_sealed_in_the_database(user: User) -> None:
    browser = Browser()
    browser.log_in(user.email)
    secret = browser.call("GET", "/account/authenticators/totp").json()["meta"]["secret"]
    sudo(browser)
    browser.call("POST", "/account/authenticators/totp", {"code": code_now(secret)})
    stored: dict[str, Any] = Authenticator.objects.get(user=user, type="totp").data
    assert secret not in str(stored)
    assert unseal(stored["secret"]) == secret


def test_sessions_are_listed_and_another_one_is_ended(user: User) -> None:
    here, elsewhere = Browser(), Browser()
    here.log_in(user.email)
    elsewhere.log_in(user.email)
    sessions = here.call("GET", "/auth/sessions").json()["data"]
    assert [s["is_current"] for s in sessions].count(True) == 1
    other = next(s["id"] for s in sessions if not s["is_current"])
    assert here.call("DELETE", "/auth/sessions", {"sessions": [other]}).status_code == 200
    assert elsewhere.email is None
    assert here.email == user.email


def test_an_address_is_not_changed_by_who_is_logged_in(user: User) -> None:
    browser = Browser()
    browser.log_in(user.email)
    body = {"email": "another@example.org"}
    for method in ("GET", "POST", "PATCH", "PUT"):
        assert browser.call(method, "/account/email", body).status_code == 404
    assert User.objects.get(pk=user.pk).email == user.email


def test_an_unsafe_call_without_the_csrf_token_is_refused(user: User) -> None:
    browser = Browser()
    browser.log_in(user.email)
    for path in (
        "/api/v1/buildings/",
        "/api/v1/me/acting/",
        "/_allauth/browser/v1/auth/session",
    ):
        method = "DELETE" if path.endswith("session") else "POST"
        refused = browser.generic(method, path, "{}", "application/json")
        assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed"), path
    strange = browser.generic(
        "POST",
        "/api/v1/buildings/",
        "{}",
        "application/json",
        headers={
            "X-CSRFToken": browser.cookies["csrftoken"].value,
            "Origin": "https://evil.example",
        },
    )
    assert strange.status_code == 403
    assert browser.email == user.email


def test_sessions_and_tasks_are_never_pickled() -> None:
    from django.conf import settings

    from config.celery import app

    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert app.conf.accept_content == ["json"]
    assert (app.conf.task_serializer, app.conf.result_serializer) == ("json", "json")


def test_a_pickled_session_or_task_is_refused() -> None:
    import pickle

    from django.contrib.sessions.backends.db import SessionStore
    from django.core import signing
    from kombu.exceptions import ContentDisallowed
    from kombu.serialization import loads

    forged = signing.dumps({"x": 1}, salt="django.contrib.sessions.SessionStore")
    assert SessionStore().decode(pickle.dumps({"_auth_user_id": "1"}).hex()) == {}
    assert SessionStore().decode(forged + "x") == {}
    with pytest.raises(ContentDisallowed):
        loads(pickle.dumps({}), "application/x-python-serialize", "binary", accept=["json"])


def test_nobody_is_anybody_without_logging_in() -> None:
    assert APIClient().get("/api/v1/me/").status_code == 401
