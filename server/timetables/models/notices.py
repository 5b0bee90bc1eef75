"""What people are told."""

from django.db import models

from accounts.models import Membership
from accounts.recording import UNRECORDED
from accounts.tenancy import TenantModel
from campus.models import Term
from timetables.models.timetable import Timetable


class NoticeKind(models.TextChoices):
    SUBMITTED = "submitted"
    APPROVAL_ASKED = "approval_asked"
    APPROVALS_GIVEN = "approvals_given"
    REJECTED = "rejected"
    APPROVED = "approved"
    PUBLISHED = "published"
    CHANGED_BY_DATE = "changed_by_date"
    JOB_ENDED = "job_ended"


class Notification(TenantModel):
    """A code with parameters for one member; of those by mail, `mail_due` until it is sent.

    It is about a `timetable`, or only about its `term`.
    """

    recipient = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, null=True, related_name="+"
    )
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, related_name="+")
    parameters = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    mail_due = models.BooleanField(default=False)

    # Told because of what is recorded.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(timetable__isnull=False) | models.Q(term__isnull=False),
                name="notification_about",
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notification_unread"),
            models.Index(
                fields=["id"],
                condition=models.Q(mail_due=True),
                name="notification_mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient_id}"
