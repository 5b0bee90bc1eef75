"""Secrets: those we must read again are sealed, those we only compare are kept as digests."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(RuntimeError):
    """What was sealed cannot be read: HORARIUM_SECRET_KEY is another one now."""


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def new_secret() -> str:
    """256 random bits, so that a plain digest of it cannot be guessed back."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _fernet() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"horarium sealed secrets").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))
