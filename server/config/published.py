"""The published schema (OpenAPI) as an answer: the same for everybody who asks."""

import json
from functools import cache
from threading import Lock

from django.http import HttpRequest, HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

_making = Lock()


class SchemaView(APIView):
    """Open to strangers, and most of a second's work: a process makes it once."""

    authentication_classes = []
    permission_classes = [AllowAny]
    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2]

    @extend_schema(exclude=True)
    def get(self, _request: HttpRequest) -> HttpResponse:
        with _making:
            return HttpResponse(_schema(), content_type="application/json")


@cache
def _schema() -> bytes:
    made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(made).encode()
