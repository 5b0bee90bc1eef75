import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.errors import Refused
from courses.demo import DOMAIN, LOGINS, demo_institution, make_demo
from courses.imports import university_document

PASSWORD = "horarium-demo"  # noqa: S105  a demo's, printed for its visitors


class Command(BaseCommand):
    help = "Make the demo university and its logins, once; does nothing where they exist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--preset", default="demo")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if demo_institution() is not None:
            self.stdout.write("The demo university exists.")
            return
        password = os.environ.get("HORARIUM_DEMO_PASSWORD") or PASSWORD
        try:
            document = university_document(options["preset"], options["seed"])
            term = make_demo(document, password)
        except Refused as error:
            raise CommandError(f"{error.detail} ({error.code})") from error
        self.stdout.write(f"{document['institution']['name']}, {term.name}. Logins:")
        for login, (role, _) in LOGINS.items():
            self.stdout.write(f"  {login}@{DOMAIN}  {role.label.lower()}")
        self.stdout.write(f"  password: {password}")
