"""The platform's own work: institutions, plans, and a look inside for a recorded reason."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, Q
from django.utils import timezone

from accounts.access import Invitation
from accounts.invitations import invitation_revoke, invite
from accounts.members import working_registrars
from accounts.models import Institution, Membership, Role, User
from accounts.tenancy import platform_context, tenant_context
from config.errors import Refused

LONGEST_ACCESS = timedelta(hours=8)


def access_grant(user: User, institution: Institution, reason: str, hours: int) -> Membership:
    """Let a platform admin read an institution's data for some hours; the reason is kept.

    Raises Refused (already_member) for who belongs to it anyway.
    """
    until = timezone.now() + min(timedelta(hours=hours), LONGEST_ACCESS)
    with tenant_context(institution.id):
        member = Membership.objects.filter(user=user, institution=institution).first()
        if member is not None and member.role != Role.SUPPORT:
            raise Refused("already_member", "You belong to this institution.", status=409)
        if member is None:
            member = Membership(user=user, role=Role.SUPPORT, institution=institution)
        member.expires_at, member.reason, member.is_active = until, reason, True
        member.save()
        return member


def registrar_invite(institution: Institution, values: dict[str, Any]) -> Invitation:
    """Invite who will run an institution that nobody runs yet; the last invitation counts.

    Raises Refused: registrar_present, already_member, already_invited.
    """
    with tenant_context(institution.id):
        if working_registrars(institution.id).exists():
            raise Refused(
                "registrar_present",
                "This institution has a registrar, who invites all others.",
                status=409,
                field="email",
            )
        waiting = Invitation.objects.filter(
            role=Role.REGISTRAR, accepted_at=None, revoked_at=None
        )
        for invitation in waiting:
            invitation_revoke(invitation)
        return invite({**values, "role": Role.REGISTRAR}, by_platform=True)


def registrar_invitation(institution: Institution) -> Invitation | None:
    """The platform's own last one: as taken, or as it waits while nobody runs the institution.

    Whom the institution's own registrars invite is no business of the platform's.
    """
    with tenant_context(institution.id):
        useful = Q(accepted_at__isnull=False) | ~Exists(working_registrars(institution.id))
        rows = Invitation.objects.filter(useful, by_platform=True, revoked_at=None)
        return rows.order_by("-id").first()


def institution_counts(institution: Institution) -> dict[str, int]:
    """How much of each plan limit is used."""
    from django.apps import apps

    counts: dict[str, int] = {}
    with tenant_context(institution.id), connection.cursor() as cursor:
        for model in apps.get_models():
            for limit in getattr(model, "limited", ()):
                if not limit.column:
                    cursor.execute(
                        f"SELECT count(*) FROM {model._meta.db_table} WHERE {limit.rows}"  # noqa: S608
                    )
                    counts[limit.name] = cursor.fetchone()[0]
    return counts


def institutions(**conditions: Any) -> list[Institution]:
    """Every institution's name and plan, and nothing inside."""
    with platform_context():
        rows = Institution.objects.filter(**conditions).select_related("plan").order_by("name")
        return list(rows)
