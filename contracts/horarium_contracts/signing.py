"""Signed requests between the API and the generation service.

HMAC-SHA256 over method, path with query, timestamp, nonce and body. A receiver
checks the signature in constant time, then the age, then that the nonce is new;
keeping the used nonces is the receiver's part (`redis_keys.nonce`).
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping

WINDOW_SECONDS = 300
MOST_DIGITS = 20
TIMESTAMP = "X-Horarium-Timestamp"
NONCE = "X-Horarium-Nonce"
SIGNATURE = "X-Horarium-Signature"


class SignatureRefused(Exception):
    """The request is not from the platform's own services; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sign(secret: str, method: str, path: str, body: bytes) -> dict[str, str]:
    """Headers that sign one request; make new ones for every delivery."""
    timestamp, nonce = str(int(time.time())), secrets.token_hex(16)
    signature = _signature(secret, method, path, timestamp, nonce, body)
    return {TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: signature}


def verify(secret: str, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> str:
    """The request's nonce, which the caller must still find unused.

    `headers` must look names up without regard to case, as web frameworks' do.

    Raises SignatureRefused: signature_missing, signature_wrong or signature_expired.
    """
    timestamp, nonce = headers.get(TIMESTAMP), headers.get(NONCE)
    given = headers.get(SIGNATURE)
    if (
        not timestamp
        or not nonce
        or not given
        or not timestamp.isascii()
        or not timestamp.isdigit()
        or len(timestamp) > MOST_DIGITS
    ):
        raise SignatureRefused("signature_missing")
    expected = _signature(secret, method, path, timestamp, nonce, body)
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise SignatureRefused("signature_wrong")
    if abs(time.time() - int(timestamp)) > WINDOW_SECONDS:
        raise SignatureRefused("signature_expired")
    return nonce


def _signature(
    secret: str, method: str, path: str, timestamp: str, nonce: str, body: bytes
) -> str:
    head = "\n".join([method.upper(), path, timestamp, nonce, ""]).encode()
    return hmac.new(secret.encode(), head + body, hashlib.sha256).hexdigest()
