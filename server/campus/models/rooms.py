"""Where teaching happens: buildings, rooms, what they have, and the ways between them."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id
from campus.models.terms import Hours, Term, sound_hours


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

    @property
    def ways(self) -> list[dict[str, Any]]:
        """Other rooms with the minutes that are stated, in either direction's row."""
        rows = RoomTravel.objects.filter(Q(room=self) | Q(other=self))
        return [
            {"room": row.other if row.room_id == self.pk else row.room, "minutes": row.minutes}
            for row in rows.select_related("room", "other")
        ]

    def __str__(self) -> str:
        return self.name


class RoomFeature(TenantModel):
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="+")

    recorded = Recorded(part_of="room")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["room", "feature"], name="room_feature_once")
        ]


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

    recorded = Recorded(part_of="room", also_of="other")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["room", "other"], name="room_travel_once"),
            models.CheckConstraint(condition=~Q(room=F("other")), name="room_travel_apart"),
        ]
