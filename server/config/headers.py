"""Headers that every answer of the API has, beside Django's own (settings, SECURE_…)."""

from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

Handler = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]

POLICY = "default-src 'none'; frame-ancestors 'none'"
"""An answer is data: opened as a page, it may load and run nothing."""


@sync_and_async_middleware
def private_answers(get_response: Handler) -> Handler:
    """Answers are for who asked: kept by no cache, unless a view says how."""
    if iscoroutinefunction(get_response):

        async def handle_async(request: HttpRequest) -> HttpResponseBase:
            response: HttpResponseBase = await get_response(request)
            return _with_headers(response)

        return handle_async

    def handle(request: HttpRequest) -> HttpResponseBase:
        return _with_headers(cast(HttpResponseBase, get_response(request)))

    return handle


def _with_headers(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
