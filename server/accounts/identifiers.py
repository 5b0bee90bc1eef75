"""Primary keys that sort in the order in which they were made."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562) of 74 random and counting bits after the milliseconds.

    Strictly increasing within a process, so that ordering by key is the order of
    creation: lists read back as they were written, and need no position column.
    """
    global _last
    value = (time.time_ns() // 1_000_000) << 74 | secrets.randbits(73)
    with _lock:
        # Within one millisecond, count on from the last key.
        if value >> 74 <= _last >> 74:
            value = _last + 1 + secrets.randbits(32)
        _last = value
    high, low = value >> 62, value & ((1 << 62) - 1)
    return uuid.UUID(int=(high >> 12) << 80 | 7 << 76 | (high & 0xFFF) << 64 | 2 << 62 | low)


def new_external_id() -> str:
    """The external id of a row that no other system has named."""
    return uuid.uuid4().hex
