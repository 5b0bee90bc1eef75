import gzip
import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.errors import Refused
from courses.demo import DOMAIN, LOGINS, demo_institution, make_demo
from courses.imports import university_document


class Command(BaseCommand):
    help = (
        "Make the demo university and its logins, once, with the password of "
        "HORARIUM_DEMO_PASSWORD. The last line lists the logins as JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--preset", default="demo")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--file", type=Path, help="a made university (.json.gz) instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if demo_institution() is None:
            self._make(**{name: options[name] for name in ("preset", "seed", "file")})
        logins = [
            {"role": str(role), "email": f"{login}@{DOMAIN}"}
            for login, (role, _) in LOGINS.items()
        ]
        self.stdout.write(json.dumps(logins))

    def _make(self, preset: str, seed: int, file: Path | None) -> None:
        password = os.environ.get("HORARIUM_DEMO_PASSWORD")
        if not password:
            raise CommandError("HORARIUM_DEMO_PASSWORD is not set: `make setup` makes one")
        try:
            document = _read(file) if file else university_document(preset, seed)
            term = make_demo(document, password)
        except Refused as error:
            raise CommandError(f"{error.detail} ({error.code})") from error
        self.stdout.write(f"{document['institution']['name']}, {term.name}")


def _read(file: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return document
