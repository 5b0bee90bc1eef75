"""The record of changes. The database writes it; nobody edits it."""

from typing import ClassVar

from django.db import models

from accounts.tenancy import TenantManager


class Action(models.TextChoices):
    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"


class Entry(models.Model):
    """One row's change: its columns before and after, by whom, in which request.

    `object` is the row, or the one that it is part of. Of a change, `before` and
    `after` hold only the columns that differ. `institution` is empty for what belongs
    to none, such as plans. `actor` is a user's id; without one, `reason` names the task.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    # No foreign keys: a record outlives what it is about.
    institution = models.UUIDField(null=True, db_column="institution_id")
    table = models.CharField(max_length=63)
    row = models.UUIDField()
    object = models.UUIDField()
    action = models.CharField(max_length=6, choices=Action.choices)
    version = models.PositiveIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.UUIDField(null=True)
    via = models.CharField(max_length=100)
    reason = models.CharField(max_length=200)
    request = models.CharField(max_length=64)

    written_by_triggers: ClassVar[bool] = True
    objects = TenantManager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["institution", "id"], name="audit_entry_institution"),
            models.Index(fields=["object", "id"], name="audit_entry_object"),
            models.Index(
                fields=["actor", "id"],
                name="audit_entry_actor",
                condition=models.Q(actor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"


class Erasing(models.Model):
    """Institutions that are being erased just now: of that, no record is kept."""

    institution = models.UUIDField(primary_key=True, db_column="institution_id")

    written_by_triggers: ClassVar[bool] = True

    class Meta:
        verbose_name_plural = "erasing"

    def __str__(self) -> str:
        return str(self.institution)
