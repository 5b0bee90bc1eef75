"""Showing a search's progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

MODES = ("bar", "jsonl", "none")
_WIDTH = 24

Document = Mapping[str, Any]


@contextmanager
def reporter(mode: str | None) -> Iterator[Callable[[Document], None] | None]:
    """A receiver of progress documents; `None` as mode is a bar on a terminal, else nothing."""
    if mode is None:
        mode = "bar" if sys.stderr.isatty() else "none"
    if mode == "jsonl":
        yield lambda document: print(json.dumps(document), file=sys.stderr, flush=True)
    elif mode == "bar":
        yield lambda document: print(
            f"\r\x1b[K{line(document)}", end="", file=sys.stderr, flush=True
        )
        print(file=sys.stderr)
    else:
        yield None


def line(document: Document) -> str:
    """One line: phase, bar, and the best timetable so far."""
    fraction = document["fraction"]
    filled = round(fraction * _WIDTH)
    parts = [f"{document['phase']:<9} [{'#' * filled:<{_WIDTH}}] {fraction:4.0%}"]
    hard, cost = document.get("hard"), document.get("cost")
    if hard:
        parts.append(f"{hard} hard violations")
    elif cost is not None:
        parts.append(f"cost {cost}")
    if document.get("eta") is not None:
        parts.append(f"{document['eta']:.0f} s left")
    if document.get("moves_per_second"):
        parts.append(f"{document['moves_per_second']:,.0f} moves/s")
    return "  ".join(parts)
