"""Who joins as an instructor or student becomes the one that the invitation names."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from accounts.models import Membership, Role
from accounts.signals import joined
from campus.models import Instructor, Student


@receiver(joined)
def link_person(membership: Membership, person: UUID | None, **_kwargs: Any) -> None:
    """Rows that belong to somebody already, or do not exist, stay as they are."""
    models = {Role.INSTRUCTOR: Instructor, Role.STUDENT: Student}
    model: Any = models.get(Role(membership.role))
    if model is None or person is None:
        return
    row = model.objects.filter(pk=person, membership=None).first()
    if row is not None:
        row.membership = membership
        row.save()
