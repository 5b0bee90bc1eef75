"""Headers that every answer of the API has, beside Django's own (settings, SECURE_…)."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]

POLICY = "default-src 'none'; frame-ancestors 'none'"
"""An answer is data: opened as a page, it may load and run nothing."""


def private_answers(get_response: Handler) -> Handler:
    """Answers are for who asked: kept by no cache, unless a view says how."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle
