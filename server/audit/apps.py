from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_kwargs: Any) -> None:
    from audit.triggers import install

    # Only the tables' owner may; the application's role sends the signal when tests flush.
    if using == "owner":
        install(using)
