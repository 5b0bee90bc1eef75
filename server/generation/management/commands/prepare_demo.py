import io
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from config.errors import Refused
from courses.demo import demo_institution
from generation.services.demo import publish_demo


class Command(BaseCommand):
    help = (
        "Load the demo university and publish a timetable that the running stack generates, "
        "each once. Without a timetable the demo is whole all the same. The last line lists "
        "the logins as JSON, as that of load_demo."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--variants", type=int, default=2)
        parser.add_argument("--time-budget", type=int, default=20, help="seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = io.StringIO()
        call_command("load_demo", stdout=loaded)
        institution = demo_institution()
        assert institution is not None
        try:
            publish_demo(
                institution, variants=options["variants"], time_budget=options["time_budget"]
            )
        except Refused as error:
            self.stderr.write(f"No timetable of the demo: {error.detail} ({error.code})")
        self.stdout.write(loaded.getvalue(), ending="")
