"""What imports keep of their files: it goes after some time, and where it may name somebody."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver

from accounts.signals import forgotten
from spreadsheets.models import BUSY, Import, ImportFile, ImportPiece


@receiver(forgotten)
def forget_files(**_kwargs: Any) -> None:
    """No file is searched for the person: those of all imports that rest go, with findings."""
    let_go(Import.objects.exclude(state__in=BUSY))


def let_go(rows: QuerySet[Import]) -> None:
    """Forget what these imports' files said; that there were imports stays."""
    keys = list(rows.values_list("pk", flat=True))
    ImportFile.objects.filter(of__in=keys).delete()
    ImportPiece.objects.filter(of__in=keys).delete()
    for key, tables in Import.objects.filter(pk__in=keys).values_list("pk", "tables"):
        emptied = [{**table, "samples": []} for table in tables]
        Import.objects.filter(pk=key).update(tables=emptied, error=None)
