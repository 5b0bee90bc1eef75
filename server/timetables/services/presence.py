"""Who has a draft open just now: kept in the cache for some seconds, and lost with it."""

import time
from typing import Any
from uuid import UUID

from django.core.cache import cache

from accounts.models import Membership
from timetables.models import Timetable

SECONDS = 30
"""After which somebody who does not ask again counts as gone."""


def present(
    timetable: Timetable, member: Membership, holding: UUID | None
) -> list[dict[str, Any]]:
    """Note that the member is here, and tell who else is: {membership, name, holding}.

    Two who come in the same moment may miss each other until they ask again.
    """
    key, now = f"presence:{timetable.pk}", time.time()
    known: dict[str, Any] = cache.get(key) or {}
    here = {who: row for who, row in known.items() if row["until"] > now}
    others = [row for who, row in here.items() if who != str(member.pk)]
    here[str(member.pk)] = {
        "membership": str(member.pk),
        "name": member.user.name or member.user.email,
        "holding": str(holding) if holding else None,
        "until": now + SECONDS,
    }
    cache.set(key, here, SECONDS)
    return others
