"""One person's data in the API: a copy of it, and its end."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import DutyPermission
from campus.models import Instructor, Student
from campus.people import Person, person_erase, person_export, person_forget
from config.errors import Refused

_KINDS: dict[str, Any] = {"instructors": Instructor, "students": Student}


class PersonView(APIView):
    """`kind` is instructors or students."""

    duty = "people"
    token_scope = "admin"  # noqa: S105  the name of a scope
    permission_classes = [IsAuthenticated, DutyPermission]

    @extend_schema(operation_id="person_export", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, kind: str, id: Any) -> Response:
        """Everything that is kept about one person."""
        person = _person(kind, id)
        if person is None:
            raise _unknown()
        return Response(person_export(person))

    @extend_schema(operation_id="person_erase", responses={204: None})
    def delete(self, request: Request, kind: str, id: Any) -> Response:
        """Forget who this is, or was; timetables keep somebody with a made-up name."""
        person = _person(kind, id)
        if person is not None:
            person_erase(person)
        elif kind not in _KINDS or not person_forget(_KINDS[kind], id):
            raise _unknown()
        return Response(status=204)


def _person(kind: str, key: Any) -> Person | None:
    model = _KINDS.get(kind)
    found: Person | None = model.objects.filter(pk=key).first() if model else None
    return found


def _unknown() -> Refused:
    return Refused("not_found", "There is no such person.", status=404)
