from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install_limits(using: str, **_kwargs: Any) -> None:
    from accounts.limits import install

    # Only the tables' owner may; the application's role sends the signal when tests flush.
    if using == "owner":
        install(using)


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from allauth.socialaccount.providers.openid_connect.provider import (
            OpenIDConnectProvider,
        )

        from accounts import database, logins  # noqa: F401  connect their signals
        from accounts.sign_on import CallbackAdapter

        post_migrate.connect(_install_limits, sender=self)
        OpenIDConnectProvider.oauth2_adapter_class = CallbackAdapter
