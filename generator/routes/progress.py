"""Progress of a solve, as it is in Redis."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from redis.exceptions import RedisError

from generator import feed
from generator.errors import ServiceError
from generator.schemas import Progress
from generator.state import StateDep

router = APIRouter(prefix="/api/progress", tags=["progress"])


@router.get("/{job}")
async def latest(job: UUID, state: StateDep) -> Progress:
    """The latest progress document."""
    try:
        document = await feed.latest(state.redis, str(job))
    except RedisError as error:
        raise ServiceError(503, "redis_unavailable", str(error), retry_after=5) from error
    return Progress(job=job, progress=document)


@router.get("/{job}/events", response_class=EventSourceResponse)
async def events(
    job: UUID,
    state: StateDep,
    last_event_id: Annotated[str, Header(pattern=r"^\d+(-\d+)?$")] = "0",
) -> AsyncIterator[ServerSentEvent]:
    """Every progress document as a `progress` event, then the end of the stream."""
    solve = str(job)
    async for event in feed.events(
        state.redis, solve, last_event_id, lambda: state.solves.is_running(solve)
    ):
        yield event
