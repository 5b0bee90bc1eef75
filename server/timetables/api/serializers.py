"""How timetables and meetings look in the API."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.viewsets import EntitySerializer
from audit.selectors import data_version
from campus.me import RefSerializer
from courses.serializers import CourseRefSerializer
from timetables.api.dated import OwnChangeSerializer
from timetables.meetings import Meeting
from timetables.models import Timetable
from timetables.selectors import Week
from timetables.selectors.stale import is_stale


class ScoreSerializer(serializers.Serializer[Timetable]):
    total = serializers.IntegerField(help_text="Weighted cost, the sum of the components.")
    hard = serializers.IntegerField(help_text="Violations and unplaced classes.")
    components = serializers.DictField(child=serializers.IntegerField())


@extend_schema_field(OpenApiTypes.BOOL)
class StaleField(serializers.Field[Timetable, Any, bool, Any]):
    """Whether the score is of before the last changes; the data is looked at once an answer."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Timetable) -> bool:
        known: Any = self.context
        if "data_version" not in known:
            known["data_version"] = data_version()
        return is_stale(value, known["data_version"])


class SolverSerializer(serializers.Serializer[Any]):
    """Which algorithm ran, and how."""

    name = serializers.CharField()
    seed = serializers.IntegerField()
    engine_version = serializers.CharField()
    seconds = serializers.FloatField()
    iterations = serializers.IntegerField()
    first_feasible_seconds = serializers.FloatField(allow_null=True)
    threads = serializers.IntegerField(allow_null=True)
    host = serializers.CharField(allow_null=True)
    fallback = serializers.SerializerMethodField(
        help_text="Why it went on, or ended, otherwise than was asked, as `gpu_unavailable`."
    )

    def get_fallback(self, solver: dict[str, Any]) -> str | None:
        """Timetables of before it was noted have none."""
        return solver.get("fallback")

    def to_representation(self, instance: dict[str, Any]) -> Any:
        return super().to_representation(instance) if instance else None


class TimetableSerializer(EntitySerializer[Timetable]):
    """`job`, `variant`, `rank` (1: its best) and `asked_at`: the generation it came from.

    `number` counts the term's publications. `last_rejection` says why it was sent back.
    A stale score is of before the timetable, or the data that it is made from, was changed.
    """

    term_name = serializers.CharField(source="term.name", read_only=True)
    job = serializers.UUIDField(source="solve.job_id", allow_null=True, read_only=True)
    variant = serializers.IntegerField(
        source="solve.index", allow_null=True, read_only=True, help_text="From 1."
    )
    rank = serializers.IntegerField(source="solve.rank", allow_null=True, read_only=True)
    asked_at = serializers.DateTimeField(
        source="solve.job.created_at", allow_null=True, read_only=True
    )
    profile = serializers.SerializerMethodField(
        help_text="Name of the profile that it was made for, where there is one."
    )
    score_stale = StaleField()
    score = ScoreSerializer(source="*", read_only=True)
    measures = serializers.DictField(child=serializers.FloatField(), read_only=True)
    solver = SolverSerializer(
        read_only=True, allow_null=True, help_text="None made what came from a file."
    )
    approvals_asked = serializers.IntegerField(
        read_only=True, help_text="Departments whose approval the review asks for."
    )
    approvals_given = serializers.IntegerField(read_only=True)
    last_rejection = serializers.CharField(allow_null=True, read_only=True)

    class Meta:
        model = Timetable
        fields = [
            "id",
            "version",
            "created_at",
            "term",
            "term_name",
            "job",
            "variant",
            "rank",
            "asked_at",
            "profile",
            "name",
            "state",
            "number",
            "copy_of",
            "published_at",
            "approvals_asked",
            "approvals_given",
            "last_rejection",
            "score_stale",
            "score",
            "measures",
            "solver",
            "seconds",
        ]
        read_only_fields = [name for name in fields if name not in ("name", "version")]

    def get_profile(self, timetable: Timetable) -> str | None:
        solve = getattr(timetable, "solve", None)
        profiles = solve.job.profiles[: solve.index] if solve and solve.index else []
        return profiles[-1]["name"] if profiles else None


class TimetableDetailSerializer(TimetableSerializer):
    history = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(), min_length=3, max_length=3),
        help_text="[seconds, hard, cost] at each improvement.",
        read_only=True,
    )

    class Meta(TimetableSerializer.Meta):
        fields = [*TimetableSerializer.Meta.fields, "history"]


class CopySerializer(serializers.Serializer[Any]):
    """The timetable to begin with. Without a name, the copy is called after it."""

    copy_of = serializers.PrimaryKeyRelatedField(queryset=Timetable.objects.all())
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class MeetingSerializer(serializers.Serializer[Meeting]):
    """One placed class; times are minutes of the institution's clock."""

    class_id = serializers.UUIDField()
    course = CourseRefSerializer()
    part = serializers.CharField(help_text="lecture, tutorial, lab, or empty.")
    name = serializers.CharField()
    weeks = serializers.CharField(help_text="One character a week, 1 where it meets.")
    days = serializers.CharField(help_text="One character a day, 1 where it meets.")
    start_minute = serializers.IntegerField()
    length_minutes = serializers.IntegerField()
    room = RefSerializer(allow_null=True)
    instructors = RefSerializer(many=True)
    cohorts = RefSerializer(many=True, help_text="Those of its students.")
    students = serializers.IntegerField(help_text="How many attend.")
    department = RefSerializer(allow_null=True)
    time_pinned = serializers.BooleanField(help_text="Its time is fixed for every timetable.")
    room_pinned = serializers.BooleanField()


class MeetingQuerySerializer(serializers.Serializer[Any]):
    """Meetings that have all of these."""

    cohort = serializers.UUIDField(required=False)
    instructor = serializers.UUIDField(required=False)
    room = serializers.UUIDField(required=False)
    student = serializers.UUIDField(required=False)
    course = serializers.UUIDField(required=False)
    department = serializers.UUIDField(required=False)


class ExportQuerySerializer(MeetingQuerySerializer):
    """Calendars and spreadsheets narrow to the meetings asked for; other formats are whole."""

    format = serializers.ChoiceField(["ics", "xlsx", "itc2019", "itc2007", "json"])


class WeekTermSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    first_day = serializers.DateField(allow_null=True)
    weeks = serializers.IntegerField()
    days = serializers.IntegerField()


class WeekTimetableSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    published_at = serializers.DateTimeField()
    term = WeekTermSerializer()


class WeekSerializer(serializers.Serializer[Week]):
    """Without a published timetable, `timetable` is null and there are no meetings.

    `instead` are others' classes, of which one teaches a date of `changes`.
    """

    timetable = WeekTimetableSerializer(allow_null=True)
    meetings = MeetingSerializer(many=True)
    changes = OwnChangeSerializer(many=True)
    instead = MeetingSerializer(many=True)
