"""Solves: start, ask, cancel."""

from uuid import UUID

from fastapi import APIRouter

from generator.schemas import Accepted, CancelRequest, GenerateRequest, Holdings, SolveStatus
from generator.state import StateDep

router = APIRouter(prefix="/api", tags=["solves"])


@router.post("/generate_variants", status_code=202)
async def generate_variants(request: GenerateRequest, state: StateDep) -> Accepted:
    """Start one solve in the background; the same job and attempt again starts nothing."""
    return state.solves.start(request)


@router.get("/solves")
async def solves(state: StateDep) -> Holdings:
    """What this run of the service still answers for."""
    return Holdings(instance=state.solves.instance, solves=state.solves.held())


@router.get("/variants/{job}")
async def variants(job: UUID, state: StateDep) -> SolveStatus:
    """A solve's state, and its result as long as it is remembered."""
    return state.solves.status(str(job))


@router.post("/cancel/{job}")
async def cancel(job: UUID, request: CancelRequest, state: StateDep) -> SolveStatus:
    """Stop a solve: it is gone within two seconds, or eleven when it hands over its best."""
    return state.solves.cancel(str(job), keep_best=request.keep_best)
