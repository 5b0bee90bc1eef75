"""The shapes of the generator's calls; a test holds them against the contracts."""

from typing import Any

from rest_framework import serializers

OUTCOMES = ["succeeded", "partial", "infeasible", "cancelled", "failed"]


class LeaseSerializer(serializers.Serializer[Any]):
    job = serializers.UUIDField()
    attempt = serializers.IntegerField(min_value=1)


class PlacedSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    weeks = serializers.RegexField(r"^[01]+\Z", max_length=60)
    days = serializers.RegexField(r"^[01]+\Z", max_length=14)
    start = serializers.IntegerField(min_value=0)
    length = serializers.IntegerField(min_value=1)
    room = serializers.CharField(allow_null=True)


class SolutionSerializer(serializers.Serializer[Any]):
    classes = PlacedSerializer(many=True)
    students = serializers.DictField(help_text="Not looked into: there may be 20,000.")


class ScoreSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    hard = serializers.IntegerField(min_value=0)
    components = serializers.DictField(child=serializers.IntegerField())


class SolverSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    seed = serializers.IntegerField()
    engine_version = serializers.CharField()
    seconds = serializers.FloatField(min_value=0)
    iterations = serializers.IntegerField()


class ResultSerializer(serializers.Serializer[Any]):
    solution = SolutionSerializer()
    score = ScoreSerializer()
    solver = SolverSerializer()
    measures = serializers.DictField(child=serializers.FloatField(), required=False)
    history = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField()), required=False
    )


class ErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    parameters = serializers.DictField(required=False)


class CallbackSerializer(serializers.Serializer[Any]):
    """The end of a solve. What it does not check (names, digests) the services do."""

    version = serializers.IntegerField(min_value=1, max_value=1)
    job = serializers.UUIDField()
    attempt = serializers.IntegerField(min_value=1)
    event = serializers.UUIDField()
    outcome = serializers.ChoiceField(OUTCOMES)
    error = ErrorSerializer(required=False)
    result = ResultSerializer(required=False)


class CheckpointSerializer(serializers.Serializer[Any]):
    """The best timetable of a running solve so far."""

    version = serializers.IntegerField(min_value=1, max_value=1)
    job = serializers.UUIDField()
    attempt = serializers.IntegerField(min_value=1)
    result = ResultSerializer()
