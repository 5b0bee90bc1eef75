"""Every Redis key that more than one part reads, and how long it lives.

Redis may be emptied at any moment without losing a job: all of this is live progress,
protection against replays, or where an answer already is.
"""

from horarium_contracts.signing import WINDOW_SECONDS

PROGRESS_LENGTH = 1000
"""Entries kept in a progress stream, approximately."""

PROGRESS_SECONDS = 24 * 3600
"""Life of a stream and its snapshot after the last write."""

ANSWER_SECONDS = 7 * 24 * 3600
"""How long it is remembered which job has the answer to a question."""

SWEPT, SWEPT_SECONDS = "horarium:swept", 120
"""There while sweeps happen: somebody beats, and somebody works."""

HOSTS, HOST_SECONDS = "horarium:hosts", 120
"""Hash of hosts by their generators' addresses: solves side by side, and when that was said.
Every ring makes every host say it again; one that did not for so long is gone."""

NONCE_SECONDS = 2 * WINDOW_SECONDS + 60
"""Life of a used nonce: longer than a signature is valid, whichever clock is ahead."""


def progress_stream(job: str) -> str:
    """Stream of progress documents of one solve; the entry's field `document` holds JSON."""
    return f"horarium:progress:{job}:stream"


def progress_snapshot(job: str) -> str:
    """Latest progress document of one solve, as JSON."""
    return f"horarium:progress:{job}:latest"


def job_stream(job: str) -> str:
    """Stream of state changes of one job; the entry's field `document` holds JSON."""
    return f"horarium:job:{job}:stream"


def job_fraction(job: str) -> str:
    """Sorted set whose one member has the highest overall fraction of the job so far."""
    return f"horarium:job:{job}:fraction"


def nonce(value: str) -> str:
    """Marks a signed request's nonce as used."""
    return f"horarium:nonce:{value}"


def answer(digest: str) -> str:
    """Id of the job that has the answer to the question of this digest."""
    return f"horarium:answer:{digest}"
