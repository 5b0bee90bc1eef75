"""Tokens by which programs use the API: `Authorization: Bearer hrm_…`."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.access import ApiToken
from accounts.models import Membership
from accounts.sealing import digest, new_secret
from accounts.tenancy import enter

PREFIX = "hrm_"
_REMEMBER_USE_EVERY = timedelta(minutes=1)


def token_make(
    membership: Membership, name: str, scopes: list[str], expires_at: datetime | None
) -> tuple[ApiToken, str]:
    """A new token and its text, which cannot be shown again."""
    text = PREFIX + new_secret()
    token = ApiToken.objects.create(
        user=membership.user,
        membership=membership,
        name=name,
        start=text[:12],
        digest=digest(text),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    return token, text


def token_revoke(token: ApiToken) -> None:
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])


def token_of(text: str) -> ApiToken | None:
    """The live token with this text, of whichever institution; None for any other text."""
    secret = digest(text)
    enter(secret=secret)
    token = ApiToken._base_manager.select_related("user").filter(digest=secret).first()
    return token if token is not None and token.is_live and token.user.is_active else None


def token_note_use(token: ApiToken) -> None:
    """Remember, not with every request, that the token is in use."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > _REMEMBER_USE_EVERY:
        ApiToken._base_manager.filter(pk=token.pk).update(last_used_at=now)
