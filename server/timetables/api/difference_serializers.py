"""How differences of timetables look in the API."""

from functools import cache
from typing import Any

from rest_framework import serializers

from campus.me import RefSerializer
from courses.serializers import CourseRefSerializer
from timetables.api.serializers import ScoreSerializer, StaleField
from timetables.models import TimetableState
from timetables.selectors.differences import KINDS


class AgainstSerializer(serializers.Serializer[Any]):
    against = serializers.UUIDField(
        required=False, default=None, help_text="Without it, the term's published timetable."
    )


class PageQuerySerializer(AgainstSerializer):
    page = serializers.IntegerField(required=False, min_value=1)
    page_size = serializers.IntegerField(required=False, min_value=1)


class DepartmentQuerySerializer(PageQuerySerializer):
    department = serializers.UUIDField(required=False, default=None)


class DifferenceQuerySerializer(AgainstSerializer):
    department = serializers.UUIDField(required=False, default=None)


class OtherTimetableSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(TimetableState.choices)


class ClassCountsSerializer(serializers.Serializer[Any]):
    """A class whose time and room differ is in both of the last."""

    new = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    moved = serializers.IntegerField(help_text="At another time.")
    room_changed = serializers.IntegerField()


class DepartmentCountsSerializer(ClassCountsSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class DifferencesSerializer(serializers.Serializer[Any]):
    """Instructors and students are those whose week differs; clashes are of students."""

    against = OtherTimetableSerializer(allow_null=True)
    classes = ClassCountsSerializer()
    departments = DepartmentCountsSerializer(many=True)
    instructors = serializers.IntegerField()
    students = serializers.IntegerField()
    clashes_created = serializers.IntegerField()
    clashes_gone = serializers.IntegerField()
    students_with_new_clashes = serializers.IntegerField()


class DifferentPlaceSerializer(serializers.Serializer[Any]):
    weeks = serializers.CharField()
    days = serializers.CharField()
    start_minute = serializers.IntegerField()
    length_minutes = serializers.IntegerField()
    room = RefSerializer(allow_null=True)


class ChangedClassSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    course = CourseRefSerializer()
    department = RefSerializer(allow_null=True)
    kind = serializers.ChoiceField([(kind, kind) for kind in KINDS])
    moved = serializers.BooleanField()
    room_changed = serializers.BooleanField()
    instructor_changed = serializers.BooleanField()
    before = DifferentPlaceSerializer(allow_null=True)
    after = DifferentPlaceSerializer(allow_null=True)


class ChangedPersonSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    classes = serializers.IntegerField(help_text="How many of theirs differ.")
    clashes_created = serializers.IntegerField()
    clashes_gone = serializers.IntegerField()


class ComparedScoreSerializer(OtherTimetableSerializer):
    score = ScoreSerializer(source="*")
    measures = serializers.DictField(child=serializers.FloatField())
    score_stale = StaleField()


class HourSerializer(serializers.Serializer[Any]):
    """Meetings of a department that are on in an hour of the day, in each of the two."""

    department = serializers.UUIDField(allow_null=True)
    day = serializers.IntegerField()
    hour = serializers.IntegerField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class BalanceSerializer(serializers.Serializer[Any]):
    """How many have less of it, how many more, and the change in all."""

    gain = serializers.IntegerField()
    lose = serializers.IntegerField()
    change = serializers.IntegerField()


class BalancesSerializer(serializers.Serializer[Any]):
    clashes = BalanceSerializer()
    days = BalanceSerializer()
    idle_minutes = BalanceSerializer()


class PeopleBalanceSerializer(serializers.Serializer[Any]):
    students = BalancesSerializer()
    instructors = BalancesSerializer()


class ComparisonSerializer(serializers.Serializer[Any]):
    """`scores` of the other timetable, then of this one."""

    scores = ComparedScoreSerializer(many=True)
    hours = HourSerializer(many=True)
    people = PeopleBalanceSerializer()


class ComparedPersonSerializer(serializers.Serializer[Any]):
    """Of a week in which all of the person's classes meet, in each of the two."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    clashes_before = serializers.IntegerField()
    clashes_after = serializers.IntegerField()
    days_before = serializers.IntegerField()
    days_after = serializers.IntegerField()
    idle_minutes_before = serializers.IntegerField()
    idle_minutes_after = serializers.IntegerField()


@cache
def paged(row: type[serializers.Serializer[Any]]) -> Any:
    """A page of such rows, as lists of entities have them."""
    name = f"Paginated{row.__name__.removesuffix('Serializer')}List"
    fields = {
        "count": serializers.IntegerField(),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": row(many=True),
    }
    return type(f"{name}Serializer", (serializers.Serializer,), fields)
