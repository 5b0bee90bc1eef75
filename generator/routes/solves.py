"""Solves: start, ask, cancel."""

from uuid import UUID

from fastapi import APIRouter

from generator.schemas import (
    Accepted,
    CancelRequest,
    GenerateRequest,
    Holdings,
    JobStatus,
    SolveStatus,
)
from generator.state import StateDep
from horarium_contracts.logs import about

router = APIRouter(prefix="/api", tags=["solves"])


@router.post("/generate_variants", status_code=202)
async def generate_variants(request: GenerateRequest, state: StateDep) -> Accepted:
    """Start solving in the background; the same job and attempt again starts nothing.

    The API's jobs are one solve each. With `variants` a job is so many, and this service
    is asked about all of them by its id.
    """
    with about(job=request.parent or request.job, solve=request.job):
        if request.variants is not None:
            return state.direct.start(request)
        return state.solves.start(request)


@router.get("/solves")
async def solves(state: StateDep) -> Holdings:
    """What this run of the service still answers for."""
    return Holdings(instance=state.solves.instance, solves=state.solves.held())


@router.get("/variants/{job}")
async def variants(job: UUID, state: StateDep) -> SolveStatus | JobStatus:
    """A solve's state, and its result as long as it is remembered; or those of a job's."""
    if state.direct.solves_of(str(job)) is not None:
        return state.direct.status(str(job))
    return state.solves.status(str(job))


@router.post("/cancel/{job}")
async def cancel(job: UUID, request: CancelRequest, state: StateDep) -> SolveStatus | JobStatus:
    """Stop a solve: it is gone within two seconds, or eleven when it hands over its best."""
    if state.direct.solves_of(str(job)) is not None:
        return state.direct.cancel(str(job), keep_best=request.keep_best)
    return state.solves.cancel(str(job), keep_best=request.keep_best)
