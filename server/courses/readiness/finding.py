"""One thing to put right: a code with parameters, and the row where it is put right."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from courses.readiness.sentences import sentence


class Severity(StrEnum):
    """Blockers leave no timetable; warnings a worse one; hints are for tidiness."""

    BLOCKER = "blocker"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Named(NamedTuple):
    """A row by the name that people know it by, where that is not its own `name`."""

    pk: Any
    name: str


@dataclass(frozen=True)
class Finding:
    """`entity` and `id` are the row's in the API; `count` is of all with this code."""

    code: str
    severity: Severity
    entity: str
    id: Any
    name: str
    parameters: dict[str, Any] = field(default_factory=dict)
    count: int = 1

    def as_error(self) -> dict[str, Any]:
        """A blocker as one place among a refusal's errors; its field is the row."""
        return {
            "code": self.code,
            "field": f"{self.entity}.{self.id}",
            "detail": sentence(self.code, self.name, self.parameters),
            "parameters": {"name": self.name, **self.parameters},
        }


def blocks(code: str, entity: str, row: Any, **parameters: Any) -> Finding:
    return _finding(Severity.BLOCKER, code, entity, row, parameters)


def warns(code: str, entity: str, row: Any, **parameters: Any) -> Finding:
    return _finding(Severity.WARNING, code, entity, row, parameters)


def hints(code: str, entity: str, row: Any, **parameters: Any) -> Finding:
    return _finding(Severity.HINT, code, entity, row, parameters)


def hours(minutes: float) -> float:
    """Hours for a sentence, to a tenth."""
    return round(minutes / 60, 1)


def _finding(
    severity: Severity, code: str, entity: str, row: Any, parameters: dict[str, Any]
) -> Finding:
    return Finding(code, severity, entity, row.pk, str(row.name), parameters)
