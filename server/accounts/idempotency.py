"""A write that comes twice with one Idempotency-Key is done once.

The key is written in the write's own transaction: where that fails, so does the key,
and a second request that comes meanwhile waits for the first.
"""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import IdempotencyKey, User
from accounts.permissions import member
from config.errors import Refused

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
LONGEST = 200


class Idempotent(APIView):
    """A view whose unsafe methods may name a key; their answers are kept for a day.

    Raises Refused: idempotency_key_reused (422) for a key of another request.
    """

    idempotent = True
    _kept: IdempotencyKey | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER, "")
        user = request.user
        if (
            not key
            or request.method in SAFE_METHODS
            or member(request) is None
            or not isinstance(user, User)
        ):
            return
        if len(key) > LONGEST:
            raise Refused(
                "idempotency_key_too_long", f"At most {LONGEST} characters.", limit=LONGEST
            )
        IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        fingerprint = _fingerprint(request)
        row, is_new = IdempotencyKey.objects.get_or_create(
            user=user, key=key, defaults={"fingerprint": fingerprint}
        )
        if is_new:
            self._kept = row
        elif row.fingerprint != fingerprint:
            raise Refused(
                "idempotency_key_reused", "This key was another request's.", status=422
            )
        else:
            answer = Response(row.body, row.status, headers={"Idempotent-Replayed": "true"})
            # Instead of the method's own handler.
            setattr(self, str(request.method).lower(), lambda *_args, **_kwargs: answer)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        # After an error the transaction ends, and the key with it.
        if self._kept is not None and answer.status_code < 400:
            self._kept.status = answer.status_code
            self._kept.body = json.loads(JSONRenderer().render(answer.data) or b"null")
            self._kept.save()
        return answer


def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if str(request.content_type).startswith("multipart/"):
        form: Any = request.data
        for name, value in sorted(form.items()):
            digest.update(f"{name}\n".encode())
            if isinstance(value, UploadedFile):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(str(value).encode())
    else:
        digest.update(request.body)
    return digest.hexdigest()
