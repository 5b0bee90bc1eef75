"""How edits, findings and merges look in the API."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.models import Department
from campus.models import Instructor, Room, bits
from courses.models import Class
from timetables.api.review_serializers import LONGEST_REASON, PersonSerializer
from timetables.models import Edit, EditKind, Timetable
from timetables.selectors.findings import Finding
from timetables.services.merging import CHOICES

MOST_EDITS = 500
MOST_CLASSES = 2000
MOST_AT_ONCE = 20


class PlacementFindingSerializer(serializers.Serializer[Finding]):
    """`key` accepts it; `other` is the class it clashes with, `thing` the room or person."""

    key = serializers.CharField()
    code = serializers.CharField()
    cls = serializers.UUIDField()
    cls_name = serializers.CharField()
    other = serializers.UUIDField(allow_null=True)
    other_name = serializers.CharField()
    thing = serializers.CharField()


class PlaceSerializer(serializers.Serializer[Any]):
    weeks = serializers.CharField()
    days = serializers.CharField()
    start_minute = serializers.IntegerField()
    length_minutes = serializers.IntegerField()
    room = serializers.UUIDField(allow_null=True)
    instructor = serializers.UUIDField(
        allow_null=True, default=None, help_text="The alternative who was chosen to teach."
    )


class EditSerializer(serializers.ModelSerializer[Edit]):
    """A class's place before and after; null where it has none."""

    cls = serializers.UUIDField(source="cls_id")
    cls_name = serializers.CharField(source="cls.name")
    kind = serializers.ChoiceField(EditKind.choices)
    before = PlaceSerializer(allow_null=True)
    after = PlaceSerializer(allow_null=True)
    by = PersonSerializer(allow_null=True)
    at = serializers.DateTimeField(source="created_at")
    back = serializers.UUIDField(source="back_id", allow_null=True)
    made_with = serializers.UUIDField(
        source="made_with_id",
        allow_null=True,
        help_text="The first of those made at once with it; null for that one itself.",
    )
    accepted = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Edit
        read_only_fields = fields = [
            "id",
            "number",
            "kind",
            "cls",
            "cls_name",
            "before",
            "after",
            "by",
            "at",
            "back",
            "made_with",
            "accepted",
            "reason",
        ]


class PresentSerializer(serializers.Serializer[Any]):
    """Somebody who has the draft open; `holding` is the class that is being moved."""

    membership = serializers.UUIDField()
    name = serializers.CharField()
    holding = serializers.UUIDField(allow_null=True)


class EditFeedSerializer(serializers.Serializer[Any]):
    """`undo` and `redo` are the edits that one's own next undo or redo takes back."""

    version = serializers.IntegerField()
    edits = EditSerializer(many=True)
    undo = EditSerializer(many=True)
    redo = EditSerializer(many=True)
    present = PresentSerializer(many=True)


class EditQuerySerializer(serializers.Serializer[Any]):
    after = serializers.IntegerField(
        required=False,
        default=0,
        min_value=0,
        max_value=2**31 - 1,
        help_text="An edit's number.",
    )
    holding = serializers.UUIDField(
        required=False, default=None, help_text="The class that you are about to move."
    )


class UndoSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(required=False, min_value=1)
    accept = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        default=list,
        max_length=500,
    )


class WhySerializer(UndoSerializer):
    reason = serializers.CharField(
        max_length=LONGEST_REASON, required=False, allow_blank=True, default=""
    )


class ChangeSerializer(serializers.Serializer[Any]):
    """What is not given stays as it is."""

    cls = serializers.PrimaryKeyRelatedField(queryset=Class.objects.all())
    weeks = serializers.CharField(required=False, max_length=60, validators=[bits])
    days = serializers.CharField(required=False, max_length=14, validators=[bits])
    start_minute = serializers.IntegerField(required=False, min_value=0, max_value=1439)
    length_minutes = serializers.IntegerField(required=False, min_value=1, max_value=1440)
    room = serializers.PrimaryKeyRelatedField(
        queryset=Room.objects.all(), required=False, allow_null=True
    )
    instructor = serializers.PrimaryKeyRelatedField(
        queryset=Instructor.objects.all(),
        required=False,
        allow_null=True,
        help_text="One of the class's alternatives; null: those of the class teach it.",
    )


class MoveSerializer(ChangeSerializer, WhySerializer):
    """`also` are other classes that move at once with it, as when two change places."""

    also = serializers.ListField(
        child=ChangeSerializer(), required=False, default=list, max_length=MOST_AT_ONCE - 1
    )


class MergeSerializer(WhySerializer):
    """From which other timetable, and which classes, or whose.

    `choose` says "ours" or "theirs" of those that were moved in both.
    """

    other = serializers.PrimaryKeyRelatedField(queryset=Timetable.objects.all())
    classes = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=MOST_CLASSES
    )
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(), required=False, allow_null=True, default=None
    )
    choose = serializers.DictField(
        child=serializers.ChoiceField(CHOICES), required=False, default=dict
    )

    def validate_choose(self, chosen: dict[str, str]) -> dict[UUID, str]:
        return {serializers.UUIDField().run_validation(key): chosen[key] for key in chosen}


class PinHereSerializer(serializers.Serializer[Any]):
    cls = serializers.PrimaryKeyRelatedField(queryset=Class.objects.all())
    time = serializers.BooleanField(default=True)
    room = serializers.BooleanField(default=True)


class WrittenSerializer(serializers.Serializer[Any]):
    """The draft's new version, what was written, and what that newly breaks."""

    version = serializers.IntegerField()
    edits = EditSerializer(many=True)
    findings = PlacementFindingSerializer(many=True)
