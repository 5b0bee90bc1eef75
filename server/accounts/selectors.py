"""What is read about people and institutions."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, Role, User
from accounts.tenancy import enter_user

M = TypeVar("M", bound=Model)


def with_columns(rows: QuerySet[M], *columns: str) -> QuerySet[M]:
    """The rows, and of those that they refer to only these columns: `department__name`."""
    own = [field.name for field in rows.model._meta.concrete_fields]
    related = {column.rpartition("__")[0] for column in columns}
    return rows.select_related(*related).only(*own, *columns)


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


def active_heads(departments: Iterable[UUID]) -> set[UUID]:
    """Those of the departments that have a head at present."""
    heads = heads_now().filter(department__in=list(departments))
    return {key for key in heads.values_list("department", flat=True) if key is not None}


def heads_now() -> QuerySet[Membership]:
    """Memberships of those who head a department at present."""
    current = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return Membership.objects.filter(current, role=Role.DEPARTMENT_HEAD, is_active=True)
