from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Institution
from accounts.tenancy import platform_context
from config.errors import Refused
from courses.imports import import_problem


class Command(BaseCommand):
    help = "Store an ITC-2019, ITC-2007 or native problem file (also gzipped) as a new term."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--institution", required=True, help="its external id, or its name")
        parser.add_argument("--name", default="", help="name of the term")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        institution = _institution(options["institution"])
        try:
            term = import_problem(institution, content, file.name, options["name"])
        except Refused as error:
            raise CommandError(f"{error.detail} ({error.code})") from error
        self.stdout.write(f"{term.name}: term {term.id} of {institution.name}")


def _institution(name: str) -> Institution:
    with platform_context():
        found = Institution.objects.filter(external_id=name).first()
        found = found or Institution.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"there is no institution {name!r}")
    return found
