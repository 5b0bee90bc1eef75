"""Where and when a class meets for certain, or may meet."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q

from accounts.recording import Recorded
from accounts.tenancy import TenantModel
from campus.models import Hours, Room, Term, bits, sound_hours
from courses.models.offerings import Class


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

    recorded = Recorded(part_of="cls")

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
