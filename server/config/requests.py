"""Counts requests, and how long each takes until its answer begins."""

import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

_LABELS = ("method", "route", "status")
_count = Counter("horarium_requests", "Requests answered", _LABELS, registry=None)
_seconds = Histogram(
    "horarium_request_seconds",
    "Seconds until the answer begins",
    ("method", "route"),
    registry=None,
)
REQUESTS = (_count, _seconds)


class CountRequests:
    """Middleware; the route is the pattern, so that its values stay few."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        response = self._get_response(request)
        match = request.resolver_match
        route = match.route if match else "unknown"
        method = str(request.method)
        _count.labels(method, route, str(response.status_code)).inc()
        _seconds.labels(method, route).observe(time.monotonic() - began)
        return response
