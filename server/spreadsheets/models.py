"""Imports: a file, what its columns mean, what it would do or did, and how it is undone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Membership
from accounts.recording import UNRECORDED, Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Term


class ImportState(models.TextChoices):
    """In the `-ing` states somebody works, or a worker is waited for."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


BUSY = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)


class Import(TenantModel):
    """`tables` are those of the file, each with what was found and what its columns mean.

    With `replace`, stored rows that the file does not hold are removed; with `row_by_row`,
    rows in error are left out instead of stopping all. `summary` counts by table; `error`
    is the problem that ended the last step. What it changed in the record of changes lies
    between `first_entry` and `last_entry`, under its own id as the request's. `accept` names
    what entries of timetables may break (the keys of the dry run's errors). `asked_by` is who
    asked for the last step.
    """

    owner = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    asked_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    term = models.ForeignKey(
        Term, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=4, default="csv")
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    tables = models.JSONField(default=list)
    replace = models.BooleanField(default=False)
    row_by_row = models.BooleanField(default=False)
    accept = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    summary = models.JSONField(default=list)
    error = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    first_entry = models.BigIntegerField(null=True)
    last_entry = models.BigIntegerField(null=True)

    # What it does is recorded with the rows that it changes.
    recorded = Recorded(actions=("add", "delete"), ignored=("tables", "summary", "error"))

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("sheet_import")]
        indexes = [
            models.Index(
                fields=["rung_at"],
                condition=models.Q(state__in=["checking", "running", "undoing"]),
                name="sheet_import_busy",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportFile(TenantModel):
    """The file as it came; kept for some time."""

    of = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    # It came from outside and goes by itself.
    recorded = UNRECORDED


class ImportPiece(TenantModel):
    """Some of an import's findings about rows, packed (see `outcome`)."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pieces")
    table = models.PositiveSmallIntegerField()
    sheet = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    # Made anew by every dry run.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["of", "kind", "table", "number"], name="sheet_import_piece_once"
            )
        ]


class Heading(TenantModel):
    """What an institution's files call a column; "" where they hold it in vain."""

    sheet = models.CharField(max_length=40)
    heading = models.CharField(max_length=200)
    column = models.CharField(max_length=40, blank=True)

    # Remembered from imports, and overwritten by the next.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "sheet", "heading"], name="sheet_heading_once"
            )
        ]
