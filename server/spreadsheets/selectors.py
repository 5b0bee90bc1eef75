"""What is read of imports."""

from typing import Any

from django.db.models import QuerySet

from spreadsheets.models import Import, ImportPiece
from spreadsheets.outcome import PIECE, unpack


def imports() -> QuerySet[Import]:
    return Import.objects.select_related("owner__user").order_by("-id")


def findings(
    found: Import, table: int, kind: str, page: int, size: int
) -> list[dict[str, Any]]:
    """One page (from 1) of what an import found about a table's rows."""
    first, end = (page - 1) * size, page * size
    pieces = ImportPiece.objects.filter(
        of=found,
        table=table,
        kind=kind,
        number__gte=first // PIECE,
        number__lte=(end - 1) // PIECE,
    )
    rows = [row for piece in pieces.order_by("number") for row in unpack(piece.content)]
    start = first - first // PIECE * PIECE
    return rows[start : start + size]
