"""Quick questions and their answers in the API; times in minutes of the institution's clock."""

from typing import Any

from rest_framework import serializers

from campus.me import RefSerializer
from courses.serializers import CourseRefSerializer

DIAGNOSES = ["satisfiable", "infeasible", "unknown"]

BITS = "^[01]+$"


class HoursSerializer(serializers.Serializer[Any]):
    weeks = serializers.RegexField(
        BITS, max_length=60, help_text="One character a week, 1 where it meets."
    )
    days = serializers.RegexField(
        BITS, max_length=14, help_text="One character a day, 1 where it meets."
    )
    start_minute = serializers.IntegerField(min_value=0, max_value=1440)
    length_minutes = serializers.IntegerField(min_value=1, max_value=1440)


class PlaceAskedSerializer(HoursSerializer):
    room = serializers.UUIDField(allow_null=True, help_text="null for a class without one.")


class ChangeAskedSerializer(serializers.Serializer[Any]):
    cls = serializers.UUIDField()
    place = PlaceAskedSerializer(allow_null=True, help_text="null takes the class out.")


class CheckSerializer(serializers.Serializer[Any]):
    changes = serializers.ListField(child=ChangeAskedSerializer(), max_length=100)


class HeatAskedSerializer(serializers.Serializer[Any]):
    cls = serializers.UUIDField()


class SuggestSerializer(HeatAskedSerializer):
    most = serializers.IntegerField(min_value=1, max_value=50, default=8)


class ClassRefSerializer(serializers.Serializer[Any]):
    """A class; of one that the member may not see, only the department."""

    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    course = CourseRefSerializer(allow_null=True)
    department = RefSerializer(allow_null=True)


class QuestionReasonSerializer(serializers.Serializer[Any]):
    """One thing that would be broken or mended, cost more or less, as a code.

    `hard` and `cost` are differences; `people` are instructors or cohorts.
    """

    code = serializers.CharField()
    hard = serializers.IntegerField()
    cost = serializers.IntegerField()
    component = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(
        allow_blank=True, help_text="Of a distribution constraint, its kind."
    )
    classes = ClassRefSerializer(many=True)
    room = RefSerializer(allow_null=True)
    people = RefSerializer(many=True)
    parameters = serializers.DictField(child=serializers.JSONField())


class AnswerSerializer(serializers.Serializer[Any]):
    """What changes: violations, total cost, and the components in which it does."""

    hard = serializers.IntegerField()
    cost = serializers.IntegerField()
    components = serializers.DictField(child=serializers.IntegerField())
    created = QuestionReasonSerializer(many=True)
    resolved = QuestionReasonSerializer(many=True)


class CheckAnswerSerializer(AnswerSerializer):
    version = serializers.IntegerField(help_text="Of the timetable that was asked about.")


class BrokenSerializer(serializers.Serializer[Any]):
    """What is required and not kept, of every kind: how much, and the first of it."""

    version = serializers.IntegerField(help_text="Of the timetable that was asked about.")
    hard = serializers.IntegerField()
    elsewhere = serializers.IntegerField(
        help_text="How much of it is known to concern only classes that one may not see."
    )
    reasons = QuestionReasonSerializer(many=True)


class QuestionPlaceSerializer(HoursSerializer):
    room = RefSerializer(allow_null=True)


class SpotSerializer(QuestionPlaceSerializer):
    """A time that the class may have, in the best room for it then."""

    hard = serializers.IntegerField()
    cost = serializers.IntegerField()
    reasons = QuestionReasonSerializer(many=True)


class HeatSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    spots = SpotSerializer(many=True)


class MovedSerializer(serializers.Serializer[Any]):
    cls = ClassRefSerializer()
    place = QuestionPlaceSerializer()
    now = QuestionPlaceSerializer(allow_null=True)


class SuggestionSerializer(serializers.Serializer[Any]):
    changes = MovedSerializer(many=True)
    answer = AnswerSerializer()


class SuggestionsSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    suggestions = SuggestionSerializer(many=True)


class DiagnosisAskedSerializer(serializers.Serializer[Any]):
    time_limit = serializers.IntegerField(
        min_value=1, max_value=60, default=30, help_text="seconds"
    )


class RequirementSerializer(serializers.Serializer[Any]):
    """Something that must hold, as a code with what it is about; docs/diagnosis.md lists them.

    A course is named where students need its seats, a constraint where somebody wrote it.
    """

    code = serializers.CharField()
    kind = serializers.CharField(allow_blank=True, help_text="Of a constraint, its kind.")
    classes = ClassRefSerializer(many=True)
    rooms = RefSerializer(many=True)
    people = RefSerializer(many=True)
    course = CourseRefSerializer(allow_null=True)
    constraint = serializers.UUIDField(allow_null=True)
    parameters = serializers.DictField(child=serializers.JSONField())


class DiagnosisSerializer(serializers.Serializer[Any]):
    """`requirements` contradict each other, and of `minimal` ones each is needed for that."""

    outcome = serializers.ChoiceField(DIAGNOSES)
    minimal = serializers.BooleanField()
    hours_suffice = serializers.BooleanField(
        help_text="Only hours of rooms are in it, and enough of them: the times do not fit."
    )
    seconds = serializers.FloatField()
    requirements = RequirementSerializer(many=True)
