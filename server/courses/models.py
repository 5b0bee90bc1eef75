"""What is taught: a course's offering in a term, down to classes, and who takes it.

Offering > configuration > subpart > class follows ITC-2019 and UniTime: a student
of an offering takes one configuration, and one class of each of its subparts.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.limits import Limit
from accounts.models import Department
from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import (
    Cohort,
    Feature,
    Hours,
    Instructor,
    Room,
    Student,
    Term,
    bits,
    sound_hours,
)
from horarium_contracts import constraint_kinds


class Part(models.TextChoices):
    LECTURE = "lecture"
    TUTORIAL = "tutorial"
    LAB = "lab"


class Course(TenantModel):
    """`lecture_hours` and so on are what a student attends of each part in a week."""

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
    lecture_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    tutorial_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    practical_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, null=True, blank=True, related_name="own_courses"
    )

    limited = (Limit("courses"),)

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("course", "term"),
            models.CheckConstraint(
                condition=Q(credits__isnull=True) | Q(credits__gte=0), name="course_credits"
            ),
            models.CheckConstraint(
                condition=(Q(lecture_hours__isnull=True) | Q(lecture_hours__gte=0))
                & (Q(tutorial_hours__isnull=True) | Q(tutorial_hours__gte=0))
                & (Q(practical_hours__isnull=True) | Q(practical_hours__gte=0)),
                name="course_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Requisite(TenantModel):
    """A course that must have been taken before (or is taken beside) another."""

    class Kind(models.TextChoices):
        PREREQUISITE = "prerequisite"
        COREQUISITE = "corequisite"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="requisites")
    required = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["course", "required"], name="requisite_once"),
            models.CheckConstraint(
                condition=~Q(course=F("required")), name="requisite_another_course"
            ),
        ]


class CourseFeature(TenantModel):
    """What the rooms of a course must have: of one part, or ("") of all."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="needs")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["course", "feature", "part"], name="course_feature_once"
            )
        ]


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
    """`week_minutes` are taught in `meetings` of equal length; null: as the course's hours say.

    A lab's hours are one meeting where nothing else is said, others one each.
    """

    config = models.ForeignKey(Config, on_delete=models.CASCADE, related_name="subparts")
    part = models.CharField(max_length=10, choices=Part.choices, blank=True)
    week_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    meetings = models.PositiveSmallIntegerField(null=True, blank=True)
    room_type = models.CharField(max_length=10, choices=Room.Type.choices, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("subpart", "config"),
            models.CheckConstraint(
                condition=(Q(week_minutes__isnull=True) | Q(week_minutes__gt=0))
                & (Q(meetings__isnull=True) | Q(meetings__gt=0)),
                name="subpart_hours",
            ),
        ]


class Class(TenantModel):
    """A section: placed together at one time and, where it needs one, in one room.

    `limit` is the most students it takes, null without a limit; students of a
    class with a parent attend the parent too. Where it has no times or no rooms of
    its own, they follow from the term and the course. `alternatives` could teach it.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="classes")
    subpart = models.ForeignKey(Subpart, on_delete=models.CASCADE, related_name="classes")
    name = models.CharField(max_length=200)
    limit = models.PositiveIntegerField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    needs_room = models.BooleanField(default=True)
    needs_accessible = models.BooleanField(default=False)
    instructors: "models.ManyToManyField[Instructor, ClassInstructor]" = models.ManyToManyField(
        Instructor, through="ClassInstructor", related_name="classes"
    )
    alternatives: "models.ManyToManyField[Instructor, ClassAlternative]" = (
        models.ManyToManyField(
            Instructor, through="ClassAlternative", related_name="alternative_classes"
        )
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

    recorded = Recorded(part_of="cls")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cls", "instructor"], name="class_instructor_once")
        ]


class ClassAlternative(TenantModel):
    """Somebody who could teach the class, but does not."""

    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cls", "instructor"], name="class_alternative_once")
        ]


class Pin(TenantModel):
    """Where and when a class certainly meets: a time, a room, or both."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="pins")
    cls = models.OneToOneField(Class, on_delete=models.CASCADE, related_name="pin")
    room = models.ForeignKey(
        Room, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    weeks = models.CharField(max_length=60, blank=True, validators=[bits])
    days = models.CharField(max_length=14, blank=True, validators=[bits])
    start_minute = models.PositiveIntegerField(null=True, blank=True)
    length_minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    weeks="", days="", start_minute__isnull=True, length_minutes__isnull=True
                )
                & Q(room__isnull=False)
                | Q(
                    weeks__regex="^[01]+$",
                    days__regex="^[01]+$",
                    start_minute__isnull=False,
                    length_minutes__gt=0,
                ),
                name="pin_hours",
            ),
            ExclusionConstraint(
                name="pin_room_free",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("room", RangeOperators.EQUAL),
                    (
                        Func(
                            "weeks",
                            "days",
                            "start_minute",
                            "length_minutes",
                            function="horarium_minutes",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(room__isnull=False, start_minute__isnull=False),
            ),
        ]


class TimeOption(Hours):
    """A time at which the class may meet, at what cost."""

    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="time_options")
    penalty = models.PositiveIntegerField(default=0)

    recorded = Recorded(part_of="cls")

    class Meta(Hours.Meta):
        constraints = [sound_hours("time_option")]


class RoomOption(TenantModel):
    """A room in which the class may meet, at what cost."""

    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="room_options")
    room = models.ForeignKey(Room, on_delete=models.RESTRICT, related_name="+")
    penalty = models.PositiveIntegerField(default=0)

    recorded = Recorded(part_of="cls")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["cls", "room"], name="room_option_once")]


class Enrolment(TenantModel):
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="enrolments")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="enrolments")

    recorded = Recorded(part_of="student")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["student", "offering"], name="enrolment_once")
        ]


class CohortOffering(TenantModel):
    """What everybody of a cohort takes in a term, on record or not yet."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="curriculum")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="cohorts")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cohort", "offering"], name="cohort_offering_once")
        ]


class CourseRequest(TenantModel):
    """What a student would like to take: rank 1 before 2, and instead of it, in order."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="requests")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="requests")
    rank = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["student", "offering"], name="course_request_once"),
            models.UniqueConstraint(
                fields=["term", "student", "rank"],
                name="course_request_rank",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(rank__gt=0), name="course_request_rank_positive"
            ),
        ]


class RequestAlternative(TenantModel):
    request = models.ForeignKey(
        CourseRequest, on_delete=models.CASCADE, related_name="alternatives"
    )
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["request", "offering"], name="request_alternative_once"
            )
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

    recorded = Recorded(part_of="constraint")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["constraint", "cls"], name="constraint_class_once")
        ]
