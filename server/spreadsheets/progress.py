"""How far an import is: for those who look meanwhile, in the cache, which may be emptied."""

import time
from typing import Any
from uuid import UUID

from django.core.cache import cache

KEPT_SECONDS = 300
EVERY_SECONDS = 0.5


def progress_of(import_id: UUID) -> dict[str, Any] | None:
    """{done, total, sheet} of the import that is being worked on."""
    found: dict[str, Any] | None = cache.get(_key(import_id))
    return found


class Progress:
    """Counts lines, or rows; tells others twice a second at most."""

    def __init__(self, import_id: UUID, total: int) -> None:
        self._id, self._total, self._done = import_id, total, 0
        self._told = 0.0
        self.sheet = ""

    def __call__(self, lines: int) -> None:
        self._done += lines
        now = time.monotonic()
        if now - self._told >= EVERY_SECONDS:
            self._told = now
            document = {"done": self._done, "total": self._total, "sheet": self.sheet}
            cache.set(_key(self._id), document, KEPT_SECONDS)

    def of(self, sheet: str, rows: int) -> None:
        """So many rows of a sheet are done; what is of none goes by the one before."""
        self.sheet = sheet or self.sheet
        self(rows)

    def end(self) -> None:
        cache.delete(_key(self._id))


def _key(import_id: UUID) -> str:
    return f"sheet-import:{import_id}"
