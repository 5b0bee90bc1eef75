"""A course's offering in a term, down to classes, and who teaches them.

Offering > configuration > subpart > class follows ITC-2019 and UniTime: a student
of an offering takes one configuration, and one class of each of its subparts.
"""

from django.db import models
from django.db.models import F, Q

from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Instructor, Room, Term
from courses.models.catalogue import Course, Part


class Offering(TenantModel):
    """A course in a term."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="offerings")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="offerings")

    recorded = Recorded(named="course__code")

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

    recorded = Recorded(part_of="cls")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cls", "instructor"], name="class_alternative_once")
        ]
