"""What is asked of this service and what it answers, as JSON.

`GenerateRequest` is the contract generate.v1; a test holds the two together.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_VARIANTS = 10
MOST_DIAGNOSIS_SECONDS = 90

Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Document(BaseModel):
    """A request body: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Profile(Document):
    name: str = Field(min_length=1)
    weights: dict[str, Annotated[float, Field(ge=0)]]


class SolveOptions(Document):
    solver: str = "auto"
    seed: int = Field(ge=0)
    time_limit: float = Field(gt=0, le=86400, description="seconds")
    threads: int | None = Field(None, ge=1)
    memory_mb: int | None = Field(None, ge=128)
    initial: Digest | None = Field(None, description="SHA-256 of a solution to start from")
    apart: list[Digest] = Field([], description="solutions whose times should be avoided")
    profile: Profile | None = Field(None, description="without one, the problem's own cost")


class GenerateRequest(Document):
    """One solve, handed over by the API; or, for another caller, several `variants`."""

    version: Literal[1]
    job: UUID
    parent: UUID | None = Field(None, description="the API's job, for logs")
    attempt: int = Field(ge=1, description="fencing token")
    kind: Literal["prepare", "variant"]
    problem: Digest
    options: SolveOptions
    variants: int | None = Field(
        None,
        ge=1,
        le=MOST_VARIANTS,
        description="for callers other than the API: so many, without lease or callback",
    )


class Accepted(BaseModel):
    """`instance` is the run of the service that took it: host and run, `name/id`."""

    job: UUID
    attempt: int
    instance: str


class CancelRequest(Document):
    keep_best: bool = False


class SolveState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    ENDED = "ended"


class SolveStatus(BaseModel):
    """`result` is the callback document of an ended solve, while it is remembered."""

    job: UUID
    attempt: int
    state: SolveState
    result: dict[str, Any] | None = None


class JobStatus(BaseModel):
    """A job of several variants, for who asked for it here."""

    job: UUID
    attempt: int
    state: SolveState
    variants: list[SolveStatus]


class Held(BaseModel):
    job: UUID
    attempt: int


class Holdings(BaseModel):
    """Solves that run, or whose end is not delivered yet; nobody else tells their end."""

    instance: str
    solves: list[Held]


class Progress(BaseModel):
    """`progress` is a progress.v1 document, None before the first.

    Of a job of several `variants`, theirs are summed up in it.
    """

    job: UUID
    progress: dict[str, Any] | None
    variants: list[dict[str, Any] | None] | None = None


class GpuReport(BaseModel):
    name: str
    memory_mb: int


class HardwareReport(BaseModel):
    engine_version: str
    cores: int
    memory_mb: int
    gpus: list[GpuReport]
    memory_used: float = Field(description="share, 0 to 1")
    slots: int = Field(description="solves that may run side by side")
    running: int
    threads_per_solve: int
    memory_mb_per_solve: int


class Health(BaseModel):
    """`problems` are codes of what is wrong; empty when all is well."""

    status: Literal["ok", "degraded"]
    problems: list[str]
    running: int


class UniversityRequest(Document):
    """Either a preset, or numbers of classes and students."""

    preset: str | None = None
    classes: int | None = Field(None, ge=20, le=20_000)
    students: int | None = Field(None, ge=20, le=200_000)
    seed: int = Field(0, ge=0)


class DiagnoseRequest(Document):
    """Which problem to explain, and how many seconds that may take."""

    problem: Digest
    time_limit: float = Field(30, gt=0, le=MOST_DIAGNOSIS_SECONDS, description="seconds")


class RequirementDocument(BaseModel):
    """One or several like requirements; docs/diagnosis.md lists the codes."""

    code: str
    elements: list[str] = Field(description="what can be dropped, each as `type:id`")
    parameters: dict[str, Any]


class DiagnosisDocument(BaseModel):
    """Requirements that contradict each other; without any one element they do not."""

    outcome: Literal["satisfiable", "infeasible", "unknown"]
    minimal: bool
    seconds: float
    requirements: list[RequirementDocument]


class Problem(BaseModel):
    """An error, in the manner of RFC 9457."""

    type: str = "about:blank"
    status: int
    code: str
    detail: str
    place: str | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
