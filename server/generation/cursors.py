"""Where a reader stands in several Redis streams, as one Last-Event-ID.

One position a stream, in a fixed order: that of the last entry delivered from it,
so that a reader who comes back gets each later entry of each stream once.
"""

import re
from collections.abc import Sequence

START = "0-0"
END = "end"
"""Position in the job's own stream after which nothing follows."""

_SEPARATOR = "_"
_POSITION = re.compile(r"\d{1,20}-\d{1,20}")


def format_cursor(positions: Sequence[str]) -> str:
    """The Last-Event-ID of these positions."""
    return _SEPARATOR.join(positions)


def parse_cursor(text: str, streams: int) -> list[str]:
    """Positions in the first of so many streams; none when the text is not such a cursor."""
    positions = text.split(_SEPARATOR)
    fits = len(positions) <= streams and all(map(_POSITION.fullmatch, positions))
    return positions if fits else []


def is_end(text: str) -> bool:
    """True when the reader already got the last event of a finished job."""
    return text.split(_SEPARATOR)[0] == END


def order(position: str) -> tuple[int, int]:
    """Sorts entries of several streams by when they were added."""
    milliseconds, _, sequence = position.partition("-")
    return int(milliseconds), int(sequence)
