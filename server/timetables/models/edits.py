"""What people change in a draft by hand."""

from django.conf import settings
from django.db import models

from accounts.recording import Recorded
from accounts.tenancy import TenantModel
from courses.models import Class
from timetables.models.timetable import Timetable


class EditKind(models.TextChoices):
    MOVE = "move"
    MERGE = "merge"
    UNDO = "undo"
    REDO = "redo"


class Edit(TenantModel):
    """One class's place in a draft, before and after; what is stated is never changed.

    `number` counts the timetable's edits. A place is {weeks, days, start_minute,
    length_minutes, room} with the room's id or null; null before for a class that had
    none. Of several written at once, each later one was `made_with` the first. An undo or
    redo names the edit it takes `back`. `accepted` holds the findings that the editor
    accepted, with the reason given.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=EditKind.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    back = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, related_name="taken_back_by"
    )
    made_with = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="others"
    )
    accepted = models.JSONField(default=list)
    reason = models.TextField(max_length=2000, blank=True)

    # It is a record itself; that it was made is recorded for imports, which are undone.
    recorded = Recorded(actions=("add",), part_of="timetable")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["timetable", "number"], name="edit_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
