"""What changes on one date after a timetable was published."""

from django.db import models
from django.db.models import Q

from accounts.tenancy import TenantModel
from campus.models import Instructor, Room
from courses.models import Class


class DatedKind(models.TextChoices):
    CANCELLED = "cancelled"
    MOVED = "moved"
    SUBSTITUTED = "substituted"


class DatedChange(TenantModel):
    """The meeting of a class on `date` is cancelled, held elsewhere, or by somebody else.

    It follows the class through later versions: where that meets on the date no more,
    nothing is changed. A moved meeting says all of its new place; of a substituted one
    `instructor` teaches instead of those of the class. Removing the row undoes it.
    """

    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="dated_changes")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=DatedKind.choices)
    new_date = models.DateField(null=True, blank=True)
    start_minute = models.PositiveIntegerField(null=True, blank=True)
    length_minutes = models.PositiveIntegerField(null=True, blank=True)
    room = models.ForeignKey(
        Room, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    instructor = models.ForeignKey(
        Instructor, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cls", "date"], name="dated_change_once"),
            models.CheckConstraint(
                condition=Q(
                    kind=DatedKind.MOVED,
                    new_date__isnull=False,
                    start_minute__isnull=False,
                    length_minutes__gt=0,
                )
                | ~Q(kind=DatedKind.MOVED)
                & Q(new_date__isnull=True, start_minute__isnull=True, room__isnull=True),
                name="dated_change_place",
            ),
            models.CheckConstraint(
                condition=Q(kind=DatedKind.SUBSTITUTED, instructor__isnull=False)
                | ~Q(kind=DatedKind.SUBSTITUTED) & Q(instructor__isnull=True),
                name="dated_change_instructor",
            ),
        ]
        indexes = [models.Index(fields=["date"], name="dated_change_date")]

    def __str__(self) -> str:
        return f"{self.kind} {self.cls_id} {self.date}"
