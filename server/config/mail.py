"""Where mail goes: `EMAIL_URL`, or by default into the outbox in the data folder.

smtp://user:password@host:587          with STARTTLS
smtps://user:password@host:465
smtp+plain://host:25                   without encryption, for a relay on the same machine
outbox:///folder                       one file for each mail, which nobody sends
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SMTP = {
    "smtp": (587, True, False),
    "smtps": (465, False, True),
    "smtp+plain": (25, False, False),
}


def mail_settings(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for the address. Raises ImproperlyConfigured for another kind."""
    parts = urlsplit(url)
    if parts.scheme in ("", "outbox"):
        return {
            "EMAIL_BACKEND": "accounts.mail.OutboxBackend",
            "OUTBOX": parts.path or str(data / "outbox"),
        }
    if parts.scheme not in _SMTP or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://user:password@host:587 or outbox:///folder"
        )
    port, tls, ssl = _SMTP[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": 15,
    }
