from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

_GUARDS = Path(__file__).with_name("guards.sql")


def _install_guards(using: str, **_kwargs: Any) -> None:
    # Only the tables' owner may; the application's role sends the signal when tests flush.
    if using != "owner":
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        if "timetables_attendance" in connection.introspection.table_names(cursor):
            cursor.execute(_GUARDS.read_text())


class TimetablesConfig(AppConfig):
    name = "timetables"

    def ready(self) -> None:
        post_migrate.connect(_install_guards, sender=self)
