"""Files as answers."""

from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from timetables.exports import CALENDAR, XLSX, File

_BYTES = OpenApiResponse(OpenApiTypes.BINARY, "A file.")
CALENDAR_ANSWER: dict[tuple[int, str], Any] = {(200, CALENDAR): _BYTES}
ANY_FORMAT = {
    **CALENDAR_ANSWER,
    (200, XLSX): _BYTES,
    (200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT, "A file."),
    (200, "application/xml"): _BYTES,
    (200, "text/plain"): _BYTES,
}


def download(file: File, name: str) -> HttpResponse:
    name = f"{slugify(name) or 'timetable'}.{file.ending}"
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
