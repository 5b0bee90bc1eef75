"""Django's ASGI handler, with the whole of a request in one thread.

Django's own keeps the middleware on the event loop and goes to a thread and back twice for
each that is not asynchronous, a new thread for every request. That took longer than most
requests do. Here the loop reads the body, one thread of a few makes the answer, and the
loop sends it; so it also sends streams, for which no thread waits.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from config.uploads import Message

THREADS = 16
"""Python runs one of them at a time, so more would hinder each other where many requests come;
this many, since some wait for the database, a lock or another service meanwhile."""


class Handler(ASGIHandler):
    """Answers in one of `threads` threads; more requests at a time wait."""

    def __init__(self, threads: int = THREADS) -> None:
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(threads, "request")

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is served here, not {scope['type']}")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await self._in_thread(self._answer, scope, body)
        if response.streaming:
            await self._stream(response, receive, send)
        else:
            await self.send_response(response, send)

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        loop = asyncio.get_running_loop()
        # Of one request, so that what it sets is gone for the thread's next.
        context = copy_context()
        return await loop.run_in_executor(self._threads, context.run, function, *arguments)

    def _answer(self, scope: Message, body: IO[bytes]) -> Any:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = self.get_response(request) if request else refusal
        response._handler_class = type(self)
        response._resource_closers.append(body.close)
        if response.streaming:
            close_old_connections()
        else:
            response.close()  # what it answers is complete; its connection is free again
        return response

    async def _stream(self, response: HttpResponseBase, receive: Any, send: Any) -> None:
        """Send until the stream ends or the reader has gone."""
        sending = asyncio.ensure_future(self.send_response(response, send))
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sending.cancel()
            leaving.cancel()
            failure, _ = await asyncio.gather(sending, leaving, return_exceptions=True)
            await self._in_thread(response.close)
        if isinstance(failure, Exception):
            raise failure
