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
    description="The version that was looked at (ETag); in edits instead of `version`.",
)


_VERSION = re.compile(r"\d{1,10}\Z", re.ASCII)


class Versioned(Protocol):
    version: int


def refuse_stale(request: Request, row: Versioned, version: int | None) -> None:
    """Hold the request's If-Match, or else the `version` of its body, against the row's.

    Raises Refused: stale_version (412 or 409), version_missing (428).
    """
    tag = _tag(request)
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

    Raises Refused: stale_version (412).
    """
    if _tag(request):
        refuse_stale(request, row, None)


def version_asked(request: Request) -> int | None:
    """The version that an If-Match names; None without one.

    Raises Refused (stale_version, 412) for what never was a version.
    """
    tag = _tag(request)
    if tag and not _VERSION.match(tag):
        raise Refused("stale_version", "There is no such version.", status=412, current=0)
    return int(tag) if tag else None


def _tag(request: Request) -> str:
    return request.headers.get("If-Match", "").strip('W/"')


def stale(row: Versioned, status: int) -> Refused:
    return Refused(
        "stale_version",
        f"Somebody else changed this meanwhile; it is now version {row.version}.",
        status=status,
        current=row.version,
    )
