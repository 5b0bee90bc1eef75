"""How the published schema (OpenAPI) is derived from the views."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from config.errors import CONTENT_TYPE, ProblemSerializer

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Names this write: sent again within a day, it is answered, not done again.",
)


class Schema(AutoSchema):
    """Every operation may also answer with a problem document, a write be named by a key."""

    def get_override_parameters(self) -> Any:
        parameters = list(super().get_override_parameters())
        if getattr(self.view, "idempotent", False) and self.method not in ("GET", "HEAD"):
            parameters.append(IDEMPOTENCY_KEY)
        return parameters

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        if direction == "response" and "default" not in bodies:
            response = OpenApiResponse(ProblemSerializer, "Any error.")
            bodies["default"] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                response, "default", media_types=[CONTENT_TYPE]
            )
        return bodies


def require_answered_fields(result: Any, **_options: Any) -> Any:
    """Answers hold every field of their component; what may be absent is null."""
    for name, component in result["components"]["schemas"].items():
        if not name.endswith("Request") and "properties" in component:
            component["required"] = sorted(component["properties"])
    return result
