"""A job's status for a reader who stays: asked for again and again, holding nothing between."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import connection

from accounts.models import Membership
from accounts.permissions import narrow
from accounts.tenancy import tenant_context
from generation import selectors
from generation.serializers import JobStatusSerializer


def status_loader(
    job: UUID, membership: Membership
) -> Callable[[], Awaitable[dict[str, Any] | None]]:
    """Reads the job's status in a transaction of its own; None once the member may not."""

    def load() -> dict[str, Any] | None:
        try:
            with tenant_context(membership.institution_id):
                member = Membership.objects.filter(id=membership.id).first()
                if member is None or not member.user.is_active:
                    return None
                row = narrow(selectors.jobs(), member, "view", "job").filter(id=job).first()
                return None if row is None else dict(JobStatusSerializer(row).data)
        finally:
            if not connection.in_atomic_block:
                connection.close()

    # Not in the one thread that all else shares: many readers may come at a time.
    return sync_to_async(load, thread_sensitive=False)
