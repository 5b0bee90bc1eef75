"""The memory that a solve may use: known before it is built up, and watched as it is used."""

import os
from pathlib import Path

from horarium.hardware import MEGABYTE
from horarium.problem import ProblemError

RESERVE = 10
"""Of the limit, one part in so many is kept for scoring and writing the result."""


class MemoryLimit:
    """Most megabytes of memory that this process shall occupy; None sets no limit.

    `reached` tells whether the search was ended for it. Raises ProblemError
    (memory_unknown) where the system does not tell how much a process occupies.
    """

    def __init__(self, megabytes: int | None, root: Path = Path("/")) -> None:
        self.megabytes = megabytes
        self.reached = False
        self._root = root
        if megabytes is not None and resident_bytes(root) is None:
            raise ProblemError(
                "memory_unknown", "this system does not tell how much memory is in use"
            )

    def over(self) -> bool:
        """True from the first time on that the process came close to the limit."""
        if self.megabytes is not None and not self.reached:
            most = self.megabytes * MEGABYTE
            self.reached = (resident_bytes(self._root) or 0) > most - most // RESERVE
        return self.reached

    def require(self, more: int, place: str) -> None:
        """Refuse what needs so many bytes more than are in use now.

        Raises ProblemError (memory_too_small).
        """
        if self.megabytes is None:
            return
        needed = -(-((resident_bytes(self._root) or 0) + more) // MEGABYTE)
        if needed > self.megabytes:
            raise ProblemError(
                "memory_too_small",
                f"needs about {needed} MB of memory, which is more than the limit of "
                f"{self.megabytes} MB",
                place,
                needed=needed,
                limit=self.megabytes,
            )

    def room_for(self, size: int, most: int) -> int:
        """How many things of so many bytes each fit besides what is in use, up to `most`."""
        if self.megabytes is None:
            return most
        free = self.megabytes * MEGABYTE * (RESERVE - 1) // RESERVE
        free -= resident_bytes(self._root) or 0
        return max(0, min(most, free // max(1, size)))


def resident_bytes(root: Path = Path("/")) -> int | None:
    """Memory that this process occupies now, shared libraries included; None if unknown."""
    try:
        pages = int((root / "proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
