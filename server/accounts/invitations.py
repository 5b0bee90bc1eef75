"""Invitations: a registrar names a mail address and a role; who reads that mail takes it.

An institution's first registrar is invited by the platform (accounts/platform.py).
"""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from accounts.access import Invitation
from accounts.members import check_department, check_role
from accounts.models import Membership, User
from accounts.sealing import digest, new_secret
from accounts.signals import joined
from accounts.tenancy import current_institution, enter, enter_user, tenant_context
from config.errors import Refused

LIFETIME = timedelta(days=14)


def invite(values: dict[str, Any], *, by_platform: bool = False) -> Invitation:
    """Store and mail an invitation.

    Raises Refused: role_not_grantable, department_missing, already_member,
    already_invited.
    """
    email = values["email"].strip().lower()
    check_role(values["role"])
    department = check_department(values["role"], values.get("department"))
    members = Membership.objects.filter(institution=current_institution(), is_active=True)
    if members.filter(user__email=email).exists():
        raise Refused("already_member", "This person is a member.", status=409, field="email")
    waiting = Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None)
    if waiting.exists():
        raise Refused(
            "already_invited", "An invitation is on its way.", status=409, field="email"
        )
    secret = new_secret()
    invitation = Invitation.objects.create(
        email=email,
        name=values.get("name", ""),
        role=values["role"],
        department=department,
        person=values.get("person"),
        digest=digest(secret),
        by_platform=by_platform,
        **_fresh(),
    )
    _mail(invitation, secret)
    return invitation


def invitation_resend(invitation: Invitation) -> None:
    """Mail it anew with a new secret; the old one opens nothing any more."""
    _refuse_closed(invitation)
    secret = new_secret()
    invitation.digest = digest(secret)
    invitation.times_sent += 1
    for name, value in _fresh().items():
        setattr(invitation, name, value)
    invitation.save()
    _mail(invitation, secret)


def invitation_revoke(invitation: Invitation) -> None:
    _refuse_closed(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save()


def invitation_of(secret: str) -> Invitation:
    """The open invitation that this secret belongs to. Raises Refused (invitation_unknown)."""
    key = digest(secret)
    enter(secret=key)
    invitation = Invitation._base_manager.filter(digest=key).first()
    if invitation is None or not invitation.is_open:
        raise Refused("invitation_unknown", "No open invitation has this address.", status=404)
    return invitation


def invitation_accept(secret: str, asker: Any, name: str, password: str) -> Membership:
    """Take the role: as a new person, or as the one with this address who is logged in.

    Raises Refused: invitation_unknown, log_in_first, password_unsound.
    """
    institution = invitation_of(secret).institution_id
    with tenant_context(institution), transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(digest=digest(secret))
        _refuse_closed(invitation)
        user = User.objects.filter(email=invitation.email).first()
        if user is None:
            user = _new_user(invitation, name, password)
        elif not asker.is_authenticated or asker.pk != user.pk:
            raise Refused(
                "log_in_first", "There is an account with this address: log in.", status=409
            )
        enter_user(user.pk, "invitation")
        membership, _ = Membership.objects.update_or_create(
            user=user,
            institution_id=institution,
            defaults={
                "role": invitation.role,
                "department": invitation.department,
                "is_active": True,
                "expires_at": None,
            },
        )
        invitation.accepted_at = timezone.now()
        invitation.save()
        joined.send(Membership, membership=membership, person=invitation.person)
        return membership


def _new_user(invitation: Invitation, name: str, password: str) -> User:
    name = name.strip() or invitation.name
    try:
        validate_password(password, User(email=invitation.email, name=name))
    except ValidationError as error:
        errors: list[dict[str, Any]] = [
            {"code": one.code, "field": "password", "detail": text, "parameters": {}}
            for one in error.error_list
            for text in one.messages
        ]
        raise Refused("password_unsound", "Choose another password.", errors=errors) from error
    user = User.objects.create_user(invitation.email, password, name=name)
    # Reading the mail proved the address.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _refuse_closed(invitation: Invitation) -> None:
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused("invitation_closed", "It was accepted or revoked before.", status=409)


def _fresh() -> dict[str, Any]:
    now = timezone.now()
    return {"sent_at": now, "expires_at": now + LIFETIME}


def _mail(invitation: Invitation, secret: str) -> None:
    institution = invitation.institution.name
    text = (
        f"{institution} invites you to Horarium, its timetabling, as "
        f"{invitation.get_role_display().lower()}.\n\n"
        f"Open this page to accept until {invitation.expires_at:%d %B %Y}:\n\n"
        f"{settings.WEB_URL}/invitation/{secret}\n\n"
        "If you do not know why you got this, you need not do anything.\n"
    )
    send_mail(f"Invitation to {institution}", text, None, [invitation.email])
