"""The service, put together: `uvicorn generator.app:app --port 8001`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import FastAPI
from redis.asyncio import Redis
from starlette.types import Lifespan

from generator.errors import answer_errors
from generator.routes import diagnosis, documents, health, progress, questions, solves
from generator.security import RedisNonces, SignedRequests
from generator.settings import Settings, log_to_stderr
from generator.settings import settings as read_settings
from generator.state import running_state
from generator.tracing import trace

TITLE = "Horarium generation service"


def create_app(settings: Settings) -> FastAPI:
    """All routes behind the check of signatures."""
    redis = Redis.from_url(
        settings.redis_url, decode_responses=True, socket_connect_timeout=2, socket_timeout=5
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running_state(settings, redis) as state:
            app.state.horarium = state
            yield

    app = bare_app(lifespan)
    trace(app)
    app.add_middleware(SignedRequests, secret=settings.secret, nonces=RedisNonces(redis))
    return app


def bare_app(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The routes alone, as the OpenAPI document describes them."""
    app = FastAPI(title=TITLE, version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    for routes in (solves, progress, questions, documents, diagnosis, health):
        app.include_router(routes.router)
    answer_errors(app)
    return app


def __getattr__(name: str) -> FastAPI:
    """`app` for uvicorn, made when asked for, so that importing needs no settings."""
    if name != "app":
        raise AttributeError(name)
    return _served()


@cache
def _served() -> FastAPI:
    """The same one however often it is asked for."""
    log_to_stderr()
    return create_app(read_settings())
