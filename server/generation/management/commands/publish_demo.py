from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.errors import Refused
from courses.demo import demo_institution
from generation.services.demo import publish_demo


class Command(BaseCommand):
    help = (
        "Generate a timetable of the demo's term with the running stack, once, and publish it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--variants", type=int, default=2)
        parser.add_argument("--time-budget", type=int, default=20, help="seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        institution = demo_institution()
        if institution is None:
            raise CommandError("There is no demo: run `manage.py load_demo` first.")
        try:
            timetable = publish_demo(
                institution, variants=options["variants"], time_budget=options["time_budget"]
            )
        except Refused as error:
            raise CommandError(f"{error.detail} ({error.code})") from error
        self.stdout.write(f"{timetable.name}: cost {timetable.total}")
