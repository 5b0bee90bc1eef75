"""What an import does, or would do, to each row; kept in compressed pieces that are pages."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

PIECE = 500
"""Rows in a piece."""
KINDS = ("added", "changed", "unchanged", "removed", "error")

Finding = dict[str, Any]


class Outcome:
    """Findings by sheet and kind, in the order of the file.

    A finding holds `row` (the file's line, from 1; 0 for what is not in the file), `key`,
    and `values` (of a new row), `changes` ({column: [before, after]}) or `errors`.
    """

    def __init__(self) -> None:
        self._open: dict[tuple[int, str, str], list[Finding]] = {}
        self._closed: dict[tuple[int, str, str], list[bytes]] = {}
        self.counts: dict[tuple[int, str], dict[str, int]] = {}

    def note(self, table: int, sheet: str, kind: str, finding: Finding) -> None:
        rows = self._open.setdefault((table, sheet, kind), [])
        rows.append(finding)
        counts = self.counts.setdefault((table, sheet), dict.fromkeys(KINDS, 0))
        counts[kind] += 1
        if len(rows) == PIECE:
            self._closed.setdefault((table, sheet, kind), []).append(pack(rows))
            rows.clear()

    @property
    def errors(self) -> int:
        return sum(counts["error"] for counts in self.counts.values())

    def pieces(self) -> Iterator[tuple[int, str, str, int, bytes]]:
        """Table, sheet, kind, number and content of every piece."""
        for key, rows in self._open.items():
            closed = self._closed.get(key, [])
            for number, content in enumerate([*closed, *([pack(rows)] if rows else [])]):
                yield (*key, number, content)


def pack(rows: list[Finding]) -> bytes:
    return gzip.compress(json.dumps(rows, separators=(",", ":")).encode(), 4, mtime=0)


def unpack(content: bytes | memoryview) -> list[Finding]:
    rows: list[Finding] = json.loads(gzip.decompress(content))
    return rows
