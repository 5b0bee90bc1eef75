"""What is read about people and institutions."""

from accounts.models import Membership, User
from accounts.tenancy import enter_user


def memberships_of(user: User) -> list[Membership]:
    """The user's memberships with their institutions, oldest first.

    Works before a tenant is known: policies show users their own memberships.
    """
    enter_user(user.id)
    rows = Membership._base_manager.filter(user=user).select_related("institution")
    return list(rows.order_by("id"))
