"""How jobs look in the API, and what may be asked of them."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campus.me import UserSerializer
from campus.models import Term
from generation.limits import (
    LARGEST_SEED,
    LEAST_BUDGET,
    LOWEST_PRIORITY,
    MOST_BUDGET,
    MOST_VARIANTS,
    SOLVERS,
    USUAL_PRIORITY,
)
from generation.models import Job, Solve
from generation.profiles import Profile, usual_profiles
from generation.selectors import JobProgress, solve_weight
from generation.states import JobState, Outcome, SolveKind, SolveState
from horarium_contracts import aims, least_weights, most_weight, profiles


class JobErrorSerializer(serializers.Serializer[Any]):
    """What went wrong, as a code with parameters."""

    code = serializers.CharField()
    parameters = serializers.DictField(child=serializers.JSONField(), default=dict)


class ProgressDocumentSerializer(serializers.Serializer[Any]):
    """How far one solve is (contract `progress`); times in seconds."""

    phase = serializers.ChoiceField(["start", "construct", "search", "finish", "done"])
    fraction = serializers.FloatField(min_value=0, max_value=1)
    elapsed = serializers.FloatField()
    attempt = serializers.IntegerField()
    eta = serializers.FloatField(allow_null=True)
    cost = serializers.IntegerField(allow_null=True)
    hard = serializers.IntegerField(allow_null=True)
    components = serializers.DictField(child=serializers.IntegerField())
    bound = serializers.IntegerField(allow_null=True)
    iterations = serializers.IntegerField()
    moves_per_second = serializers.FloatField()


class SolveScoreSerializer(serializers.Serializer[Any]):
    """Weighted cost, violations, and the costs that sum to the total."""

    total = serializers.IntegerField()
    hard = serializers.IntegerField()
    components = serializers.DictField(child=serializers.IntegerField())


class SolveSerializer(serializers.ModelSerializer[Solve]):
    """One solving process: the preparation (index 0) or a variant (from 1)."""

    kind = serializers.ChoiceField(SolveKind.choices)
    state = serializers.ChoiceField(SolveState.choices)
    time_limit = serializers.FloatField(allow_null=True, help_text="seconds")
    rank = serializers.IntegerField(allow_null=True, help_text="1 for the best timetable.")
    error = JobErrorSerializer(allow_null=True)
    score = SolveScoreSerializer(
        allow_null=True, help_text="Of what it found; its timetable may be edited since."
    )
    timetable = serializers.UUIDField(source="timetable_id", allow_null=True)
    replaces = serializers.IntegerField(
        allow_null=True, help_text="Index of the variant in whose place it was ordered."
    )
    weight = serializers.SerializerMethodField(
        help_text="What it counts for in the fraction of its job, from 0 to 1."
    )

    class Meta:
        model = Solve
        read_only_fields = fields = [
            "id",
            "kind",
            "index",
            "weight",
            "state",
            "attempt",
            "seed",
            "time_limit",
            "started_at",
            "finished_at",
            "error",
            "rank",
            "score",
            "timetable",
            "replaces",
        ]

    def get_weight(self, solve: Solve) -> float:
        return solve_weight(solve)


class SolveProgressSerializer(SolveSerializer):
    progress = serializers.SerializerMethodField()

    class Meta(SolveSerializer.Meta):
        read_only_fields = fields = [*SolveSerializer.Meta.fields, "progress"]

    @extend_schema_field(ProgressDocumentSerializer(allow_null=True))
    def get_progress(self, solve: Solve) -> dict[str, Any] | None:
        progress: JobProgress = self.context["progress"]
        return progress.latest[solve.id]


class JobStatusSerializer(serializers.ModelSerializer[Job]):
    """Where a job stands: also the data of the event `job`."""

    state = serializers.ChoiceField(JobState.choices)
    outcome = serializers.ChoiceField(Outcome.choices)
    error = JobErrorSerializer(allow_null=True)
    shortfalls = JobErrorSerializer(
        many=True,
        help_text="Variants that are alike, or worse than another in every respect.",
    )
    solves = SolveSerializer(many=True)

    class Meta:
        model = Job
        read_only_fields = fields = [
            "id",
            "state",
            "outcome",
            "error",
            "shortfalls",
            "started_at",
            "finished_at",
            "solves",
        ]


class ProfileSerializer(serializers.Serializer[Any]):
    """What a variant cares for, as weights; what is not named weighs nothing."""

    name = serializers.CharField(max_length=40)
    weights = serializers.DictField(
        child=serializers.FloatField(min_value=0, max_value=most_weight()),
        help_text=f"Of {', '.join(aims())}; and of fairness, besides.",
    )

    def validate_weights(self, weights: dict[str, float]) -> dict[str, float]:
        unknown = weights.keys() - {*aims(), "fairness"}
        if unknown:
            raise serializers.ValidationError(f"There is no {min(unknown)}.", "bad_profile")
        if sum(weights.get(aim, 0) for aim in aims()) < least_weights():
            text = f"The weights of the six measures sum to {least_weights():g} at least."
            raise serializers.ValidationError(text, "empty_profile")
        return weights


class JobSerializer(JobStatusSerializer):
    profiles = ProfileSerializer(many=True, help_text="Of each variant, in their order.")
    term_name = serializers.CharField(source="term.name")
    created_by = UserSerializer(allow_null=True)
    time_budget = serializers.IntegerField(help_text="seconds, the preparation included")
    retry_of = serializers.UUIDField(
        source="retry_of_id", allow_null=True, help_text="The job of which this is a retry."
    )
    recalled_from = serializers.UUIDField(
        source="recalled_from_id",
        allow_null=True,
        help_text="The earlier job that asked the same, whose timetables these are.",
    )

    class Meta(JobStatusSerializer.Meta):
        read_only_fields = fields = [
            *JobStatusSerializer.Meta.fields,
            "term",
            "term_name",
            "created_by",
            "created_at",
            "variants",
            "time_budget",
            "solver",
            "profiles",
            "seed",
            "priority",
            "keep_best",
            "retry_of",
            "recalled_from",
        ]


class JobProgressSerializer(JobStatusSerializer):
    """`fraction` is that of the whole job. The context holds a `JobProgress`."""

    fraction = serializers.SerializerMethodField()
    solves = SolveProgressSerializer(many=True)

    class Meta(JobStatusSerializer.Meta):
        read_only_fields = fields = [*JobStatusSerializer.Meta.fields, "fraction"]

    def get_fraction(self, job: Job) -> float:
        progress: JobProgress = self.context["progress"]
        return progress.fraction


class SolveEventSerializer(serializers.Serializer[Any]):
    solve = serializers.UUIDField()
    kind = serializers.ChoiceField(SolveKind.choices)
    index = serializers.IntegerField()
    progress = ProgressDocumentSerializer()


class JobEventsSerializer(serializers.Serializer[Any]):
    """The data of each event, by the event's name."""

    job = JobStatusSerializer()
    progress = SolveEventSerializer()


