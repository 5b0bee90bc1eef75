"""Timetables of a term: where and when its classes meet, and who attends which."""

from django.db import models

from accounts.recording import UNRECORDED, Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Cohort, Hours, Instructor, Room, Student, Term, sound_hours
from courses.models import Class


class TimetableState(models.TextChoices):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    ARCHIVED = "archived"


STEPS = [
    (TimetableState.DRAFT, TimetableState.IN_REVIEW),
    (TimetableState.IN_REVIEW, TimetableState.DRAFT),
    (TimetableState.IN_REVIEW, TimetableState.APPROVED),
    (TimetableState.APPROVED, TimetableState.DRAFT),
    (TimetableState.APPROVED, TimetableState.PUBLISHED),
    (TimetableState.PUBLISHED, TimetableState.ARCHIVED),
]
"""From which state to which a timetable may go."""


class Timetable(TenantModel):
    """One version of the term's timetable, as the engine scored it.

    The state goes step by step (`STEPS`): the database refuses every other way.
    `number` counts the term's publications. `copy_of` is what it began as a copy of.
    Total, hard, components and measures are of the data that `scored_of` names
    (`audit.selectors.data_version`): empty where nothing was scored since the last edit.
    `total` is the weighted cost, `hard` counts violations and unplaced classes, and
    `components` sum to the total. `history` holds [seconds, hard, cost] at each
    improvement, `seconds` the solving time. `solver` says which algorithm ran, how.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="timetables")
    name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=TimetableState.choices, default=TimetableState.DRAFT
    )
    total = models.BigIntegerField()
    hard = models.PositiveIntegerField()
    components = models.JSONField(default=dict)
    measures = models.JSONField(default=dict)
    history = models.JSONField(default=list)
    solver = models.JSONField(default=dict)
    seconds = models.FloatField(default=0)
    published_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(null=True)
    copy_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="copies"
    )
    scored_of = models.CharField(max_length=16, blank=True)

    # What the engine measured is as large as it is fixed; of which data is nobody's doing.
    # Whoever looks has the figures worked out anew: that is no change of anybody's.
    recorded = Recorded(
        ignored=("total", "hard", "components", "measures", "history", "solver", "scored_of")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("timetable"),
            models.UniqueConstraint(
                fields=["term"],
                condition=models.Q(state=TimetableState.PUBLISHED),
                name="timetable_published_once",
            ),
            models.UniqueConstraint(fields=["term", "number"], name="timetable_number_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(Hours):
    """When a class meets, and where; `room` is None for one that needs none.

    `instructor` is the alternative who was chosen to teach it; None: those of the class do.
    """

    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, related_name="placements", db_index=False
    )
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="placements")
    room = models.ForeignKey(
        Room, on_delete=models.RESTRICT, null=True, related_name="placements"
    )

    instructor = models.ForeignKey(
        Instructor, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    # They come and go with their timetable; what is recorded is who moved one.
    recorded = Recorded(actions=("change",), part_of="timetable")

    class Meta(Hours.Meta):
        constraints = [
            sound_hours("placement"),
            models.UniqueConstraint(fields=["timetable", "cls"], name="placement_once"),
        ]


class Attendance(TenantModel):
    """A student's place in a class under one timetable.

    Or that of somebody whom nobody has on record yet: the `place` in a `cohort`.
    """

    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, related_name="attendances", db_index=False
    )
    student = models.ForeignKey(
        Student, on_delete=models.CASCADE, null=True, related_name="attendances"
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    place = models.PositiveIntegerField(null=True)
    cls = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="attendances")

    # The engine's choice, a row per student and class: the timetable says where it is from.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "student", "cls"], name="attendance_once"
            ),
            models.UniqueConstraint(
                fields=["cohort", "timetable", "place", "cls"],
                condition=models.Q(cohort__isnull=False),
                name="attendance_of_place_once",
            ),
            models.CheckConstraint(
                condition=models.Q(student__isnull=False, cohort=None, place=None)
                | models.Q(
                    student=None, cohort__isnull=False, place__isnull=False, place__gt=0
                ),
                name="attendance_of_one",
            ),
        ]
