"""How long the import of a university's students and enrolments takes, and how much memory.

    horarium generate --preset yardstick university.json.gz
    python manage.py measure_import university.json.gz

Makes an institution of its own, which stays: run it on a database for measuring.
"""

import gzip
import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.database import unhurried
from accounts.models import Institution, Membership, Role, User
from accounts.tenancy import platform_context, tenant_context
from campus.models import Student
from config.measuring import Stopwatch, most_memory
from courses.fill import fill_term
from courses.models import Enrolment
from spreadsheets import services
from spreadsheets.exporting import export
from spreadsheets.models import Import, ImportState

SHEETS = ["students", "enrolments"]
_NAMES = {
    ImportState.CHECKING: "dry run",
    ImportState.RUNNING: "run",
    ImportState.UNDOING: "undo",
}


class Command(BaseCommand):
    help = "Measure the import of a university's students and enrolments from Excel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "document", help="a native problem document of a university, gzipped"
        )
        parser.add_argument("--institution", help="(for the process that is measured)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["institution"]:
            self._measure(uuid.UUID(options["institution"]), Path(options["document"]))
            return
        document = json.loads(gzip.decompress(Path(options["document"]).read_bytes()))
        with tempfile.TemporaryDirectory() as folder:
            workbook = Path(folder) / "students.xlsx"
            institution = self._prepare(document, workbook)
            # A process of its own: what making the data took is no part of the figures.
            command = [sys.executable, sys.argv[0], "measure_import", str(workbook)]
            subprocess.run([*command, "--institution", str(institution)], check=True)

    def _prepare(self, document: dict[str, Any], workbook: Path) -> uuid.UUID:
        name = f"measured-{uuid.uuid4().hex[:8]}"
        with platform_context():
            institution = Institution.objects.create(external_id=name, name=name)
        fill_term(institution, document)
        user = User.objects.create_user(f"{name}@example.org")
        with tenant_context(institution.id), unhurried():
            member = Membership.objects.create(user=user, role=Role.REGISTRAR)
            asked: Any = SimpleNamespace(query_params={}, auth=member)
            started = time.monotonic()
            workbook.write_bytes(export(asked, member, SHEETS, "xlsx"))
            size = workbook.stat().st_size / 2**20
            self.stdout.write(f"export: {time.monotonic() - started:.1f} s, {size:.1f} MB")
            Student.objects.all().delete()
        return institution.id

    def _measure(self, institution: uuid.UUID, workbook: Path) -> None:
        before = most_memory()
        content = workbook.read_bytes()
        with tenant_context(institution):
            member = Membership.objects.get()
            with Stopwatch(self.stdout.write, "upload"):
                found = services.import_create(member, content, workbook.name, None, None)
            found.rung_at = None
            found.save()
        for step in (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING):
            with tenant_context(institution):
                Import.objects.filter(pk=found.pk).update(
                    state=step, attempts=0, asked_by=member
                )
            with Stopwatch(self.stdout.write, _NAMES[step]):
                services.import_perform(institution, found.pk)
            with tenant_context(institution):
                found = Import.objects.get(pk=found.pk)
                counts = Student.objects.count(), Enrolment.objects.count()
            self.stdout.write("  {}: {} students, {} enrolments".format(found.state, *counts))
            if found.error:
                raise CommandError(f"{_NAMES[step]}: {found.error['code']}")
        self.stdout.write(f"memory: {most_memory():.0f} MB at most, {before:.0f} MB before")
