"""Why a problem has no timetable."""

from fastapi import APIRouter, Response

from generator.schemas import DiagnoseRequest, DiagnosisDocument
from generator.state import StateDep

router = APIRouter(prefix="/api", tags=["diagnosis"])


@router.post("/diagnose", response_model=DiagnosisDocument)
async def diagnose(asked: DiagnoseRequest, state: StateDep) -> Response:
    """A smallest set of requirements that contradict each other, or that there is none.

    Always with Content-Encoding: gzip.
    """
    made = await state.documents.make("diagnosis", asked.model_dump())
    headers = {"Content-Encoding": "gzip"}
    return Response(made.body, media_type=made.media_type, headers=headers)
