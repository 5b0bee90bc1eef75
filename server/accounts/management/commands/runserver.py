from typing import Any

import uvicorn
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.database import check_at_start
from config.environment import REPOSITORY

_SOURCES = [str(REPOSITORY / part) for part in ("server", "contracts")]


class Command(BaseCommand):
    """Django's own would answer by WSGI, which collects an event stream until it ends."""

    help = "Serve the API with uvicorn, as the product does, and start anew on changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="8000", help="[host:]port")
        parser.add_argument("--noreload", action="store_true", help="do not watch the sources")

    def handle(self, *args: Any, **options: Any) -> None:
        host, _, port = options["address"].rpartition(":")
        if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
            raise CommandError(f"{options['address']} is not [host:]port")
        check_at_start()  # here too, since a reloader would wait for a change
        watch = not options["noreload"]
        uvicorn.run(
            "config.asgi:application",
            host=host.strip("[]") or "127.0.0.1",
            port=int(port),
            reload=watch,
            reload_dirs=_SOURCES if watch else None,
            timeout_graceful_shutdown=3,  # streams to browsers do not end by themselves
            log_config=None,
        )
