"""What only the generation service may call: documents, leases, ends. Every call is signed."""

import gzip
import io
import json
import logging
from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import ValidationError
from rest_framework.serializers import Serializer

from config.errors import CONTENT_TYPE, problem
from generation.documents import packed_document
from generation.internal_serializers import (
    CallbackSerializer,
    CheckpointSerializer,
    LeaseSerializer,
)
from generation.live import use_nonce
from generation.services import checkpoints, delivery
from generation.services.locking import FencedError
from horarium_contracts.limits import UNPACKED_BYTES
from horarium_contracts.signing import SignatureRefused, verify

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


class _Refusal(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def signed(method: str) -> Callable[[View], View]:
    """A view for one method whose body argument was checked: 401 forged, 409 replayed."""

    def decorate(view: View) -> View:
        def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                return view(_body(request, method), **kwargs)
            except _Refusal as refusal:
                log.warning("%s %s: %s", request.method, request.path, refusal.code)
                detail = "This call is not answered."
                document = problem(refusal.code, detail, {}, [], type="client_error")
                return JsonResponse(document, status=refusal.status, content_type=CONTENT_TYPE)

        # Services open their own transactions; nothing is read outside them.
        return csrf_exempt(transaction.non_atomic_requests(checked))

    return decorate


@signed("GET")
def document(_: bytes, digest: str) -> HttpResponse:
    """The JSON of a problem or solution document, gzipped."""
    packed = packed_document(digest) if digest.isalnum() else None
    if packed is None:
        raise _Refusal(404, "document_unknown")
    return HttpResponse(
        packed, content_type="application/json", headers={"Content-Encoding": "gzip"}
    )


@signed("POST")
def leases(body: bytes) -> HttpResponse:
    """Renew a lease: whether to go on, or stop and keep the best."""
    form = LeaseSerializer(data=_json(body))
    if not form.is_valid():
        raise _Refusal(400, "lease_invalid")
    try:
        renewal = delivery.renew_lease(
            form.validated_data["job"], form.validated_data["attempt"]
        )
    except FencedError as fenced:
        log.warning("solve %s: lease refused: %s", form.validated_data["job"], fenced)
        raise _Refusal(409, "attempt_fenced") from None
    return JsonResponse({"state": renewal.state, "keep_best": renewal.keep_best})


@signed("POST")
def checkpoint(body: bytes) -> HttpResponse:
    """Keep the best timetable of a running solve so far."""
    document = _checked(body, CheckpointSerializer, "checkpoint_invalid")
    try:
        checkpoints.keep_checkpoint(document)
    except FencedError as fenced:
        log.warning("solve %s: its checkpoint counts for nothing: %s", document["job"], fenced)
        raise _Refusal(409, "attempt_fenced") from None
    return JsonResponse({"kept": True})


@signed("POST")
def callbacks(body: bytes) -> HttpResponse:
    """Count the end of a solve, once."""
    document = _checked(body, CallbackSerializer, "callback_invalid")
    try:
        counted = delivery.accept_callback(document)
    except FencedError as fenced:
        log.warning("solve %s: its end counts for nothing: %s", document["job"], fenced)
        raise _Refusal(409, "attempt_fenced") from None
    return JsonResponse({"counted": counted})


def _checked(body: bytes, form: type[Serializer[Any]], code: str) -> dict[str, Any]:
    """The document in a body, once it has the form."""
    document: dict[str, Any] = _json(body)
    try:
        form(data=document).is_valid(raise_exception=True)
    except ValidationError as error:
        log.warning("%s: %s", code, error.detail)
        raise _Refusal(400, code) from None
    return document


def _body(request: HttpRequest, method: str) -> bytes:
    if request.method != method:
        raise _Refusal(405, "method_not_allowed")
    # Read as a stream: results are larger than forms may be, and bounded all the same.
    body: bytes = request.read(settings.UPLOAD_LIMIT_BYTES + 1)
    if len(body) > settings.UPLOAD_LIMIT_BYTES:
        raise _Refusal(413, "upload_too_large")
    try:
        nonce = verify(
            settings.SERVICE_SECRET, method, request.get_full_path(), body, request.headers
        )
        fresh = use_nonce(nonce)
    except SignatureRefused as refused:
        raise _Refusal(401, refused.code) from None
    except redis.RedisError:
        raise _Refusal(503, "redis_unavailable") from None
    if not fresh:
        raise _Refusal(409, "request_replayed")
    return _unpacked(body) if request.headers.get("Content-Encoding") == "gzip" else body


def _unpacked(body: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            content = stream.read(UNPACKED_BYTES + 1)
    except (OSError, EOFError):
        raise _Refusal(400, "body_unreadable") from None
    if len(content) > UNPACKED_BYTES:
        raise _Refusal(413, "upload_too_large")
    return content


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise _Refusal(400, "body_unreadable") from None
