"""Single sign-on by an institution's own OpenID Connect provider.

A provider is believed about mail addresses of its institution's confirmed domains
only, and lets people into its institution: those with a membership, and new ones
where it names a role for them.
"""

from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from accounts.access import IdentityProvider, MailDomain
from accounts.guarded import GuardedSession
from accounts.models import Membership, User
from accounts.sealing import unseal
from accounts.tenancy import enter_user, platform_context, tenant_context


def provider_by_slug(slug: str) -> IdentityProvider | None:
    """Sign-in looks across institutions: it does not know one yet."""
    with platform_context():
        return IdentityProvider.objects.filter(slug=slug, is_active=True).first()


def provider_for(address: str) -> IdentityProvider | None:
    """The provider that a mail address's domain, or a provider's slug, leads to.

    Says nothing about whether the address has an account.
    """
    domain = address.strip().lower().rpartition("@")[2]
    with platform_context():
        rows = IdentityProvider.objects.filter(is_active=True)
        found = MailDomain.objects.filter(domain=domain).first()
        if found is not None:
            return rows.filter(institution=found.institution_id).first()
        return rows.filter(slug=domain).first()


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one that is named; nobody is shown a list of institutions."""
        found = provider_by_slug(provider) if provider else None
        if found is None or client_id not in (None, found.client_id):
            return []
        app = SocialApp(
            provider="openid_connect",
            provider_id=found.slug,
            name=found.name,
            client_id=found.client_id,
            secret=unseal(found.sealed_secret),
            settings={"server_url": found.issuer, "oauth_pkce_enabled": True},
        )
        return [app]

    def get_requests_session(self) -> requests.Session:
        return GuardedSession()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find, or make, the person; PermissionDenied for everybody else."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise PermissionDenied
        provider = provider_by_slug(sociallogin.account.provider)
        email = _verified_email(sociallogin)
        if provider is None or email is None:
            raise PermissionDenied
        with tenant_context(provider.institution_id):
            if not MailDomain.objects.filter(domain=email.rpartition("@")[2]).exists():
                raise PermissionDenied
            user = _person(provider, email, sociallogin)
        if sociallogin.is_existing:
            if sociallogin.user.pk != user.pk:
                raise PermissionDenied
        else:
            sociallogin.connect(request, user)


def _person(provider: IdentityProvider, email: str, sociallogin: SocialLogin) -> User:
    user = User.objects.filter(email=email).first()
    mine = Membership.objects.filter(institution=provider.institution_id, user=user)
    if user is not None and mine.exists():
        return user
    if not provider.new_role:
        raise PermissionDenied
    if user is None:
        said: dict[str, Any] = sociallogin.account.get_provider_account().get_user_data() or {}
        user = User.objects.create_user(email, name=str(said.get("name") or "")[:200])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    enter_user(user.pk, f"sign-on {provider.slug}")
    Membership.objects.create(user=user, role=provider.new_role)
    return user


def _verified_email(sociallogin: SocialLogin) -> str | None:
    """The address that the provider vouches for."""
    for address in sociallogin.email_addresses:
        if address.verified:
            return str(address.email).strip().lower()
    return None


class CallbackAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Browsers come back to the web's address, whatever proxies say about this one's."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        path = reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})
        return f"{settings.WEB_URL}{path}"
