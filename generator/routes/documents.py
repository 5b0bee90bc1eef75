"""Documents from documents: conversions, and seeded universities."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from generator.documents import Converted
from generator.errors import ServiceError
from generator.schemas import UniversityRequest
from generator.state import StateDep

router = APIRouter(prefix="/api", tags=["documents"])

_UPLOAD: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_FORM: dict[str, Any] = {
    "schema": {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
}
_DOCUMENTS: dict[str, Any] = {
    "schema": {
        "type": "object",
        "required": ["problem", "to"],
        "properties": {
            "problem": {"type": "object", "description": "problem.v1"},
            "solution": {"type": ["object", "null"], "description": "solution.v1"},
            "to": {"enum": ["native", "itc2019", "itc2007"]},
        },
    }
}
_CONTENT: dict[str, Any] = {
    "application/octet-stream": _UPLOAD,
    "multipart/form-data": _FORM,
    "application/json": _DOCUMENTS,
}
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document, always with Content-Encoding: gzip.",
        "content": {"application/json": {}, "application/xml": {}, "text/plain": {}},
    }
}


@router.post(
    "/convert",
    response_class=Response,
    responses=_ANSWER,
    openapi_extra={"requestBody": {"required": True, "content": _CONTENT}},
)
async def convert(
    request: Request,
    state: StateDep,
    to: Literal["native", "itc2019", "itc2007"] = "native",
    name: str = "upload",
) -> Response:
    """Turn an uploaded file, or documents in JSON, into another format.

    A file (multipart field `file`, or the raw body) is a problem in any format,
    also gzipped, and comes back in the format `to`. A body of type
    application/json, which may be gzipped too, holds native documents: the
    solution, or without one the problem, comes back in the body's format `to`.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return _response(await state.documents.make("export", {}, await request.body()))
    if kind == "multipart/form-data":
        form = await request.form(max_files=1, max_fields=10)
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ServiceError(
                422, "file_missing", "the form has no field `file`", place="file"
            )
        content, name = await file.read(), file.filename or name
    else:
        content = await request.body()
    return _response(
        await state.documents.make("import", {"to": to, "name": name[:100]}, content)
    )


@router.post("/generate_university", response_class=Response, responses=_ANSWER)
async def generate_university(size: UniversityRequest, state: StateDep) -> Response:
    """A seeded university as a native problem document."""
    return _response(await state.documents.make("university", size.model_dump()))


def _response(converted: Converted) -> Response:
    headers = {"Content-Encoding": "gzip"}
    return Response(converted.body, media_type=converted.media_type, headers=headers)
