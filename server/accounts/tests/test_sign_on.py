"""Single sign-on by an institution's own provider, against a real one."""

import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from requests import RequestException
from rest_framework.test import APIClient

from accounts.access import IdentityProvider, MailDomain
from accounts.guarded import AddressRefused, GuardedSession, check_address
from accounts.models import Institution, Membership, Role, User
from accounts.tenancy import tenant_context
from accounts.tests.identity_provider import Provider, running

pytestmark = pytest.mark.django_db

SETUP = "/api/v1/sign-on/provider/"
EMAIL = "lecturer@first.example"


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(
    server: Provider, registrar: APIClient, tenant: Institution, settings: Settings
) -> Provider:
    """Set up for the first institution, whose people have addresses at first.example."""
    settings.SIGN_ON_INTRANET = True
    server.person = person(EMAIL)
    MailDomain.objects.create(domain="first.example")
    answer = set_up(registrar, server)
    assert answer.status_code == 200, answer.json()
    return server


def set_up(client: APIClient, server: Provider, **fields: Any) -> Any:
    body = {"slug": "first", "name": "First", "issuer": server.issuer}
    body |= {"client_id": server.client_id, "client_secret": server.client_secret}
    return client.put(SETUP, {**body, **fields})


def person(email: str, **claims: Any) -> dict[str, Any]:
    return {"sub": email, "email": email, "email_verified": True, "name": "Lecturer", **claims}


def member(tenant: Institution, email: str = EMAIL, role: Role = Role.INSTRUCTOR) -> User:
    user = User.objects.create_user(email)
    Membership.objects.create(user=user, role=role, institution=tenant)
    return user


def sign_on(slug: str = "first") -> tuple[Client, str]:
    """The browser after it went to the provider and back, and where it was sent."""
    browser = Client()
    form = {"provider": slug, "callback_url": "http://localhost:3000/in", "process": "login"}
    away = browser.post("/_allauth/browser/v1/auth/provider/redirect", form)
    assert away.status_code == 302
    back = httpx.get(away["Location"]).headers["Location"]
    assert back.startswith("http://localhost:3000/_allauth/sign-on/first/callback?")
    parts = urlsplit(back)
    home = browser.get(f"{parts.path}?{parts.query}")
    return browser, str(home["Location"])


def who(browser: Client) -> str | None:
    answer = browser.get("/api/v1/me/")
    return answer.json()["user"]["email"] if answer.status_code == 200 else None


def test_a_member_logs_in_by_the_institutions_provider_again_and_again(
    provider: Provider, tenant: Institution
) -> None:
    member(tenant)
    for _ in range(2):
        browser, home = sign_on()
        assert (who(browser), home) == (EMAIL, "http://localhost:3000/in")


def test_who_is_no_member_is_not_let_in_unless_new_people_get_a_role(
    provider: Provider, registrar: APIClient, tenant: Institution
) -> None:
    browser, home = sign_on()
    assert who(browser) is None
    assert "error=permission_denied" in home
    assert not User.objects.filter(email=EMAIL).exists()
    assert set_up(registrar, provider, new_role="instructor", version=1).status_code == 200
    browser, _ = sign_on()
    assert who(browser) == EMAIL
    assert Membership.objects.get(user__email=EMAIL).role == Role.INSTRUCTOR


@pytest.mark.parametrize(
    "said",
    [
        person("somebody@other.example"),
        person("somebody@sub.first.example"),
        person(EMAIL, email_verified=False),
        {"sub": EMAIL},
    ],
)
def test_a_provider_is_not_believed_about_others_addresses_or_unverified_ones(
    provider: Provider, tenant: Institution, said: dict[str, Any]
) -> None:
    member(tenant)
    member(tenant, "somebody@other.example")
    provider.person = said
    browser, _ = sign_on()
    assert who(browser) is None


def test_a_known_subject_that_claims_another_address_is_not_let_in(
    provider: Provider, tenant: Institution
) -> None:
    member(tenant)
    member(tenant, "head@first.example", Role.REGISTRAR)
    sign_on()
    provider.person = person("head@first.example", sub=EMAIL)
    browser, _ = sign_on()
    assert who(browser) is None


