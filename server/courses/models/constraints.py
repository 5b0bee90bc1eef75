"""What must or should hold between classes."""

from typing import Any

from django.db import models

from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Term
from courses.models.offerings import Class
from horarium_contracts import constraint_kinds

SCOPES = ["pair", "set"]
UNITS = ["minutes", "days", "count"]


def kinds() -> list[tuple[str, str]]:
    return [(name, name) for name in constraint_kinds()]


class Constraint(TenantModel):
    """A distribution constraint over classes, in their order.

    `kind` and the names of `parameters` are those of the contracts' catalogue;
    parameters whose unit is slots there are minutes here.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="constraints")
    kind = models.CharField(max_length=40, choices=kinds)
    parameters: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(
        default=dict, blank=True
    )
    required = models.BooleanField(default=False)
    penalty = models.PositiveIntegerField(default=0)
    classes: "models.ManyToManyField[Class, Any]" = models.ManyToManyField(
        Class, through="ConstraintClass", related_name="constraints"
    )

    recorded = Recorded(named="kind")

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("constraint", "term")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"


class ConstraintClass(TenantModel):
    constraint = models.ForeignKey(Constraint, on_delete=models.CASCADE, related_name="members")
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")

    recorded = Recorded(part_of="constraint")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["constraint", "cls"], name="constraint_class_once")
        ]
