"""Mail that nobody sends, kept where it can be read: the default without `EMAIL_URL`."""

import email
import email.policy
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from accounts.identifiers import uuid7


@dataclass(frozen=True)
class StoredMail:
    id: str
    sent_at: datetime | None
    to: str
    subject: str
    body: str


class OutboxBackend(BaseEmailBackend):
    """Each mail becomes a file that only the product's own user may read."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = outbox()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            # Named by time, so that the newest is the last.
            path = folder / f"{uuid7()}.eml"
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with open(handle, "wb") as file:
                file.write(message.message().as_bytes())
        return len(email_messages)


def outbox() -> Path:
    return Path(settings.OUTBOX)


def stored_mails(limit: int | None) -> list[StoredMail]:
    """The newest first, all without a limit; none where mail is really sent."""
    if not settings.EMAIL_BACKEND.endswith("OutboxBackend") or not outbox().is_dir():
        return []
    files = sorted(outbox().glob("*.eml"), reverse=True)[:limit]
    return [_read(file) for file in files]


def forget_mails(addresses: Collection[str]) -> None:
    """Remove the kept mails that were for one of these addresses."""
    for mail in stored_mails(None):
        if mail.to in addresses:
            (outbox() / f"{mail.id}.eml").unlink(missing_ok=True)


def _read(file: Path) -> StoredMail:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    date = message["Date"]
    return StoredMail(
        id=file.stem,
        sent_at=parsedate_to_datetime(str(date)) if date else None,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=str(body.get_content()) if body else "",
    )
