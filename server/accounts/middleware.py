"""Requests start without a tenant; authentication enters one."""

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from accounts.tenancy import no_tenant

Handler = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


@sync_and_async_middleware
def TenancyMiddleware(get_response: Handler) -> Handler:  # noqa: N802
    if iscoroutinefunction(get_response):

        async def handle_async(request: HttpRequest) -> HttpResponseBase:
            with no_tenant():
                response: HttpResponseBase = await get_response(request)
                return response

        return handle_async

    def handle(request: HttpRequest) -> HttpResponseBase:
        with no_tenant():
            return get_response(request)  # type: ignore[return-value]

    return handle