def test_a_membership_of_another_institution_does_not_let_one_in(
    provider: Provider, tenant: Institution, make_institution: Callable[[str], Institution]
) -> None:
    other = make_institution("Other")
    with tenant_context(other.id):
        member(other)
    browser, _ = sign_on()
    assert who(browser) is None


def test_an_answer_with_a_forged_state_or_code_logs_nobody_in(
    provider: Provider, tenant: Institution
) -> None:
    member(tenant)
    browser = Client()
    for query in ("code=x&state=y", "state=y", "error=access_denied"):
        answer = browser.get(f"/_allauth/sign-on/first/callback?{query}")
        assert answer.status_code in (302, 401)
        assert who(browser) is None
    assert browser.get("/_allauth/sign-on/none/callback?code=x").status_code == 404


def test_an_address_leads_to_the_sign_on_of_its_domain_whether_or_not_it_has_an_account(
    provider: Provider, tenant: Institution
) -> None:
    member(tenant)

    def find(address: str) -> Any:
        return APIClient().post("/api/v1/sign-on/", {"address": address}).json()["provider"]

    assert find(EMAIL) == find("nobody@FIRST.example") == find("first") == "first"
    assert find("somebody@elsewhere.example") is None


def test_the_clients_secret_is_sealed_and_never_shown(
    provider: Provider, registrar: APIClient
) -> None:
    stored = IdentityProvider.objects.get().sealed_secret
    assert provider.client_secret not in stored
    shown = registrar.get(SETUP)
    assert provider.client_secret not in shown.content.decode()
    assert shown.json()["domains"] == ["first.example"]


def test_a_provider_is_changed_without_its_secret_and_removed(
    provider: Provider, registrar: APIClient
) -> None:
    before = IdentityProvider.objects.get().sealed_secret
    body = {**registrar.get(SETUP).json(), "name": "Another"}
    changed = registrar.put(SETUP, body)
    assert (changed.status_code, changed.json()["version"], changed["ETag"]) == (200, 2, '"2"')
    assert IdentityProvider.objects.get().sealed_secret == before
    assert registrar.delete(SETUP).status_code == 204
    assert registrar.get(SETUP).status_code == 204


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example.org",
        "https://127.0.0.1/x",
        "https://[::1",
        "https://" + "a" * 64 + ".example",
        "https://example.org:port/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "file:///etc/passwd",
        "https://nowhere.invalid/",
    ],
)
def test_a_provider_cannot_send_us_into_our_own_network(
    registrar: APIClient, server: Provider, url: str
) -> None:
    with pytest.raises(AddressRefused):
        check_address(url)
    refused = set_up(registrar, server, issuer=url)
    assert refused.status_code == 400
    assert not IdentityProvider.objects.exists()


def test_a_provider_that_somebody_else_changed_meanwhile_is_neither_changed_nor_removed(
    provider: Provider, registrar: APIClient
) -> None:
    assert set_up(registrar, provider).status_code == 428
    assert set_up(registrar, provider, version=1, name="Another").status_code == 200
    old = {"If-Match": '"1"'}
    body = {**registrar.get(SETUP).json(), "name": "A third"}
    assert registrar.put(SETUP, body, headers=old).status_code == 412
    assert registrar.delete(SETUP, headers=old).status_code == 412
    assert IdentityProvider.objects.get().name == "Another"


def test_a_name_that_leads_elsewhere_once_it_was_checked_is_not_spoken_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its second answer is an address inside: nothing is sent there."""
    with socket.create_server(("127.0.0.1", 0)) as inside:
        port = inside.getsockname()[1]
        answers = iter(["8.8.8.8", "127.0.0.1"])

        def look_up(*_args: Any, **_kwargs: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        with pytest.raises(RequestException, match="not a public address"):
            GuardedSession().get(f"https://login.example:{port}/token")
        connected, _ = inside.accept()
        with connected:
            assert connected.recv(1) == b""
