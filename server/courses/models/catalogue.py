"""What may be taught: courses, what they ask of students and of rooms."""

from django.db import models
from django.db.models import F, Q

from accounts.limits import Limit
from accounts.models import Department
from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Feature, Term


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

    recorded = Recorded(part_of="course")

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

    recorded = Recorded(part_of="course")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["course", "feature", "part"], name="course_feature_once"
            )
        ]
