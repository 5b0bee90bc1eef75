"""Where the searches of one solve meet, and those that are behind take over the best."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Lock

from horarium.kernels.fields import Fields

Standing = tuple[int, int, int]
"""Hard violations, cost, and the search's seed, which decides between equals."""


class Meeting:
    """All searches come to it at the same points of their cooling, and wait for each other.

    So with iterations and no time limit it does not depend on how fast each thread is.
    """

    def __init__(self, threads: int) -> None:
        self._barrier = Barrier(threads, action=self._decide)
        self._lock = Lock()
        self._present: list[tuple[Standing, Fields]] = []
        self._winner: Fields | None = None

    def take_best(self, standing: Standing, state: Fields) -> bool:
        """Overwrite the state with that of the best standing; True when that is another's."""
        with self._lock:
            self._present.append((standing, state))
        try:
            self._barrier.wait()
        except BrokenBarrierError:
            return False
        behind = self._winner is not None and self._winner is not state
        if behind and self._winner is not None:
            state.take(self._winner, but=("rng",))
        with suppress(BrokenBarrierError):  # a search that went on first may have ended
            self._barrier.wait()
        return behind

    def leave(self) -> None:
        """A search has ended: from now on nobody waits, and each goes on alone."""
        self._barrier.abort()

    def _decide(self) -> None:
        """Runs when all have come, and again, with nobody listed, when all have copied."""
        if self._present:
            self._winner = min(self._present, key=lambda entry: entry[0])[1]
            self._present = []
