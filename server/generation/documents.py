"""Problem and solution documents, kept once under the digest of their JSON."""

import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.tenancy import current_institution, platform_context, tenant_context
from generation.models import Document, DocumentKind


def store_document(kind: DocumentKind, content: dict[str, Any]) -> Document:
    """The institution's document with this content; the same content is stored once."""
    body = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(body).hexdigest()
    known = Document.objects.defer("body").filter(digest=digest).first()
    if known is not None:
        return known
    # mtime=0: the same bytes every time.
    packed = gzip.compress(body, compresslevel=5, mtime=0)
    document, _ = Document.objects.get_or_create(
        digest=digest, defaults={"kind": kind, "body": packed}
    )
    return document


def store_for_others(kind: DocumentKind, content: dict[str, Any]) -> str:
    """The digest of a document that others can fetch while this transaction still runs.

    So it is stored by another one, on a connection of its own.
    """
    institution = current_institution()

    def store() -> str:
        try:
            with tenant_context(institution):
                return store_document(kind, content).digest
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(store).result()


def digest_of(document: UUID | None) -> str | None:
    """The digest alone, without reading the body."""
    if document is None:
        return None
    return Document.objects.values_list("digest", flat=True).get(id=document)


def packed_document(digest: str) -> bytes | None:
    """The gzipped JSON of any institution's document, for the platform's own services.

    The digest names the content, so whose it is makes no difference.
    """
    with platform_context():
        bodies = Document.objects.filter(digest=digest).values_list("body", flat=True)
        body = bodies.first()
    return None if body is None else bytes(body)
