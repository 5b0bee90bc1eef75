"""Logging in from the browser."""

import uuid
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

LOGIN = "/_allauth/browser/v1/auth/login"


@pytest.fixture(autouse=True)
def no_attempts_yet(redis_url: str) -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return User.objects.create_user(f"{uuid.uuid4()}@example.org", "a-long-passphrase")


def post(client: Client, email: str, password: str, **extra: Any) -> Any:
    body = {"email": email, "password": password}
    return client.post(LOGIN, body, content_type="application/json", **extra)


def log_in(client: Client, email: str, password: str) -> int:
    return int(post(client, email, password).status_code)


def test_email_and_password_open_a_session(user: User) -> None:
    client = Client()
    assert log_in(client, user.email.upper(), "a-long-passphrase") == 200
    assert client.get("/api/v1/me/").json()["user"]["email"] == user.email
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_a_wrong_password_is_refused(user: User) -> None:
    assert log_in(Client(), user.email, "another") == 400


def test_an_inactive_user_does_not_get_in(user: User) -> None:
    user.is_active = False
    user.save()
    client = Client()
    log_in(client, user.email, "a-long-passphrase")
    assert client.get("/api/v1/me/").status_code == 401


def test_guessing_is_throttled_whatever_address_it_claims(user: User) -> None:
    def attempt(number: int, password: str) -> str:
        address = f"10.0.0.{number}"
        answer = post(Client(), user.email, password, HTTP_X_FORWARDED_FOR=address)
        return str(answer.json()["errors"][0]["code"])

    codes = {attempt(number, "guess") for number in range(5)}
    assert codes == {"email_password_mismatch"}
    assert attempt(6, "a-long-passphrase") == "too_many_login_attempts"


def test_one_address_that_guesses_is_throttled_whoevers_password_it_guesses() -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    codes = []
    for number in range(22):
        answer = post(client, f"person-{number}@example.org", "guess")
        codes.append(answer.json()["errors"][0]["code"])
    assert codes[:20] == ["email_password_mismatch"] * 20
    assert codes[21] == "too_many_login_attempts"
    elsewhere = post(Client(REMOTE_ADDR="203.0.113.8"), "person-1@example.org", "guess")
    assert elsewhere.json()["errors"][0]["code"] == "email_password_mismatch"


def test_another_spelling_of_the_address_is_the_same_account(user: User) -> None:
    spellings = [user.email, user.email.upper(), f" {user.email}", user.email.title()]
    codes = [
        post(Client(REMOTE_ADDR=f"203.0.113.{n}"), email, "guess").json()["errors"][0]["code"]
        for n, email in enumerate([*spellings, user.email, user.email], start=20)
    ]
    assert codes[-1] == "too_many_login_attempts"


def test_there_is_no_sign_up() -> None:
    body = {"email": "new@example.org", "password": "a-long-passphrase"}
    response = Client().post(
        "/_allauth/browser/v1/auth/signup", body, content_type="application/json"
    )
    assert response.status_code == 403
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://localhost:{port}", 200),
        ("http://127.0.0.1:{port}", 200),
        ("http://127.0.0.1:1", 403),
        ("http://localhost.example.org:{port}", 403),
        ("null", 403),
    ],
)
def test_the_product_is_logged_into_under_the_machines_names_and_no_other_origin(
    user: User, settings: Any, origin: str, status: int
) -> None:
    origin = origin.format(port=urlsplit(settings.WEB_URL).port)
    client = Client(enforce_csrf_checks=True)
    client.get("/_allauth/browser/v1/config")
    token = client.cookies["csrftoken"].value
    headers = {"Origin": origin, "X-CSRFToken": token}
    answer = post(client, user.email, "a-long-passphrase", headers=headers)
    assert answer.status_code == status
