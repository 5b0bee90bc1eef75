from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from allauth.socialaccount.providers.openid_connect.provider import (
            OpenIDConnectProvider,
        )

        from accounts import database  # noqa: F401  connects its signal
        from accounts.sign_on import CallbackAdapter

        OpenIDConnectProvider.oauth2_adapter_class = CallbackAdapter
