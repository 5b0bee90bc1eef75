"""The best timetable of a running solve, kept so that no interruption costs it."""

import logging
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, ManyToOneRel, OuterRef
from django.utils import timezone

from generation.documents import store_document
from generation.models import Checkpoint, Document, DocumentKind, Solve
from generation.services.locking import fence, known_solve

log = logging.getLogger(__name__)


def keep_checkpoint(document: dict[str, Any]) -> None:
    """Keep the timetable of a `checkpoint` document in the place of the one before.

    Raises FencedError, and changes nothing, when the attempt no longer counts.
    """
    result = document["result"]
    with known_solve(UUID(document["job"])) as solve:
        fence(solve, document["attempt"])
        before = Checkpoint.objects.filter(solve=solve).first()
        if before is not None and _rank(before.report) < _rank(result):
            # The search went on from a checkpoint and has not come so far again.
            return
        solution = store_document(DocumentKind.SOLUTION, result["solution"])
        Checkpoint.objects.update_or_create(
            solve=solve,
            defaults={
                "attempt": solve.attempt,
                "solution": solution,
                "report": {name: part for name, part in result.items() if name != "solution"},
            },
        )
        if before is not None and before.solution_id != solution.id:
            forget_document(before.solution_id)
        solve.heartbeat = timezone.now()
        solve.save(update_fields=["heartbeat"])


def checkpoint_of(solve: Solve) -> Checkpoint | None:
    return Checkpoint.objects.select_related("solution").filter(solve=solve).first()


def forget_checkpoint(solve: Solve) -> None:
    """A solve with a result of its own needs none."""
    checkpoint = Checkpoint.objects.filter(solve=solve).first()
    if checkpoint is not None:
        checkpoint.delete()
        forget_document(checkpoint.solution_id)


def forget_document(document: UUID) -> bool:
    """Delete a document, unless something names it."""
    rows = Document.objects.filter(id=document)
    for relation in Document._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            names = {relation.field.name: OuterRef("pk")}
            rows = rows.exclude(Exists(relation.related_model._base_manager.filter(**names)))
    # Something may come to name it meanwhile, which only the database knows.
    with suppress(IntegrityError), transaction.atomic():
        deleted = rows._raw_delete(rows.db)
        _check_now()
        return deleted > 0
    return False


def _check_now() -> None:
    """Foreign keys are checked here, not at the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _rank(result: dict[str, Any]) -> tuple[int, int]:
    score = result["score"]
    return score["hard"], score["total"]
