"""What is taught: a course's offering in a term, down to classes, and who takes it.

Offering > configuration > subpart > class follows ITC-2019 and UniTime: a student
of an offering takes one configuration, and one class of each of its subparts.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Hours, Instructor, Room, Student, Term, sound_hours
from horarium_contracts import constraint_kinds


class Course(TenantModel):
    class Type(models.TextChoices):
        CORE = "core"
        ELECTIVE = "elective"
        MINOR = "minor"
        OPEN_ELECTIVE = "open_elective"
        SKILL = "skill"

    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="courses"
    )
    type = models.CharField(max_length=20, choices=Type.choices, blank=True)
    credits = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, null=True, blank=True, related_name="own_courses"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("course", "term"),
            models.CheckConstraint(
                condition=Q(credits__isnull=True) | Q(credits__gte=0), name="course_credits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Offering(TenantModel):
    """A course in a term."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="offerings")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="offerings")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["term", "course"], name="offering_once")]


class Config(TenantModel):
    """One of the ways in which an offering is taken."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="configs")

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("config", "offering")]


class Subpart(TenantModel):
    class Part(models.TextChoices):
        LECTURE = "lecture"
        TUTORIAL = "tutorial"
        LAB = "lab"

    config = models.ForeignKey(Config, on_delete=models.CASCADE, related_name="subparts")
    part = models.CharField(max_length=10, choices=Part.choices, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("subpart", "config")]


class Class(TenantModel):
    """A section: placed together at one time and, where it needs one, in one room.

    `limit` is the most students it takes, null without a limit; students of a
    class with a parent attend the parent too.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="classes")
    subpart = models.ForeignKey(Subpart, on_delete=models.CASCADE, related_name="classes")
    name = models.CharField(max_length=200)
    limit = models.PositiveIntegerField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    needs_room = models.BooleanField(default=True)
    instructors: "models.ManyToManyField[Instructor, ClassInstructor]" = models.ManyToManyField(
        Instructor, through="ClassInstructor", related_name="classes"
    )

    class Meta(TenantModel.Meta):
        verbose_name_plural = "classes"
        constraints = [
            unique_external_id("class", "term"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="class_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClassInstructor(TenantModel):
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cls", "instructor"], name="class_instructor_once")
        ]


class TimeOption(Hours):
    """A time at which the class may meet, at what cost."""

    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="time_options")
    penalty = models.PositiveIntegerField(default=0)

    class Meta(Hours.Meta):
        constraints = [sound_hours("time_option")]


class RoomOption(TenantModel):
    """A room in which the class may meet, at what cost."""

    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="room_options")
    room = models.ForeignKey(Room, on_delete=models.RESTRICT, related_name="+")
    penalty = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["cls", "room"], name="room_option_once")]


class Enrolment(TenantModel):
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="enrolments")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="enrolments")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["student", "offering"], name="enrolment_once")
        ]


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

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("constraint", "term")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"


class ConstraintClass(TenantModel):
    constraint = models.ForeignKey(Constraint, on_delete=models.CASCADE, related_name="members")
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["constraint", "cls"], name="constraint_class_once")
        ]
