"""Showing a search's progress on stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from horarium.progress import Progress, Sink

MODES = ("bar", "jsonl", "none")
_WIDTH = 24


@contextmanager
def reporter(mode: str | None) -> Iterator[Sink | None]:
    """A receiver of progress documents; `None` as mode is a bar on a terminal, else nothing."""
    if mode is None:
        mode = "bar" if sys.stderr.isatty() else "none"
    if mode == "jsonl":
        yield lambda document: print(json.dumps(document), file=sys.stderr, flush=True)
    elif mode == "bar":
        try:
            yield lambda document: print(
                f"\r\x1b[K{line(document)}", end="", file=sys.stderr, flush=True
            )
        finally:
            print(file=sys.stderr)
    else:
        yield None


def line(document: Progress) -> str:
    """One line: phase, bar, and the best timetable so far."""
    fraction = document["fraction"]
    filled = round(fraction * _WIDTH)
    parts = [f"{document['phase']:<9} [{'#' * filled:<{_WIDTH}}] {fraction:4.0%}"]
    hard, cost, eta = document["hard"], document["cost"], document["eta"]
    if hard:
        parts.append(f"{hard} hard violations")
    elif cost is not None:
        bound = document["bound"]
        parts.append(f"cost {cost}" + (f" (at least {bound})" if bound else ""))
    if eta is not None:
        parts.append(f"{eta:.0f} s left")
    if document["moves_per_second"]:
        parts.append(f"{document['moves_per_second']:,.0f} moves/s")
    return "  ".join(parts)
