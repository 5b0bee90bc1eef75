"""How the service is, and what its machine offers."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from redis.exceptions import RedisError

from generator import meters
from generator.admission import CLOSED_FROM
from generator.schemas import HardwareReport, Health
from generator.state import State, StateDep

router = APIRouter(tags=["health"])


@router.get("/health/live")
async def live() -> dict[str, str]:
    """The service answers."""
    return {"status": "ok"}


@router.get("/health")
@router.get("/health/ready")
async def ready(state: StateDep, response: Response) -> Health:
    """What is wrong, if anything; 503 when signed requests cannot be taken."""
    problems = await _problems(state)
    if "redis_unavailable" in problems:
        response.status_code = 503
    return Health(
        status="degraded" if problems else "ok", problems=problems, running=state.solves.running
    )


@router.get("/metrics", response_class=Response)
async def metrics(state: StateDep) -> Response:
    """Figures for Prometheus; they name nobody."""
    text = meters.exposition(state.admission, state.solves)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


@router.get("/hardware")
async def hardware(state: StateDep) -> HardwareReport:
    """Cores and memory under container limits, and the slots that follow from them."""
    return state.admission.report(state.solves.running)


async def _problems(state: State) -> list[str]:
    problems = []
    try:
        await state.redis.ping()
    except RedisError:
        problems.append("redis_unavailable")
    if state.admission.memory_used() >= CLOSED_FROM:
        problems.append("memory_short")
    return problems
