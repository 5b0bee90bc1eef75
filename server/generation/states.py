"""The states of a job and of its solves, and which of them are final."""

from django.db.models import TextChoices


class JobState(TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SolveState(TextChoices):
    """A variant waits for the preparation; then its life is that of a job."""

    WAITING = "waiting"
    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SolveKind(TextChoices):
    PREPARE = "prepare"
    VARIANT = "variant"


class Outcome(TextChoices):
    """What a finished job has to show."""

    NOTHING = "nothing"
    TIMETABLES = "timetables"
    INFEASIBLE = "infeasible"


JOB_ENDED = frozenset(
    {JobState.SUCCEEDED, JobState.PARTIAL, JobState.FAILED, JobState.CANCELLED}
)
SOLVE_ENDED = frozenset(
    {SolveState.SUCCEEDED, SolveState.PARTIAL, SolveState.FAILED, SolveState.CANCELLED}
)
SOLVE_HELD = frozenset({SolveState.RUNNING, SolveState.CANCELLING})
"""States in which a generator holds the solve under a lease."""
