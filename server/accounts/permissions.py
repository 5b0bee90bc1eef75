"""Who may do what: roles, actions, entities, and how far. The whole of it is `GRANTS`.

A grant reaches EVERYWHERE in the institution, over the member's DEPARTMENT, or
only what is one's OWN. Other institutions' rows do not exist for anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import Membership, Role
from config.errors import Refused

M = TypeVar("M", bound=Model)


class Reach(Enum):
    EVERYWHERE = "everywhere"
    DEPARTMENT = "department"
    OWN = "own"


@dataclass(frozen=True)
class Paths:
    """Look-ups that lead from an entity to its department, and to the people whose it is.

    `member` leads to a membership of whatever role.
    """

    department: str = ""
    instructor: str = ""
    student: str = ""
    member: str = ""


_TO_COURSE = "subpart__config__offering__course"
_TO_ENROLLED = "enrolments__student__membership"

_COURSE_OF = "config__offering__course"

ENTITIES = {
    "term": Paths(),
    "school": Paths(),
    "feature": Paths(),
    "department": Paths(department="pk"),
    "programme": Paths(department="department"),
    "cohort": Paths(department="programme__department"),
    "building": Paths(),
    "room": Paths(department="department"),
    "instructor": Paths(department="department", instructor="membership"),
    # What an instructor says about the own hours, without the rest of the row.
    "availability": Paths(department="department", instructor="membership"),
    "student": Paths(department="cohort__programme__department", student="membership"),
    "course": Paths(
        department="department",
        instructor="offerings__configs__subparts__classes__instructors__membership",
        student=f"offerings__{_TO_ENROLLED}",
    ),
    "offering": Paths(
        department="course__department",
        instructor="configs__subparts__classes__instructors__membership",
        student=_TO_ENROLLED,
    ),
    "config": Paths(department="offering__course__department"),
    "subpart": Paths(department=f"{_COURSE_OF}__department"),
    "class": Paths(
        department=f"{_TO_COURSE}__department",
        instructor="instructors__membership",
        student=f"subpart__config__offering__{_TO_ENROLLED}",
    ),
    "enrolment": Paths(
        department="student__cohort__programme__department", student="student__membership"
    ),
    "request": Paths(
        department="student__cohort__programme__department", student="student__membership"
    ),
    "curriculum": Paths(department="cohort__programme__department"),
    "constraint": Paths(department=f"classes__{_TO_COURSE}__department"),
    "job": Paths(),
    "timetable": Paths(),
    "approval": Paths(department="department"),
    "comment": Paths(department="department", instructor="cls__instructors__membership"),
    # Moving the department's classes in a draft.
    "edit": Paths(department=f"cls__{_TO_COURSE}__department"),
    # One meeting of a class, on one date.
    "dated": Paths(
        department=f"cls__{_TO_COURSE}__department",
        instructor="cls__instructors__membership",
        student="cls__attendances__student__membership",
    ),
    "frozen": Paths(department="department"),
    # Of spreadsheets: whose it is decides; what it may write, the grants on each row.
    "import": Paths(member="owner"),
    "rating": Paths(department="instructor__department", instructor="instructor__membership"),
}

_STAFF = (Role.DEPARTMENT_HEAD, Role.COORDINATOR)
_CAMPUS = "term school department programme cohort building feature room curriculum"
_PLANNING = "offering config subpart class instructor availability constraint"
_TEACHING = f"course student enrolment request {_PLANNING}"

GRANTS: list[tuple[tuple[Role, ...], Reach, str, str]] = [
    ((Role.REGISTRAR,), Reach.EVERYWHERE, "view add change delete", " ".join(ENTITIES)),
    (
        _STAFF,
        Reach.EVERYWHERE,
        "view",
        f"{_CAMPUS} job timetable approval comment edit dated frozen",
    ),
    (_STAFF, Reach.DEPARTMENT, "view", _TEACHING),
    (_STAFF, Reach.DEPARTMENT, "view", "rating"),
    (_STAFF, Reach.DEPARTMENT, "add change", f"room course {_PLANNING}"),
    (
        (Role.DEPARTMENT_HEAD,),
        Reach.DEPARTMENT,
        "add change",
        "programme cohort student enrolment request curriculum",
    ),
    (
        (Role.DEPARTMENT_HEAD,),
        Reach.DEPARTMENT,
        "delete",
        f"room enrolment request curriculum {_PLANNING}",
    ),
    (_STAFF, Reach.OWN, "view add change delete", "import"),
    ((Role.DEPARTMENT_HEAD,), Reach.DEPARTMENT, "change", "approval"),
    ((Role.DEPARTMENT_HEAD,), Reach.DEPARTMENT, "add", "edit"),
    ((Role.DEPARTMENT_HEAD,), Reach.DEPARTMENT, "add change delete", "dated"),
    (_STAFF, Reach.DEPARTMENT, "add change delete", "comment"),
    ((Role.SUPPORT,), Reach.EVERYWHERE, "view", " ".join(ENTITIES)),
    ((Role.INSTRUCTOR, Role.STUDENT), Reach.EVERYWHERE, "view", "term"),
    ((Role.INSTRUCTOR,), Reach.OWN, "view", "instructor course offering class"),
    ((Role.INSTRUCTOR,), Reach.OWN, "view change", "availability"),
    ((Role.INSTRUCTOR,), Reach.OWN, "view add change delete", "rating"),
    ((Role.INSTRUCTOR,), Reach.OWN, "view add", "comment"),
    ((Role.INSTRUCTOR, Role.STUDENT), Reach.OWN, "view", "dated"),
    ((Role.STUDENT,), Reach.OWN, "view", "student course offering class enrolment"),
    ((Role.STUDENT,), Reach.OWN, "view add change delete", "request"),
]

DUTIES: dict[str, tuple[Role, ...]] = {
    "audit": (Role.REGISTRAR,),
    "members": (Role.REGISTRAR,),
    "people": (Role.REGISTRAR,),
    "plan": (Role.REGISTRAR,),
    "sign_on": (Role.REGISTRAR,),
    "own_tokens": tuple(Role),
    "platform": (Role.PLATFORM_ADMIN,),
}
"""What is no entity: reading the whole record of changes; members and invitations; export and
erasure of a person; the institution's plan; single sign-on; tokens of one's own; tenants,
plans, health and mail."""


def reach(membership: Membership | None, action: str, entity: str) -> Reach | None:
    """How far the member may do `action` to the entity; None: not at all."""
    if membership is None:
        return None
    return _reaches.get((membership.role, action, entity))


def narrow(rows: QuerySet[M], membership: Membership, action: str, entity: str) -> QuerySet[M]:
    """Those of the rows to which the member may do `action`."""
    how_far = reach(membership, action, entity)
    if how_far is None:
        return rows.none()
    condition = _condition(membership, how_far, ENTITIES[entity])
    if condition is None:
        return rows
    (path,) = condition
    if _leads_to_one(rows.model, path):
        return rows.filter(**condition)
    # In a sub-query, so that joins to many rows repeat none.
    mine = rows.model._default_manager.filter(**condition)
    return rows.filter(pk__in=mine.order_by().values("pk"))


def may(membership: Membership | None, action: str, entity: str, row: Model) -> bool:
    """True when the member may do `action` to this row, as it is stored.

    What belongs to several departments is seen by each, and written by none of them.
    """
    how_far = reach(membership, action, entity)
    if membership is None or how_far is None:
        return False
    stored = type(row)._default_manager.filter(pk=row.pk)
    if how_far is Reach.DEPARTMENT and action != "view":
        owners = set(stored.values_list(ENTITIES[entity].department, flat=True))
        return owners == {membership.department_id}
    condition = _condition(membership, how_far, ENTITIES[entity])
    return condition is None or stored.filter(**condition).exists()


def refuse_out_of_reach(
    membership: Membership, entity: str, named: Iterable[tuple[str, Model]]
) -> None:
    """Refuse a write that names rows (each with its field) which the member may not change.

    Raises Refused: out_of_reach (403), at the first such field.
    """
    if reach(membership, "change", entity) is Reach.EVERYWHERE:
        return
    for field, row in named:
        if not may(membership, "change", entity, row):
            detail = f"{row} is not your department's."
            raise Refused("out_of_reach", detail, status=403, field=field, name=str(row))


def member(request: Request) -> Membership | None:
    """The membership that the request acts under, if any, by `MemberAuthentication`."""
    return cast("Membership | None", request.auth)


class RolePermission(BasePermission):
    """For views with an `entity`: the role's grants, on the action and on the row."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return reach(member(request), action_of(request), entity_of(view)) is not None

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        return may(member(request), action_of(request), entity_of(view), obj)


