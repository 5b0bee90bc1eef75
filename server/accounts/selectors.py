"""What is read about people and institutions."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, User
from accounts.tenancy import enter_user


def memberships_of(user: User, via: str = "session") -> list[Membership]:
    """The user's memberships that count, with their institutions, oldest first.

    Changes from now on are recorded as this user's, `via` a session or a token.
    Works before a tenant is known: policies show users their own memberships.
    """
    enter_user(user.id, via)
    current = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    rows = Membership._base_manager.filter(current, user=user, is_active=True)
    rows = rows.select_related("institution")
    return list(rows.order_by("id"))
