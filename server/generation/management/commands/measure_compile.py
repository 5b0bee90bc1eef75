"""How long it takes to compile a university's problem document, and how much memory.

    horarium generate --preset yardstick university.json.gz
    python manage.py measure_compile university.json.gz

Makes an institution of its own, which stays: run it on a database for measuring.
"""

import gzip
import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.database import unhurried
from accounts.models import Institution
from accounts.tenancy import platform_context, tenant_context
from campus.models import Term
from config.measuring import Stopwatch, most_memory
from courses.fill import fill_term
from courses.readiness import readiness
from generation.documents import store_document
from generation.models import DocumentKind
from generation.problem import problem_of


class Command(BaseCommand):
    help = "Measure the way from a university's rows to its problem document."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "document", help="a native problem document of a university, gzipped"
        )
        parser.add_argument("--term", help="(for the process that is measured)")

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(options["document"])
        if options["term"]:
            institution, term = options["term"].split("/")
            self._measure(uuid.UUID(institution), uuid.UUID(term))
            return
        name = f"measured-{uuid.uuid4().hex[:8]}"
        with platform_context():
            made = Institution.objects.create(external_id=name, name=name)
        term = fill_term(made, json.loads(gzip.decompress(file.read_bytes())))
        # A process of its own: what making the rows took is no part of the figures.
        command = [sys.executable, sys.argv[0], "measure_compile", str(file)]
        subprocess.run([*command, "--term", f"{made.pk}/{term.pk}"], check=True)

    def _measure(self, institution: uuid.UUID, key: uuid.UUID) -> None:
        say, before = self.stdout.write, most_memory()
        with tenant_context(institution), unhurried():
            term = Term.objects.get(pk=key)
            with Stopwatch(say, "readiness"):
                findings = readiness(term)
            say(f"  {len(findings)} findings listed")
            with Stopwatch(say, "compile"):
                problem = problem_of(term)
            with Stopwatch(say, "store"):
                stored = store_document(DocumentKind.PROBLEM, problem)
        classes = sum(
            len(subpart["classes"])
            for course in problem["courses"]
            for config in course["configs"]
            for subpart in config["subparts"]
        )
        size = len(stored.body) / 2**20
        students = len(problem["students"])
        say(f"  {classes} classes, {students} students, {size:.1f} MB packed")
        say(f"memory: {most_memory():.0f} MB at most, {before:.0f} MB before")
