"""Where and when teaching happens, and who takes part: terms, buildings, rooms, people.

Weeks and days are bit strings, first week (day) first; times are minutes of the
institution's clock. Rooms and students (and courses) with a term exist only in
it: so does everything that came in a competition file.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Department, Membership
from accounts.tenancy import TenantModel, unique_external_id

bits = RegexValidator(
    r"^0*1[01]*\Z", "Must be a string of 0 and 1, with at least one 1.", code="bits"
)


class Term(TenantModel):
    """A period of weeks with its grid of slots and the weights of the cost.

    The grid proposes starts; meetings may start at any minute. A self-contained
    term uses only the rooms, courses and students that carry it.
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
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def own(self) -> "Term | None":
        """The term that its rooms, courses and students carry: itself, or none."""
        return self if self.self_contained else None


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
    """Students who started a programme together (a batch, or a section of one)."""

    name = models.CharField(max_length=200)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cohorts")
    year = models.PositiveSmallIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("cohort")]

    def __str__(self) -> str:
        return self.name


class Building(TenantModel):
    """`x` and `y` are metres east and north of the campus origin; without them, no travel."""

    name = models.CharField(max_length=200)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("building"),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True)
                | Q(x__isnull=False, y__isnull=False),
                name="building_both_coordinates",
            ),
        ]

    @property
    def place(self) -> tuple[float, float] | None:
        return None if self.x is None or self.y is None else (self.x, self.y)

    def __str__(self) -> str:
        return self.name


class Room(TenantModel):
    class Type(models.TextChoices):
        LECTURE = "lecture"
        SEMINAR = "seminar"
        LAB = "lab"
        HALL = "hall"

    name = models.CharField(max_length=200)
    capacity = models.PositiveIntegerField()
    type = models.CharField(max_length=10, choices=Type.choices, blank=True)
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms"
    )
    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, null=True, blank=True, related_name="own_rooms"
    )

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("room", "term")]

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


class RoomUnavailability(Hours):
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="unavailabilities")

    class Meta(Hours.Meta):
        constraints = [sound_hours("room_unavailability")]


class RoomTravel(TenantModel):
    """Minutes between two rooms, both ways, instead of those that the coordinates give."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="travels")
    other = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["room", "other"], name="room_travel_once"),
            models.CheckConstraint(condition=~Q(room=F("other")), name="room_travel_apart"),
        ]


class Instructor(TenantModel):
    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="instructors"
    )
    membership = models.OneToOneField(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="instructor",
    )

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("instructor")]

    def __str__(self) -> str:
        return self.name


class InstructorPreference(Hours):
    """Hours that cost an instructor's classes `penalty` in a term."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    instructor = models.ForeignKey(
        Instructor, on_delete=models.CASCADE, related_name="preferences"
    )
    penalty = models.PositiveIntegerField(default=0)

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

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("student", "term")]

    def __str__(self) -> str:
        return self.name
