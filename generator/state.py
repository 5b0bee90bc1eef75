"""What lives as long as the service, and how routes get at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from redis.asyncio import Redis

from generator.admission import Admission
from generator.direct import DirectJobs
from generator.documents import Documents
from generator.ends import Callbacks
from generator.questions import Questions
from generator.settings import Settings
from generator.solves import Solves


@dataclass(frozen=True, slots=True)
class State:
    admission: Admission
    solves: Solves
    direct: DirectJobs
    documents: Documents
    questions: Questions
    redis: Redis


@asynccontextmanager
async def running_state(settings: Settings, redis: Redis) -> AsyncIterator[State]:
    """Everything started; on leaving, every process is ended."""
    admission = Admission.of_this_machine()
    callbacks = Callbacks(settings)
    solves = Solves(admission, callbacks, settings)
    direct = DirectJobs(solves)
    documents = Documents(settings, admission.plan.memory_mb)
    questions = Questions(settings, admission.machine.memory_mb)
    solves.keep_spare()
    try:
        yield State(admission, solves, direct, documents, questions, redis)
    finally:
        await questions.close()
        await direct.close()
        await solves.close(settings.drain_seconds)
        await callbacks.close()
        await redis.aclose()


def _state(request: Request) -> State:
    state: State = request.app.state.horarium
    return state


StateDep = Annotated[State, Depends(_state)]
