"""Generation jobs. PostgreSQL owns their state; Redis and the generator can lose theirs."""

import gzip
import json
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from accounts.limits import Limit
from accounts.recording import UNRECORDED
from accounts.tenancy import TenantModel, unique_external_id
from campus.models import Term
from courses.clock import Clock
from generation.limits import LOWEST_PRIORITY, USUAL_PRIORITY
from generation.states import JobState, Outcome, SolveKind, SolveState
from timetables.models import Timetable


class DocumentKind(models.TextChoices):
    PROBLEM = "problem"
    SOLUTION = "solution"


class Document(TenantModel):
    """A problem or solution document, stored once under the SHA-256 of its JSON."""

    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    body = models.BinaryField(help_text="The JSON, gzipped.")

    # Named by its own digest: it never changes.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["institution", "digest"], name="document_once"),
        ]
        indexes = [models.Index(fields=["digest"], name="document_digest")]

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(gzip.decompress(self.body))
        return content

    def __str__(self) -> str:
        return self.digest


class Job(TenantModel):
    """A request for timetables of a term: one preparation, then its variants.

    `time_budget` (seconds) covers both. `error` is a code with parameters, and `shortfalls`
    are such: variants that are alike, or worse than another in every respect. `start` is
    the solution to begin with, where there is one. `profiles` has a name with weights for
    each variant. A retry names the job `retry_of` which
    it is one, a job that was answered from the cache the one whose timetables it got.
    `data_version` names the data that `problem` was compiled from.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="jobs")
    problem = models.ForeignKey(Document, on_delete=models.RESTRICT, related_name="+")
    data_version = models.CharField(max_length=16, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    priority = models.PositiveSmallIntegerField(
        default=USUAL_PRIORITY,
        validators=[MaxValueValidator(LOWEST_PRIORITY)],
        help_text="0 is served first.",
    )
    variants = models.PositiveSmallIntegerField()
    time_budget = models.PositiveIntegerField()
    solver = models.CharField(max_length=40)
    profiles = models.JSONField(default=list)
    seed = models.PositiveIntegerField()
    slot_minutes = models.PositiveSmallIntegerField()
    day_start = models.PositiveSmallIntegerField()
    start = models.ForeignKey(Document, on_delete=models.RESTRICT, null=True, related_name="+")
    retry_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="retries"
    )
    recalled_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    keep_best = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.NOTHING)
    error = models.JSONField(null=True)
    shortfalls = models.JSONField(default=list)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    limited = (
        Limit("concurrent_jobs", rows="state IN ('queued', 'running', 'cancelling')"),
        Limit("time_budget", column="time_budget"),
        Limit("variants", column="variants"),
    )

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("job")]

    @property
    def clock(self) -> Clock:
        """How the problem's slots become minutes."""
        return Clock(self.slot_minutes, self.day_start)

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class Solve(TenantModel):
    """One process's work: the preparation (index 0) or a variant (from 1).

    `attempt` is the fencing token: what an older attempt says counts for nothing.
    `losses` counts attempts that were interrupted; `spent` are the seconds of those whose
    checkpoint the next one went on from. `generator_instance` is the run of the service
    that holds the solve, empty before it said so. After a want of memory the next attempt
    has at most so many `threads`. `event` is the end that was counted, `solution` the
    document that came with it (the preparation's is where the variants start), `report`
    what its result said besides. `replaces` is the index of the variant in whose place
    this one was ordered.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="solves")
    kind = models.CharField(max_length=8, choices=SolveKind.choices)
    index = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=SolveState.choices)
    seed = models.PositiveIntegerField()
    time_limit = models.FloatField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    losses = models.PositiveIntegerField(default=0)
    spent = models.FloatField(default=0)
    threads = models.PositiveSmallIntegerField(null=True)
    replaces = models.PositiveSmallIntegerField(null=True)
    generator_url = models.URLField(blank=True)
    generator_instance = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    event = models.UUIDField(null=True)
    infeasible = models.BooleanField(default=False)
    error = models.JSONField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    solution = models.ForeignKey(
        Document, on_delete=models.RESTRICT, null=True, related_name="+"
    )
    report = models.JSONField(null=True)
    timetable = models.OneToOneField(
        Timetable, on_delete=models.SET_NULL, null=True, related_name="solve"
    )

    # Its heartbeats are no decision of anybody; the job's states are recorded.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        ordering = ["job", "index"]
        constraints = [
            models.UniqueConstraint(fields=["job", "index"], name="solve_index"),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="solve_lease")]

    def __str__(self) -> str:
        return f"{self.kind} {self.index} {self.state}"


class Checkpoint(TenantModel):
    """The best timetable of a running solve so far: from it the next attempt goes on."""

    solve = models.OneToOneField(Solve, on_delete=models.CASCADE, related_name="checkpoint")
    attempt = models.PositiveIntegerField()
    solution = models.ForeignKey(Document, on_delete=models.RESTRICT, related_name="+")
    report = models.JSONField(help_text="What the result says besides its solution.")

    # The solver's, not anybody's.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        pass

    @property
    def result(self) -> dict[str, Any]:
        """The `result` of a callback document."""
        return {**self.report, "solution": self.solution.content}

    def __str__(self) -> str:
        return f"attempt {self.attempt} of {self.solve_id}"


class Outbox(TenantModel):
    """A queued solve that waits to be claimed; the claim deletes it.

    The sweeper rings for those still here at `ring_at`; none is claimed before `not_before`.
    """

    solve = models.OneToOneField(Solve, on_delete=models.CASCADE, related_name="outbox")
    ring_at = models.DateTimeField(db_index=True)
    not_before = models.DateTimeField(default=timezone.now)

    # The doorbell's, not anybody's.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        pass
