"""Who takes part: cohorts of programmes, students, instructors and their hours."""

from django.db import models
from django.db.models import Q

from accounts.limits import Limit
from accounts.models import Department, Membership
from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models.terms import Hours, Term, sound_hours


class Programme(TenantModel):
    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="programmes"
    )

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("programme")]

    def __str__(self) -> str:
        return self.name


class Cohort(TenantModel):
    """Students who started a programme together (a batch, or a section of one).

    `headcount` is how many are expected: those who are not on record yet are
    placeholders in a timetable.
    """

    name = models.CharField(max_length=200)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cohorts")
    year = models.PositiveSmallIntegerField(default=1)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    max_day_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("cohort"),
            models.CheckConstraint(
                condition=Q(max_day_minutes__isnull=True) | Q(max_day_minutes__gt=0),
                name="cohort_load_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Instructor(TenantModel):
    """Limits are on the minutes taught; no class falls on the `research_day` (0 is the first).

    One who `needs_accessible` teaches only in rooms that are reached without steps.
    """

    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="instructors"
    )
    max_week_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    max_day_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    research_day = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_accessible = models.BooleanField(default=False)
    membership = models.OneToOneField(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="instructor",
    )

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("instructor"),
            models.CheckConstraint(
                condition=(Q(max_week_minutes__isnull=True) | Q(max_week_minutes__gt=0))
                & (Q(max_day_minutes__isnull=True) | Q(max_day_minutes__gt=0))
                & (Q(research_day__isnull=True) | Q(research_day__lt=14)),
                name="instructor_load_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InstructorUnavailability(Hours):
    """Hours at which the instructor cannot teach in a term."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    instructor = models.ForeignKey(
        Instructor, on_delete=models.CASCADE, related_name="unavailabilities"
    )

    recorded = Recorded(part_of="instructor")

    class Meta(Hours.Meta):
        constraints = [sound_hours("instructor_unavailability")]


class InstructorPreference(Hours):
    """Hours that cost an instructor's classes `penalty` in a term."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    instructor = models.ForeignKey(
        Instructor, on_delete=models.CASCADE, related_name="preferences"
    )
    penalty = models.PositiveIntegerField(default=0)

    recorded = Recorded(part_of="instructor")

    class Meta(Hours.Meta):
        constraints = [sound_hours("instructor_preference")]


class Student(TenantModel):
    name = models.CharField(max_length=200)
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="students"
    )
    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, null=True, blank=True, related_name="own_students"
    )
    membership = models.OneToOneField(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="student",
    )

    limited = (Limit("students"),)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("student", "term")]
        # Row security asks for the institution first.
        indexes = [
            models.Index(fields=["institution", "id"], name="student_in_order"),
            models.Index(fields=["institution", "name"], name="student_by_name"),
        ]

    def __str__(self) -> str:
        return self.name
