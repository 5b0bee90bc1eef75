"""Why a problem has no timetable."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from generator.documents import Converted
from generator.schemas import MOST_DIAGNOSIS_SECONDS, DiagnoseRequest, DiagnosisDocument
from generator.state import StateDep

router = APIRouter(prefix="/api", tags=["diagnosis"])


_PROBLEM: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"type": "object", "description": "problem.v1"}}
    },
}


@router.post("/diagnose", response_model=DiagnosisDocument)
async def diagnose(asked: DiagnoseRequest, state: StateDep) -> Response:
    """A smallest set of requirements that contradict each other, or that there is none.

    Always with Content-Encoding: gzip.
    """
    return _answer(await state.documents.make("diagnosis", asked.model_dump()))


@router.post(
    "/diagnose/document",
    response_model=DiagnosisDocument,
    openapi_extra={"requestBody": _PROBLEM},
)
async def diagnose_document(
    request: Request,
    state: StateDep,
    time_limit: Annotated[float, Query(gt=0, le=MOST_DIAGNOSIS_SECONDS)] = 30,
) -> Response:
    """The same of the problem document that is the body, which may be gzipped."""
    options = {"problem": None, "time_limit": time_limit}
    return _answer(await state.documents.make("diagnosis", options, await request.body()))


def _answer(made: Converted) -> Response:
    headers = {"Content-Encoding": "gzip"}
    return Response(made.body, media_type=made.media_type, headers=headers)
