"""Ending a search early by Ctrl-C or SIGTERM, keeping what it has found."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_on_signal() -> Iterator[Callable[[], bool]]:
    """Yields a stop rule that becomes true with the first signal; a second one kills."""
    seen = False

    def note(number: int, _frame: FrameType | None) -> None:
        nonlocal seen
        seen = True
        signal.signal(number, signal.SIG_DFL)

    before = [signal.signal(number, note) for number in _SIGNALS]
    try:
        yield lambda: seen
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
