"""When teaching happens: terms, their hours, breaks and holidays.

Weeks and days are bit strings, first week (day) first; times are minutes of the
institution's clock.
"""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q

from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id

bits = RegexValidator(
    r"^0*1[01]*\Z", "Must be a string of 0 and 1, with at least one 1.", code="bits"
)


class Term(TenantModel):
    """A period of weeks with its grid of slots and the weights of the cost.

    The grid proposes starts; meetings may start at any minute. A self-contained
    term uses only the rooms, courses and students that carry it.

    Times that nobody states lie between `teaching_start` and `teaching_end` on the
    `teaching_days` ("" means all), start every `period_minutes`, and last
    `hour_minutes` an hour; where those are null, the grid says it.
    """

    class Origin(models.TextChoices):
        NATIVE = "native"
        ITC2007 = "itc2007"
        ITC2019 = "itc2019"

    name = models.CharField(max_length=200)
    problem_name = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.NATIVE)
    self_contained = models.BooleanField(default=False)
    first_day = models.DateField(null=True, blank=True)
    weeks = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField(default=5)
    slots_per_day = models.PositiveSmallIntegerField()
    slot_minutes = models.PositiveSmallIntegerField(default=60)
    day_start = models.PositiveSmallIntegerField(default=480)
    teaching_days = models.CharField(max_length=14, blank=True, validators=[bits])
    teaching_start = models.PositiveSmallIntegerField(null=True, blank=True)
    teaching_end = models.PositiveSmallIntegerField(null=True, blank=True)
    period_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    hour_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    weight_time = models.PositiveIntegerField(default=1)
    weight_room = models.PositiveIntegerField(default=1)
    weight_distribution = models.PositiveIntegerField(default=1)
    weight_student = models.PositiveIntegerField(default=1)
    weight_capacity = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("term"),
            models.CheckConstraint(
                condition=Q(weeks__gt=0, days__gt=0, slots_per_day__gt=0, slot_minutes__gt=0),
                name="term_grid_positive",
            ),
            models.CheckConstraint(
                condition=(Q(teaching_days="") | Q(teaching_days__regex="^[01]+$"))
                & (Q(period_minutes__isnull=True) | Q(period_minutes__gt=0))
                & (Q(hour_minutes__isnull=True) | Q(hour_minutes__gt=0))
                & (
                    Q(teaching_start__isnull=True)
                    | Q(teaching_end__isnull=True)
                    | Q(teaching_end__gt=F("teaching_start"))
                ),
                name="term_teaching_hours",
            ),
            ExclusionConstraint(
                name="term_dates_apart",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    (
                        Func("first_day", "weeks", function="horarium_term_days"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(first_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def end_day(self) -> date:
        """The day after its last; of a term without dates, the first day of all."""
        if self.first_day is None:
            return date.min
        return self.first_day + timedelta(weeks=self.weeks)

    @property
    def own(self) -> "Term | None":
        """The term that its rooms, courses and students carry: itself, or none."""
        return self if self.self_contained else None


class Holiday(TenantModel):
    """Days of a term without teaching, the last included."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="holidays")
    name = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()

    recorded = Recorded(part_of="term")

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="holiday_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Hours(TenantModel):
    """Hours of certain days of certain weeks of a term."""

    weeks = models.CharField(max_length=60, validators=[bits])
    days = models.CharField(max_length=14, validators=[bits])
    start_minute = models.PositiveIntegerField()
    length_minutes = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        abstract = True


def sound_hours(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(weeks__regex="^[01]+$", days__regex="^[01]+$", length_minutes__gt=0),
        name=f"{name}_hours",
    )


class Break(Hours):
    """Hours that times leave free where nobody states them, such as lunch."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="breaks")
    name = models.CharField(max_length=200)

    recorded = Recorded(part_of="term")

    class Meta(Hours.Meta):
        constraints = [sound_hours("break")]
