"""Who belongs to an institution, in which role: changes that lock nobody out."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from accounts.database import take_turn
from accounts.models import Department, Membership, Role
from config.errors import Refused

GRANTABLE = [role for role in Role if role not in (Role.PLATFORM_ADMIN, Role.SUPPORT)]
"""The roles that an institution gives; the rest are the platform's."""

SCOPED = (Role.DEPARTMENT_HEAD, Role.COORDINATOR)


def member_change(by: Membership, target: Membership, changes: dict[str, Any]) -> Membership:
    """Give a member another role or department, or end (resume) the membership.

    Raises Refused: own_membership, role_not_grantable, department_missing,
    last_registrar.
    """
    # Two at once could remove the last two.
    take_turn("members", target.institution_id)
    target.refresh_from_db()
    role = changes.get("role", target.role)
    active = changes.get("is_active", target.is_active)
    if target.pk == by.pk:
        raise Refused("own_membership", "Somebody else must change your own role.", status=403)
    check_role(role if target.role in GRANTABLE else target.role)
    keeps = role == Role.REGISTRAR and active
    if is_working_registrar(target) and not keeps and not _other_registrars(target):
        raise Refused("last_registrar", "An institution keeps a registrar.", status=409)
    target.role, target.is_active = role, active
    target.department = check_department(role, changes.get("department", target.department))
    target.save()
    return target


def check_role(role: str) -> None:
    if role not in GRANTABLE:
        raise Refused(
            "role_not_grantable", f"Institutions do not give the role {role}.", status=403
        )


def check_department(role: str, department: Department | None) -> Department | None:
    """The department where the role has one; none for the others."""
    if role not in SCOPED:
        return None
    if department is None:
        raise Refused(
            "department_missing", f"Say of which department: {role}.", field="department"
        )
    return department


def end_sessions(users: Iterable[UUID]) -> None:
    """Log these users out wherever they are; nothing of their sessions is kept."""
    for session in UserSession.objects.filter(user__in=list(users)):
        session.end()


def is_working_registrar(member: Membership) -> bool:
    return member.role == Role.REGISTRAR and member.is_active and member.user.is_active


def working_registrars(institution: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(
        institution=institution,
        role=Role.REGISTRAR,
        is_active=True,
        expires_at=None,
        user__is_active=True,
    )


def _other_registrars(member: Membership) -> bool:
    return working_registrars(member.institution_id).exclude(pk=member.pk).exists()
