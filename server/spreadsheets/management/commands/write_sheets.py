from typing import Any

from django.core.management.base import BaseCommand

from spreadsheets import documentation


class Command(BaseCommand):
    help = "Write docs/spreadsheets.md from the declarations of the sheets."

    def handle(self, *args: Any, **options: Any) -> None:
        documentation.FILE.write_text(documentation.document())
