from typing import Any

from django.core.management.base import BaseCommand

from accounts import permission_table


class Command(BaseCommand):
    help = "Write docs/permissions.md anew from the grants."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        permission_table.FILE.write_text(permission_table.document())
