"""Nobody's edit is lost: a write names the version that it started from."""

import re
from typing import Protocol

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from config.errors import Refused

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The version that was looked at (its ETag, in quotes), or `*` for any; "
    "in edits instead of `version`.",
)


ANY_VERSION = 0
"""What `If-Match: *` asks for: the row as it is, whatever its version."""

_VERSION = re.compile(r"[1-9]\d{0,9}\Z", re.ASCII)
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]*)"\Z')


class Versioned(Protocol):
    version: int


def refuse_stale(request: Request, row: Versioned, version: int | None) -> None:
    """Hold the request's If-Match, or else the `version` of its body, against the row's.

    Raises Refused: stale_version (412 or 409), version_missing (428), if_match_unreadable.
    """
    tag = _tag(request)
    if tag == "*":
        return
    if tag:
        if tag != str(row.version):
            raise stale(row, 412)
    elif version is None:
        raise Refused(
            "version_missing", "Name the version you edited.", status=428, field="version"
        )
    elif version != row.version:
        raise stale(row, 409)


def refuse_stale_tag(request: Request, row: Versioned) -> None:
    """Hold an If-Match, where there is one, against the row's version.

    Raises Refused: stale_version (412), if_match_unreadable.
    """
    if _tag(request):
        refuse_stale(request, row, None)


def version_asked(request: Request) -> int | None:
    """The version that an If-Match names, or ANY_VERSION; None without one.

    Raises Refused: stale_version (412) for what never was a version, if_match_unreadable.
    """
    tag = _tag(request)
    if tag == "*":
        return ANY_VERSION
    if tag and not _VERSION.match(tag):
        raise Refused("stale_version", "There is no such version.", status=412, current=0)
    return int(tag) if tag else None


def _tag(request: Request) -> str:
    """The one tag of the header, without its quotes, or `*`; empty without a header."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return header
    found = _TAG.match(header)
    if found is None or found[1] in ("", "*"):
        raise Refused(
            "if_match_unreadable",
            'If-Match takes one ETag in its quotes, like "3", or * for any version.',
        )
    return found[1]


def stale(row: Versioned, status: int) -> Refused:
    return Refused(
        "stale_version",
        f"Somebody else changed this meanwhile; it is now version {row.version}.",
        status=status,
        current=row.version,
    )
