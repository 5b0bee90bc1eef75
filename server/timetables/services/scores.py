"""The seam by which a timetable gets its score anew."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from timetables.models import Timetable
from timetables.services.workflow import locked


@transaction.atomic
def store_score(
    timetable_id: UUID,
    version: int,
    score: Mapping[str, Any],
    measures: Mapping[str, Any],
    *,
    scored_of: str,
) -> bool:
    """Write the score of the timetable's `version`; False when it was edited meanwhile.

    `scored_of` is the `data_version` of when the documents that it is of were made.
    `score` is {total, hard, components} and `measures` as in a result document.
    """
    timetable = locked(timetable_id)
    if timetable.version != version:
        return False
    Timetable.objects.filter(pk=timetable.pk).update(
        total=score["total"],
        hard=score["hard"],
        components=score["components"],
        measures=measures,
        scored_of=scored_of,
    )
    return True
