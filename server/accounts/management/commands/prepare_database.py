from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from accounts import database


class Command(BaseCommand):
    help = "Migrate as DATABASE_OWNER_URL's role and grant DATABASE_URL's role its rights."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            database.prepare(connections["owner"])
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            first = str(error).splitlines()[0]
            raise CommandError(
                f"DATABASE_OWNER_URL's server does not answer: {first}"
            ) from error
