"""Quick questions and their answers, as JSON. Times are in slots of the problem's grid."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from generator.schemas import Digest, Document

Bits = Annotated[str, StringConstraints(pattern="^[01]+$", max_length=60)]


class PlaceDocument(Document):
    """When and where a class meets, as in a solution document.

    `instructors` teach it, where it chooses; null: who does so now.
    """

    weeks: Bits
    days: Bits
    start: int = Field(ge=0)
    length: int = Field(ge=1)
    room: str | None
    instructors: list[str] | None = None


class PlacementDocument(PlaceDocument):
    id: str


class Asked(Document):
    """Which timetable a question is about.

    Its placements are sent when the service asks for them (409 timetable_unknown): it
    does not hold this version. Students are those of the solution.
    """

    timetable: UUID
    version: int
    problem: Digest
    solution: Digest
    placements: list[PlacementDocument] | None = None


class Change(Document):
    """A new place of a class; null takes it out of the timetable."""

    id: str
    place: PlaceDocument | None


class CheckRequest(Asked):
    changes: list[Change] = Field(max_length=100)


class HeatRequest(Asked):
    cls: str


class SuggestRequest(Asked):
    cls: str
    most: int = Field(10, ge=1, le=50)


class ScoreRequest(Asked):
    pass


class BrokenRequest(Asked):
    most: int = Field(100, ge=1, le=1000)


class ReasonDocument(BaseModel):
    """See `horarium.questions.Reason`: codes with parameters, differences of numbers."""

    code: str
    hard: int
    cost: int
    component: str
    classes: list[str]
    kind: str
    parameters: dict[str, Any]


class AnswerDocument(BaseModel):
    hard: int
    cost: int
    components: dict[str, int]
    created: list[ReasonDocument]
    resolved: list[ReasonDocument]


class SpotDocument(PlaceDocument):
    """A time, the best room for it, what it would change, and the first reasons."""

    hard: int
    cost: int
    reasons: list[ReasonDocument]


class Heat(BaseModel):
    spots: list[SpotDocument]


class SuggestionDocument(BaseModel):
    changes: list[Change]
    answer: AnswerDocument


class Suggestions(BaseModel):
    suggestions: list[SuggestionDocument]


class ScoreDocument(BaseModel):
    total: int
    hard: int
    components: dict[str, int]
    measures: dict[str, float]


class Broken(BaseModel):
    """Violations as the score counts them, and the first of what is violated."""

    hard: int
    reasons: list[ReasonDocument]


Question = Literal["check", "heat", "suggest", "score", "broken"]
