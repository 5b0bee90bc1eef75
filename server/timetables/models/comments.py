"""What people say about a timetable, or about one class of it."""

from django.conf import settings
from django.db import models

from accounts.models import Department
from accounts.recording import Recorded
from accounts.tenancy import TenantModel
from courses.models import Class
from timetables.models.timetable import Timetable


class Comment(TenantModel):
    """`department` is the class's, or of a comment on the whole the author's, if any."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="comments")
    cls = models.ForeignKey(
        Class, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    text = models.TextField(max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    recorded = Recorded(part_of="timetable")

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["timetable", "cls"], name="comment_of_class")]

    def __str__(self) -> str:
        return self.text[:40]
