"""How a timetable is agreed on: the departments' approvals, and every step of the way."""

from django.conf import settings
from django.db import models

from accounts.models import Department
from accounts.recording import Recorded
from accounts.tenancy import TenantModel
from timetables.models.timetable import Timetable


class ApprovalState(models.TextChoices):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Approval(TenantModel):
    """What a department with classes in the timetable says to it, asked anew at each review."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="approvals")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=10, choices=ApprovalState.choices, default=ApprovalState.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(max_length=2000, blank=True)

    recorded = Recorded(part_of="timetable")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["timetable", "department"], name="approval_once"),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.REJECTED) | ~models.Q(reason=""),
                name="approval_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.department_id}"


class ReviewAction(models.TextChoices):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    REJECT = "reject"
    APPROVE = "approve"
    PUBLISH = "publish"
    ARCHIVE = "archive"


class ReviewStep(TenantModel):
    """A step from one state to the next: who took it, when, and why.

    `department` is the one whose rejection it was. `passed_over` names what an approval
    was given in spite of: departments without theirs, and how many violations.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(max_length=10, choices=ReviewAction.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(max_length=2000, blank=True)
    passed_over = models.JSONField(default=dict)

    recorded = Recorded(part_of="timetable")

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action=ReviewAction.REJECT) | ~models.Q(reason=""),
                name="review_step_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.timetable_id}"