class TermField(serializers.PrimaryKeyRelatedField[Term]):
    """One of the institution's terms."""

    def __init__(self, **options: Any) -> None:
        # The tenant is known when a request is checked, not when this module is read.
        super().__init__(queryset=Term._base_manager.none(), **options)

    def get_queryset(self) -> QuerySet[Term]:
        return Term.objects.all()


class JobLimitsSerializer(serializers.Serializer[Any]):
    """What may be asked of a job, for forms: made of `generation.limits`."""

    most_variants = serializers.IntegerField(source="MOST_VARIANTS")
    least_budget = serializers.IntegerField(
        source="LEAST_BUDGET", help_text="seconds for each variant"
    )
    most_budget = serializers.IntegerField(source="MOST_BUDGET", help_text="seconds")
    solvers = serializers.ListField(
        source="SOLVERS",
        child=serializers.ChoiceField(SOLVERS),
        help_text="The first one unless another is asked for.",
    )
    profiles = serializers.SerializerMethodField()

    @extend_schema_field(ProfileSerializer(many=True))
    def get_profiles(self, limits: Any) -> list[Profile]:
        return usual_profiles(len(profiles()))


class JobRequestSerializer(serializers.Serializer[Any]):
    term = TermField()
    variants = serializers.IntegerField(min_value=1, max_value=MOST_VARIANTS, default=5)
    profiles = ProfileSerializer(
        many=True,
        required=False,
        help_text="One for each variant; without them the usual ones take turns.",
    )
    time_budget = serializers.IntegerField(
        min_value=LEAST_BUDGET,
        max_value=MOST_BUDGET,
        help_text="seconds, the preparation included",
    )
    solver = serializers.ChoiceField(SOLVERS, default=SOLVERS[0])
    seed = serializers.IntegerField(
        min_value=0, max_value=LARGEST_SEED, allow_null=True, default=None
    )
    priority = serializers.IntegerField(
        min_value=0,
        max_value=LOWEST_PRIORITY,
        required=False,
        help_text=f"0 is served first; {USUAL_PRIORITY} unless it is said.",
    )

    def validate(self, job: dict[str, Any]) -> dict[str, Any]:
        given = job.get("profiles")
        if given and len(given) != job["variants"]:
            text = f"{len(given)} profiles for {job['variants']} variants."
            raise serializers.ValidationError({"profiles": text}, "profiles_number")
        return job


class CancelSerializer(serializers.Serializer[Any]):
    keep_best = serializers.BooleanField(
        default=False, help_text="Keep the best timetables found so far."
    )


class RetrySerializer(serializers.Serializer[Any]):
    from_best = serializers.BooleanField(
        default=True, help_text="Begin with the old job's best timetable, not afresh."
    )
