"""Requests start without a tenant, under an id of their own; authentication enters one."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.recording import set_origin
from accounts.tenancy import no_tenant

Handler = Callable[[HttpRequest], HttpResponseBase]
HEADER = "X-Request-ID"
_SOUND = re.compile(r"[\w-]{8,64}\Z", re.ASCII)


def TenancyMiddleware(get_response: Handler) -> Handler:  # noqa: N802
    def handle(request: HttpRequest) -> HttpResponseBase:
        name = _begin(request)
        with no_tenant():
            response = get_response(request)
        response.headers[HEADER] = name
        return response

    return handle


def _begin(request: HttpRequest) -> str:
    """The request's id: the caller's, where it is sound, so that logs can be joined."""
    given = request.headers.get(HEADER, "")
    name = given if _SOUND.match(given) else uuid.uuid4().hex
    # PostgreSQL has no NUL in texts, an address may.
    set_origin(f"{request.method} {request.path}".replace("\0", "")[:200], name)
    return name
