from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.errors import Refused
from courses.demo import demo_institution
from generation.services.demo import PATIENCE, publish_demo


class Command(BaseCommand):
    help = (
        "Publish a timetable of the demo university, once, that the running stack generates. "
        "Without one the demo is whole all the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--variants", type=int, default=2)
        parser.add_argument("--time-budget", type=int, default=20, help="seconds")
        parser.add_argument(
            "--patience", type=int, default=int(PATIENCE.total_seconds()), help="seconds more"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        institution = demo_institution()
        if institution is None:
            raise CommandError("there is no demo university: run load_demo")
        try:
            publish_demo(
                institution,
                variants=options["variants"],
                time_budget=options["time_budget"],
                patience=timedelta(seconds=options["patience"]),
            )
        except Refused as error:
            self.stderr.write(f"No timetable of the demo: {error.detail} ({error.code})")
