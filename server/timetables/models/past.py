"""What earlier timetables mean for the next: departments that stay, instructors' ratings."""

from django.db import models

from accounts.models import Department
from accounts.recording import Recorded
from accounts.tenancy import TenantModel
from campus.models import Instructor, Term
from courses.models import Class
from timetables.models.timetable import Timetable


class FrozenDepartment(TenantModel):
    """The department's classes stay where this timetable has them, whatever is generated."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="frozen_departments")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["term", "department"], name="frozen_department_once"
            )
        ]


class Rating(TenantModel):
    """How an instructor liked the own week of a timetable, from 1 to 5 stars."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="ratings")
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()

    recorded = Recorded(part_of="timetable")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["timetable", "instructor"], name="rating_once"),
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="rating_stars"
            ),
        ]


class ClassRating(TenantModel):
    """How an instructor liked the time and the room of a class, from 1 to 5 stars each."""

    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, related_name="class_ratings"
    )
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+")
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")
    time_stars = models.PositiveSmallIntegerField(null=True, blank=True)
    room_stars = models.PositiveSmallIntegerField(null=True, blank=True)

    recorded = Recorded(part_of="timetable")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "instructor", "cls"], name="class_rating_once"
            ),
            models.CheckConstraint(
                condition=models.Q(time_stars__range=(1, 5))
                | models.Q(time_stars__isnull=True),
                name="class_rating_time",
            ),
            models.CheckConstraint(
                condition=models.Q(room_stars__range=(1, 5))
                | models.Q(room_stars__isnull=True),
                name="class_rating_room",
            ),
        ]
