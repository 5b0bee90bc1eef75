"""What jobs ask of the generation service.

Each call may raise GeneratorBusyError and GeneratorRefusedError.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from config.generator import GeneratorBusyError, GeneratorRefusedError, call


@dataclass(frozen=True, slots=True)
class Gpu:
    name: str
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Hardware:
    """How many solves the service runs side by side, how many more now, by which engine.

    Without cores nobody knows: the service has not answered.
    """

    slots: int = 1
    free: int = 0
    engine_version: str = ""
    cores: int | None = None
    memory_mb: int | None = None
    gpus: tuple[Gpu, ...] = ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What one run of the service still answers for: the attempt of each solve, by its id.

    `instance` names the host and the run on it.
    """

    instance: str
    attempts: dict[str, int]


def start_solve(url: str, request: dict[str, Any]) -> str:
    """Hand over one solve (a `generate` document); the instance that took it.

    When the answer is lost it counts as busy: should the solve have started all the
    same, the next attempt's number makes its end count for nothing. So does one that
    the service knows a later attempt of.
    """
    try:
        answer = call("POST", "/api/generate_variants", json.dumps(request).encode(), url=url)
    except GeneratorRefusedError as refused:
        if refused.status == HTTPStatus.CONFLICT:
            raise GeneratorBusyError(refused.code) from refused
        raise
    return str(answer.json().get("instance", ""))


def cancel_solve(url: str, solve: str, *, keep_best: bool) -> None:
    """Stop one solve now."""
    body = json.dumps({"keep_best": keep_best}).encode()
    call("POST", f"/api/cancel/{solve}", body, url=url)


def hardware_of(url: str) -> Hardware:
    """The service's machine; one slot, and that taken, when it does not say."""
    try:
        report = call("GET", "/hardware", url=url).json()
    except (GeneratorBusyError, GeneratorRefusedError):
        return Hardware()
    return Hardware(
        max(1, int(report.get("slots", 1))),
        int(report.get("free", 0)),
        str(report.get("engine_version", "")),
        report.get("cores"),
        report.get("memory_mb"),
        tuple(Gpu(gpu["name"], gpu["memory_mb"]) for gpu in report.get("gpus", ())),
    )


def holdings_of(url: str) -> Holdings:
    """The solves whose end the service has still to tell."""
    report = call("GET", "/api/solves", url=url).json()
    attempts = {str(solve["job"]): int(solve["attempt"]) for solve in report["solves"]}
    return Holdings(str(report["instance"]), attempts)
