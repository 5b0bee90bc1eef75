"""Progress of a solve, as it is in Redis."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from redis.exceptions import RedisError

from generator import feed
from generator.direct import summed
from generator.errors import ServiceError
from generator.schemas import Progress
from generator.state import StateDep

router = APIRouter(prefix="/api/progress", tags=["progress"])


@router.get("/{job}")
async def latest(job: UUID, state: StateDep) -> Progress:
    """The latest progress document; of a job of several variants, also each of theirs."""
    solves = state.direct.solves_of(str(job))
    try:
        documents = [await feed.latest(state.redis, solve) for solve in solves or [str(job)]]
    except RedisError as error:
        raise ServiceError(503, "redis_unavailable", str(error), retry_after=5) from error
    if solves is None:
        return Progress(job=job, progress=documents[0])
    return Progress(job=job, progress=summed(job, documents), variants=documents)


@router.get("/{job}/events", response_class=EventSourceResponse)
async def events(
    job: UUID,
    state: StateDep,
    last_event_id: Annotated[str, Header(pattern=feed.CURSOR)] = "0",
) -> AsyncIterator[ServerSentEvent]:
    """Every progress document as a `progress` event, then the end of the stream.

    Of a job of several variants, those of all of them as they come.
    """
    solve = str(job)
    variants = state.direct.solves_of(solve)
    is_running = state.solves.is_running if variants is None else state.direct.is_running
    async for event in feed.events(
        state.redis, variants or [solve], last_event_id, lambda: is_running(solve)
    ):
        yield event