class DutyPermission(BasePermission):
    """For views with a `duty`: whether the member's role has it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return has_duty(request, view.duty)  # type: ignore[attr-defined]


def has_duty(request: Request, duty: str) -> bool:
    membership = member(request)
    return membership is not None and membership.role in DUTIES[duty]


def member_of(request: Request) -> Membership:
    """The membership that the request acts under. Raises PermissionDenied without one."""
    membership = member(request)
    if membership is None:
        raise PermissionDenied
    return membership


def action_of(request: Request) -> str:
    """The action that an HTTP method asks for, or the view's own for it (`asks`)."""
    view = (getattr(request, "parser_context", None) or {}).get("view")
    asked: dict[str, str] = getattr(view, "asks", {})
    own = asked.get(getattr(view, "action", None) or "")
    if own:
        return own
    actions = {"POST": "add", "PUT": "change", "PATCH": "change", "DELETE": "delete"}
    return actions.get(str(request.method), "view")


def entity_of(view: APIView) -> str:
    entity: str = view.entity  # type: ignore[attr-defined]
    return entity


def _condition(membership: Membership, how_far: Reach, paths: Paths) -> dict[str, Any] | None:
    if how_far is Reach.EVERYWHERE:
        return None
    if how_far is Reach.DEPARTMENT:
        return {paths.department: membership.department_id}
    own = paths.instructor if membership.role == Role.INSTRUCTOR else paths.student
    path = paths.member or own
    return {path: membership}


@cache
def _leads_to_one(model: type[Model], path: str) -> bool:
    """Whether the look-up leads from a row to one other at most."""
    steps: Any = model._meta
    for name in path.split("__"):
        if name == "pk":
            return True
        field = steps.get_field(name)
        if field.one_to_many or field.many_to_many:
            return False
        steps = field.related_model._meta
    return True


def _table() -> Iterable[tuple[tuple[str, str, str], Reach]]:
    for roles, how_far, actions, entities in GRANTS:
        for role in roles:
            for action in actions.split():
                for entity in entities.split():
                    yield (role.value, action, entity), how_far


_reaches = dict(_table())
