"""Where and when teaching happens, and who takes part: terms, buildings, rooms, people.

Weeks and days are bit strings, first week (day) first; times are minutes of the
institution's clock. Rooms and students (and courses) with a term exist only in
it: so does everything that came in a competition file.
"""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q

from accounts.limits import Limit
from accounts.models import Department, Membership
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

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="holiday_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


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


class Feature(TenantModel):
    """What a room has and a course may need: a projector, benches, a kind of computer."""

    name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("feature")]

    def __str__(self) -> str:
        return self.name


class Room(TenantModel):
    """A department's room is for its own classes unless it is `shared`; others are for all.

    `accessible` says that it is reached without steps.
    """

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
    shared = models.BooleanField(default=False)
    accessible = models.BooleanField(default=False)
    features: "models.ManyToManyField[Feature, RoomFeature]" = models.ManyToManyField(
        Feature, through="RoomFeature", related_name="rooms"
    )
    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, null=True, blank=True, related_name="own_rooms"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("room", "term"),
            # Competition files may say otherwise.
            models.CheckConstraint(
                condition=Q(capacity__gt=0) | Q(term__isnull=False), name="room_capacity"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoomFeature(TenantModel):
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["room", "feature"], name="room_feature_once")
        ]


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

    class Meta(Hours.Meta):
        constraints = [sound_hours("break")]


class RoomUnavailability(Hours):
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="unavailabilities")

    recorded = Recorded(part_of="room")

    class Meta(Hours.Meta):
        constraints = [sound_hours("room_unavailability")]


class RoomTravel(TenantModel):
    """Minutes between two rooms, both ways, instead of those that the coordinates give."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="travels")
    other = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveIntegerField()

    recorded = Recorded(part_of="room")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["room", "other"], name="room_travel_once"),
            models.CheckConstraint(condition=~Q(room=F("other")), name="room_travel_apart"),
        ]


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

    def __str__(self) -> str:
        return self.name
