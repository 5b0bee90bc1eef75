"""Nobody's edit is lost: a write names the version that it started from."""

from typing import Protocol

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from config.errors import Refused

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The version that is edited (ETag), instead of `version` in the body.",
)


class Versioned(Protocol):
    version: int


def refuse_stale(request: Request, row: Versioned, version: int | None) -> None:
    """Hold the request's If-Match, or else the `version` of its body, against the row's.

    Raises Refused: stale_version (412 or 409), version_missing (428).
    """
    tag = request.headers.get("If-Match", "").strip('W/"')
    if tag:
        if tag != str(row.version):
            raise stale(row, 412)
    elif version is None:
        raise Refused(
            "version_missing", "Name the version you edited.", status=428, field="version"
        )
    elif version != row.version:
        raise stale(row, 409)


def stale(row: Versioned, status: int) -> Refused:
    return Refused(
        "stale_version",
        f"Somebody else changed this meanwhile; it is now version {row.version}.",
        status=status,
        current=row.version,
    )
