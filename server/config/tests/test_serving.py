"""A request is made in one thread; the event loop sends a stream until its reader goes."""

import asyncio
import threading
from collections.abc import AsyncIterator, MutableMapping
from contextvars import ContextVar
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.serving import Handler

Messages = list[MutableMapping[str, Any]]
_mark: ContextVar[str] = ContextVar("mark", default="")
ended = threading.Event()


@transaction.non_atomic_requests
def thread(request: HttpRequest) -> HttpResponse:
    """In which thread this runs, what the one before left there, and what was sent."""
    left = _mark.get()
    _mark.set("left")
    return HttpResponse(f"{threading.current_thread().name} {left}{request.body.decode()}")


@transaction.non_atomic_requests
def endless(_request: HttpRequest) -> StreamingHttpResponse:
    async def lines() -> AsyncIterator[bytes]:
        try:
            while True:
                yield threading.current_thread().name.encode()
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    return StreamingHttpResponse(lines())


@transaction.non_atomic_requests
def broken(_request: HttpRequest) -> StreamingHttpResponse:
    async def lines() -> AsyncIterator[bytes]:
        yield b"one"
        raise ZeroDivisionError

    return StreamingHttpResponse(lines())


urlpatterns = [path(view.__name__, csrf_exempt(view)) for view in (thread, endless, broken)]


@pytest.fixture(autouse=True)
def _own_views(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


async def ask(handler: Handler, name: str, body: bytes = b"", leave_after: int = 0) -> Messages:
    """What is sent to a reader, who goes after so many messages, if any."""
    sent: Messages = []
    enough = asyncio.Event()
    came = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        if came:
            return came.pop()
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)
        if leave_after and len(sent) >= leave_after:
            enough.set()

    headers = [(b"host", b"localhost"), (b"content-type", b"text/plain")]
    scope = {"type": "http", "method": "POST", "path": f"/{name}", "query_string": b""}
    await handler({**scope, "headers": headers}, receive, send)
    return sent


def test_one_thread_makes_all_answers_and_keeps_nothing_of_the_one_before() -> None:
    async def both() -> list[Messages]:
        handler = Handler(threads=1)
        return [await ask(handler, "thread", body) for body in (b"one", b"two")]

    answers = [sent[1]["body"] for sent in asyncio.run(both())]
    assert answers == [b"request_0 one", b"request_0 two"]


def test_no_more_are_made_at_a_time_than_there_are_threads() -> None:
    async def many() -> list[Messages]:
        handler = Handler(threads=3)
        return await asyncio.gather(*[ask(handler, "thread") for _ in range(30)])

    answers = asyncio.run(many())
    assert [sent[0]["status"] for sent in answers] == [200] * 30
    assert len({sent[1]["body"] for sent in answers}) <= 3


def test_a_stream_takes_no_thread_and_ends_when_its_reader_goes() -> None:
    async def beside() -> tuple[list[Messages], Messages]:
        handler = Handler(threads=1)
        readers = [ask(handler, "endless", leave_after=20) for _ in range(50)]
        *streams, answer = await asyncio.gather(*readers, ask(handler, "thread"))
        return streams, answer

    ended.clear()
    streams, answer = asyncio.run(beside())
    assert answer[0]["status"] == 200
    assert {sent[1]["body"] for sent in streams} == {b"MainThread"}
    assert ended.is_set()


def test_an_error_in_a_stream_is_raised_so_that_the_reader_is_cut_off() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(ask(Handler(), "broken"))


def test_only_http_is_served() -> None:
    async def start() -> None:
        await Handler()({"type": "lifespan"}, None, None)

    with pytest.raises(ValueError, match="lifespan"):
        asyncio.run(start())
